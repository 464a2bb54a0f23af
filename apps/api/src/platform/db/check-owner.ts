import { AppError } from '@kelvin/kernel';
import type { QueryRunner } from 'typeorm';

/**
 * Whether the user of `DATABASE_URL` may do what an owner has to: make the narrow roles, and pass by the row-level
 * security that is forced on the owner of a table too, because functions that look keys up run as him. Without this
 * check the first would fail in the middle of a migration, and the second only when the first event is refused.
 *
 * @returns whether it is a superuser; others need a grant of the roles they make.
 * @throws AppError `database.owner_too_weak` with the statement that helps.
 */
export async function checkOwner(owner: QueryRunner): Promise<{ isSuperuser: boolean }> {
  const [role] = (await owner.query('SELECT rolname AS name, rolsuper AS super, rolbypassrls AS bypass, rolcreaterole AS create FROM pg_roles WHERE rolname = current_user')) as
    { name: string; super: boolean; bypass: boolean; create: boolean }[];
  if (!role) throw new Error('The server does not know the role of this connection.');
  const missing = [...(role.bypass ? [] : ['BYPASSRLS']), ...(role.create ? [] : ['CREATEROLE'])];
  if (!role.super && missing.length > 0) {
    const quoted = `"${role.name.replaceAll('"', '""')}"`;
    throw new AppError('invalid', 'database.owner_too_weak',
      `The database user ${role.name} of DATABASE_URL may not do enough: it must be a superuser, or have BYPASSRLS and CREATEROLE. Let a superuser run ALTER ROLE ${quoted} ${missing.join(' ')}; and start again.`, { missing });
  }
  return { isSuperuser: role.super };
}

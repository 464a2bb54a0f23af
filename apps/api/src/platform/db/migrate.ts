import { DataSource } from 'typeorm';
import { migrations } from '../../../../../migrations/index.ts';
import { DATABASE_ROLES, rolePassword } from './roles.ts';

/**
 * Brings a database to the newest schema and makes the roles with their present passwords.
 * Safe to run twice and by several processes at once: an advisory lock lets one work while the others wait.
 */
export async function migrate(ownerUrl: string, options: { secret: string }): Promise<void> {
  const owner = new DataSource({ type: 'postgres', url: ownerUrl, migrations, migrationsTableName: 'migration', extra: { max: 2 } });
  await owner.initialize();
  const lock = owner.createQueryRunner();
  try {
    await lock.query(`SELECT pg_advisory_lock(hashtext('kelvin migrate'))`);
    for (const role of DATABASE_ROLES) {
      const password = rolePassword(role, options.secret);
      await lock.query(`DO $$ BEGIN
        IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = '${role}') THEN
          CREATE ROLE ${role} LOGIN PASSWORD '${password}' NOINHERIT;
        ELSE
          ALTER ROLE ${role} LOGIN PASSWORD '${password}';
        END IF;
      END $$`);
    }
    await lock.query(`
      GRANT USAGE ON SCHEMA public TO kelvin_app, kelvin_ingest, kelvin_sweep;
      CREATE SCHEMA IF NOT EXISTS queue;
      ALTER SCHEMA queue OWNER TO kelvin_queue;
      ALTER ROLE kelvin_queue IN DATABASE "${new URL(ownerUrl).pathname.slice(1)}" SET search_path = queue`);
    await owner.runMigrations({ transaction: 'each' });
  } finally {
    await lock.query(`SELECT pg_advisory_unlock(hashtext('kelvin migrate'))`);
    await lock.release();
    await owner.destroy();
  }
}

import type { SignedInUser } from '../../platform/security/request-context.ts';
import type { Tx } from '../../platform/db/db.ts';

interface UserRow { id: string; email: string; name: string; locale: 'en' | 'ru'; csrf_token: string }

/** The person of a session that has not expired. */
export async function findUserOfSession(tx: Tx, tokenHash: string, now: Date): Promise<SignedInUser | null> {
  const [row] = await tx.query<UserRow>(
    `SELECT u.id, u.email, u.name, u.locale, s.csrf_token FROM session s JOIN user_account u ON u.id = s.user_id
      WHERE s.token_hash = $1 AND s.expires_at > $2`, [tokenHash, now]);
  return row ? { userId: row.id, email: row.email, name: row.name, locale: row.locale, csrfToken: row.csrf_token, tokenHash } : null;
}

export async function insertSession(tx: Tx, session: { tokenHash: string; userId: string; csrfToken: string; now: Date; expiresAt: Date }): Promise<void> {
  await tx.query('DELETE FROM session WHERE expires_at <= $1', [session.now]);
  await tx.query('INSERT INTO session (token_hash, user_id, csrf_token, created_at, expires_at) VALUES ($1, $2, $3, $4, $5)',
    [session.tokenHash, session.userId, session.csrfToken, session.now, session.expiresAt]);
}

export async function deleteSession(tx: Tx, tokenHash: string): Promise<void> {
  await tx.query('DELETE FROM session WHERE token_hash = $1', [tokenHash]);
}

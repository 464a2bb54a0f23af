import { randomBytes } from 'node:crypto';
import type { Tx } from '../db/db.ts';
import { newId, sha256Hex } from '../db/ids.ts';
import { seal, unseal } from './sealed.ts';

/** A fresh write key: 128 random bits. Public by nature (it stands in web pages), it names a source and grants no reading. */
export function newWriteKey(): string {
  return `wk_${randomBytes(16).toString('hex')}`;
}

/** A fresh secret of a webhook: a Standard Webhooks signing secret, or a path segment for senders that cannot sign. */
export function newSourceSecret(kind: 'signing' | 'path'): string {
  return kind === 'signing' ? `whsec_${randomBytes(24).toString('base64')}` : randomBytes(24).toString('base64url');
}

/** Encrypts a source's secret for `source_key.value`; it opens for this source only. */
function sealSourceSecret(sourceId: string, secret: string, masterSecret: string): string {
  return seal(secret, `source ${sourceId}`, masterSecret);
}

/** The secret kept in `source_key.value`. */
export function openSourceSecret(sourceId: string, sealed: string, masterSecret: string): string {
  return unseal(sealed, `source ${sourceId}`, masterSecret);
}

export type SourceKey =
  | { readonly kind: 'write_key'; readonly key: string }
  | { readonly kind: 'signing' | 'path'; readonly secret: string; readonly masterSecret: string };

/** Adds a key to a source. A write key is looked up by itself, a secret by its SHA-256. */
export async function insertSourceKey(tx: Tx, now: Date, sourceId: string, key: SourceKey): Promise<void> {
  const [lookup, value] = key.kind === 'write_key'
    ? [key.key, key.key]
    : [sha256Hex(key.secret), sealSourceSecret(sourceId, key.secret, key.masterSecret)];
  await tx.query('INSERT INTO source_key (workspace_id, source_id, id, kind, lookup, value, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)',
    [tx.workspaceId, sourceId, newId(now.getTime()), key.kind, lookup, value, now]);
}

/** Makes a tracking source with its write key, such as the first one of a workspace. Answers both. */
export async function insertTrackingSource(tx: Tx, now: Date, name: string): Promise<{ sourceId: string; writeKey: string }> {
  const sourceId = newId(now.getTime());
  const writeKey = newWriteKey();
  await tx.query(`INSERT INTO source (workspace_id, id, kind, name, created_at) VALUES ($1, $2, 'tracking', $3, $4)`, [tx.workspaceId, sourceId, name, now]);
  await insertSourceKey(tx, now, sourceId, { kind: 'write_key', key: writeKey });
  return { sourceId, writeKey };
}

import type { LiveMessage } from '@kelvin/contracts';
import type { Tx } from '../db/db.ts';

/**
 * Tells the live screens of a workspace that something happened, in the transaction that makes it happen.
 * Whoever listens, in whichever process, hears within a second; rows are thrown away after ten minutes.
 */
export async function appendChange<Kind extends LiveMessage['event']>(
  tx: Tx, now: Date, kind: Kind, data: Extract<LiveMessage, { event: Kind }>['data'],
): Promise<void> {
  await tx.query('INSERT INTO change (workspace_id, kind, payload, at) VALUES ($1, $2, $3, $4)', [tx.workspaceId, kind, JSON.stringify(data), now]);
}

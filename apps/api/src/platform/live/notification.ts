import type { Tx } from '../db/db.ts';
import { newId } from '../db/ids.ts';

/**
 * Leaves a message for one person, or for everybody who runs the workspace when no person is named, in the transaction
 * of what it tells of. `payload` holds names and ids, from which the screen makes a sentence in the reader's language.
 */
export async function appendNotification(tx: Tx, now: Date, message: { kind: string; payload: Record<string, unknown>; userId?: string }): Promise<void> {
  await tx.query('INSERT INTO notification (workspace_id, id, user_id, kind, payload, created_at) VALUES ($1, $2, $3, $4, $5, $6)',
    [tx.workspaceId, newId(now.getTime()), message.userId ?? null, message.kind, JSON.stringify(message.payload), now]);
}

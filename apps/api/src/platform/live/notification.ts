import type { NotificationContent } from '@kelvin/contracts';
import type { Tx } from '../db/db.ts';
import { lowestIdOf, newId } from '../db/ids.ts';
import { appendChange } from './change-feed.ts';

/**
 * Leaves a message for one person, or for everybody who runs the workspace when no person is named, in the transaction
 * of what it tells of, and tells the live screens. The content holds names and ids, from which the screen makes a
 * sentence in the reader's language.
 */
export async function appendNotification(tx: Tx, now: Date, message: NotificationContent & { userId?: string }): Promise<void> {
  await tx.query('INSERT INTO notification (workspace_id, id, user_id, kind, payload, created_at) VALUES ($1, $2, $3, $4, $5, $6)',
    [tx.workspaceId, newId(now.getTime()), message.userId ?? null, message.kind, JSON.stringify(message.payload), now]);
  await appendChange(tx, now, 'notifications', {});
}

/** Forgets notifications older than a moment, with who has read them. */
export async function trimNotifications(tx: Tx, before: Date): Promise<void> {
  await tx.query('DELETE FROM notification WHERE workspace_id = $1 AND id < $2', [tx.workspaceId, lowestIdOf(before.getTime())]);
}

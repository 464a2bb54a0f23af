import type { Tx } from '../../platform/db/db.ts';

/** Marks every customer of the workspace for scoring anew, because what a score means has changed. In key order, as the drain does. */
export async function markAllStale(tx: Tx, now: Date): Promise<void> {
  await tx.query(
    `INSERT INTO customer_stale (workspace_id, customer_id, mark, cause, marked_at)
     SELECT workspace_id, id, gen_random_uuid(), 'definition', $2 FROM customer WHERE workspace_id = $1 AND merged_into IS NULL ORDER BY id
     ON CONFLICT (workspace_id, customer_id) DO UPDATE SET mark = excluded.mark, cause = excluded.cause, marked_at = excluded.marked_at`,
    [tx.workspaceId, now]);
}

import type { Tx } from '../../platform/db/db.ts';

/** Up to this many customers each of them may move the workspace's figures, and making them anew is cheap. */
const EACH_COUNTS_UP_TO = 1_000;
/** Above, changes of so large a share of the customers do. */
const SHARE_THAT_COUNTS = 0.05;

/**
 * Says that days which the workspace's figures were made of are others now: the scorer makes the figures anew before it scores
 * again. `changedCustomers`: of how many; null where a definition changed. In the transaction of the change, before it marks anybody,
 * because the scorer takes the same rows in this order.
 */
export async function outdateFigures(tx: Tx, changedCustomers: number | null): Promise<void> {
  await tx.query(`
    UPDATE workspace_stats SET revision = revision + 1
     WHERE workspace_id = $1 AND ($2::int IS NULL OR (stats ->> 'customers')::int <= greatest($3, $2 / $4::float8))`, [tx.workspaceId, changedCustomers, EACH_COUNTS_UP_TO, SHARE_THAT_COUNTS]);
}

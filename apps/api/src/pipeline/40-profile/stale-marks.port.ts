import { randomUUID } from 'node:crypto';
import type { Tx } from '../../platform/db/db.ts';

/**
 * Why a customer has to be scored again. `event`: he did something; `time`: days passed; `definition`: settings, a meaning,
 * a merge or noise changed (fires nothing).
 */
export type StaleCause = 'event' | 'time' | 'definition';

/**
 * Marks customers for scoring. Every mark is fresh, and the scorer deletes only the mark it has read, so a change
 * that comes while it computes is scored again. Sorted, so that two writers never wait for each other in a ring.
 */
export async function markStale(tx: Tx, customerIds: Iterable<string>, cause: StaleCause, at: Date): Promise<void> {
  const ids = [...new Set(customerIds)].sort();
  if (ids.length === 0) return;
  await tx.query(`
    INSERT INTO customer_stale (workspace_id, customer_id, mark, cause, marked_at) SELECT $1, id, $3, $4, $5 FROM unnest($2::uuid[]) AS t(id)
    ON CONFLICT (workspace_id, customer_id) DO UPDATE SET mark = excluded.mark, marked_at = excluded.marked_at,
       cause = CASE WHEN customer_stale.cause = 'event' OR excluded.cause = 'event' THEN 'event' ELSE excluded.cause END`,
  [tx.workspaceId, ids, randomUUID(), cause, at]);
}

/** Marks everybody: after a change of definition, or because a day has passed. */
export async function markAllStale(tx: Tx, cause: StaleCause, at: Date): Promise<void> {
  await tx.query(`
    INSERT INTO customer_stale (workspace_id, customer_id, mark, cause, marked_at)
    SELECT $1, id, $2, $3, $4 FROM customer WHERE workspace_id = $1 AND merged_into IS NULL ORDER BY id
    ON CONFLICT (workspace_id, customer_id) DO UPDATE SET mark = excluded.mark, marked_at = excluded.marked_at`, [tx.workspaceId, randomUUID(), cause, at]);
}

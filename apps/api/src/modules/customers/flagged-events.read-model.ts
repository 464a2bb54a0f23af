import type { CustomerNoise } from '@kelvin/contracts';
import type { Tx } from '../../platform/db/db.ts';

/** What of a customer was taken for a program or a test, by reason, most first; nothing for somebody who is not there. */
export async function listFlagged(tx: Tx, customerId: string): Promise<CustomerNoise['flagged']> {
  const rows = await tx.query<{ reason: string; events: number; last_at: Date }>(`
    SELECT e.noise AS reason, count(*)::int AS events, max(e.occurred_at) AS last_at
      FROM profile p JOIN event e ON e.workspace_id = $1 AND e.profile_id = p.id AND e.noise IS NOT NULL
     WHERE p.workspace_id = $1 AND p.customer_id = $2 GROUP BY e.noise ORDER BY events DESC, reason`, [tx.workspaceId, customerId]);
  return rows.map((row) => ({ reason: row.reason, events: row.events, lastAt: row.last_at.toISOString() }));
}

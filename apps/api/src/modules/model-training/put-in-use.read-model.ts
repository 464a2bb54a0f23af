import type { CustomerHistory } from '@kelvin/contracts';
import type { Tx } from '../../platform/db/db.ts';

const MOST = 20;

/**
 * When models that take part in the score came into use since a day (`2026-11-23`), oldest first: those of the workspace's open
 * outcomes of the role. Of a version that was put in use more than once it is the last time that is known.
 */
export async function listPutInUse(tx: Tx, role: string, sinceDay: string): Promise<CustomerHistory['models']> {
  const rows = await tx.query<{ at: Date; number: number }>(`
    SELECT v.promoted_at AS at, v.number FROM outcome o JOIN model_version v ON v.workspace_id = $1 AND v.outcome_id = o.id
     WHERE o.workspace_id = $1 AND o.archived_at IS NULL AND o.definition ->> 'role' = $2 AND v.promoted_at >= $3::date
     ORDER BY v.promoted_at DESC, v.number DESC LIMIT $4`, [tx.workspaceId, role, sinceDay, MOST]);
  return rows.map(({ at, number }) => ({ at: at.toISOString(), number })).reverse();
}

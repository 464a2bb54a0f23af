import type { Tx } from '../../platform/db/db.ts';
import { appendNotification } from '../../platform/live/notification.ts';
import { markAllStale } from '../../pipeline/40-profile/stale-marks.port.ts';

/**
 * Puts a damaged version aside and lets the one that was in use before it serve again; without one, chances come from
 * rules. Answers the number of the version that serves now.
 */
export async function replaceDamaged(tx: Tx, now: Date, damaged: { outcomeId: string; outcomeName: string; versionId: string; number: number }): Promise<number | null> {
  await tx.query(`UPDATE model_version SET state = 'damaged' WHERE workspace_id = $1 AND id = $2`, [tx.workspaceId, damaged.versionId]);
  const [previous] = await tx.query<{ number: number; limit: number }>(`
    UPDATE model_version SET state = 'in_use' WHERE workspace_id = $1 AND id = (
      SELECT id FROM model_version WHERE workspace_id = $1 AND outcome_id = $2 AND state = 'retired' AND promoted_at IS NOT NULL ORDER BY promoted_at DESC, number DESC LIMIT 1)
    RETURNING number, (serving ->> 'limit')::float8 AS limit`, [tx.workspaceId, damaged.outcomeId]);
  await tx.query('UPDATE outcome SET likely_limit = CASE WHEN is_limit_own THEN likely_limit ELSE $3 END WHERE workspace_id = $1 AND id = $2', [tx.workspaceId, damaged.outcomeId, previous?.limit ?? null]);
  await appendNotification(tx, now, { kind: 'model.damaged', payload: { outcomeId: damaged.outcomeId, name: damaged.outcomeName, number: damaged.number, servesInstead: previous?.number ?? null } });
  // Whoever was scored by the damaged one before is scored again.
  await markAllStale(tx, 'definition', now);
  return previous?.number ?? null;
}

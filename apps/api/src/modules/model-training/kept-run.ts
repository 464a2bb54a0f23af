import type { Tx } from '../../platform/db/db.ts';
import { findInUse } from './model-version.repository.ts';

/**
 * What the job of a run answers whose result was kept by a process that died before it could say so; null while nothing is
 * kept. A second time would make a second version, compared with itself.
 */
export async function findKeptAnswer(tx: Tx, runId: string): Promise<Record<string, unknown> | null> {
  const [run] = await tx.query<{ outcome_id: string; error_code: string | null; version_id: string | null; number: number | null; reason: string | null }>(`
    SELECT r.outcome_id, r.error ->> 'code' AS error_code, v.id AS version_id, v.number, v.card #>> '{gate,reasons,0,code}' AS reason
      FROM training_run r LEFT JOIN model_version v ON v.workspace_id = $1 AND v.outcome_id = r.outcome_id AND v.run_id = r.id
     WHERE r.workspace_id = $1 AND r.id = $2 AND r.status IN ('promoted', 'not_promoted')`, [tx.workspaceId, runId]);
  if (!run) return null;
  const source = await findInUse(tx, run.outcome_id) === null ? 'rules' : 'model';
  const version = run.version_id === null ? { reason: run.error_code } : { versionId: run.version_id, number: run.number, reason: run.reason };
  return { outcomeId: run.outcome_id, ...version, source };
}

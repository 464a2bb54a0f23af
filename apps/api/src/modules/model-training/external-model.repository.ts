import type { ExternalModelProblem } from '@kelvin/contracts';
import { MS_PER_MINUTE } from '@kelvin/kernel';
import type { Tx } from '../../platform/db/db.ts';
import type { ExternalEndpoint } from './external-endpoint.shape.ts';

/** An outside model that was registered, and how it has answered lately. */
export interface ExternalModelRow {
  version_id: string; name: string; url: string; timeout_ms: number; sealed_secret: string;
  failures: number; failing_since: Date | null; retry_at: Date | null; problem: ExternalModelProblem | null;
}

/** After the first failure it is left alone for a minute, and for twice as long after each further one, up to this. */
const LONGEST_REST_MS = 30 * MS_PER_MINUTE;

export async function insertEndpoint(tx: Tx, versionId: string, { name, url, timeoutMs, sealedSecret }: ExternalEndpoint): Promise<void> {
  await tx.query('INSERT INTO external_model (workspace_id, version_id, name, url, timeout_ms, sealed_secret) VALUES ($1, $2, $3, $4, $5, $6)', [tx.workspaceId, versionId, name, url, timeoutMs, sealedSecret]);
}

export async function getEndpoint(tx: Tx, versionId: string): Promise<ExternalModelRow> {
  const [row] = await tx.query<ExternalModelRow>(`
    SELECT version_id, name, url, timeout_ms, sealed_secret, failures, failing_since, retry_at, problem FROM external_model WHERE workspace_id = $1 AND version_id = $2`, [tx.workspaceId, versionId]);
  if (!row) throw new Error(`The outside model ${versionId} has no address.`);
  return row;
}

export function toEndpoint({ name, url, timeout_ms, sealed_secret }: ExternalModelRow): ExternalEndpoint {
  return { name, url, timeoutMs: timeout_ms, sealedSecret: sealed_secret };
}

/** Writes a failure down and lets the model rest. True for the first one since it last answered: that is when people are told. */
export async function recordFailure(tx: Tx, now: Date, versionId: string, problem: ExternalModelProblem): Promise<boolean> {
  const [row] = await tx.query<{ failures: number }>(`
    WITH failed AS (
      UPDATE external_model SET failures = failures + 1, failing_since = coalesce(failing_since, $3), problem = $4,
             retry_at = $3::timestamptz + make_interval(secs => least($5::float8, $6::float8 * 2 ^ least(failures, 20)) / 1000)
       WHERE workspace_id = $1 AND version_id = $2 RETURNING failures)
    SELECT failures FROM failed`, [tx.workspaceId, versionId, now, problem, LONGEST_REST_MS, MS_PER_MINUTE]);
  return row?.failures === 1;
}

/** True when it had failed before. */
export async function recordRecovery(tx: Tx, versionId: string): Promise<boolean> {
  const recovered = await tx.query(`
    WITH recovered AS (
      UPDATE external_model SET failures = 0, failing_since = NULL, retry_at = NULL, problem = NULL
       WHERE workspace_id = $1 AND version_id = $2 AND failures > 0 RETURNING version_id)
    SELECT version_id FROM recovered`, [tx.workspaceId, versionId]);
  return recovered.length > 0;
}

/** Customers whose chance of an outcome was not said by an outside model, at most `limit` of them. */
export async function listAnsweredByOthers(tx: Tx, outcomeId: string, limit: number | null): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(`
    SELECT s.customer_id AS id FROM score s JOIN customer c ON c.workspace_id = $1 AND c.id = s.customer_id AND c.merged_into IS NULL
     WHERE s.workspace_id = $1 AND NOT s.chances @> $2::jsonb LIMIT $3`, [tx.workspaceId, JSON.stringify([{ o: outcomeId, x: true }]), limit]);
  return rows.map(({ id }) => id);
}

/** Somebody to ask about, where an outside model in use has rested long enough to be asked again; null where none has. */
export async function findProbe(tx: Tx, now: Date): Promise<string | null> {
  const [row] = await tx.query<{ id: string }>(`
    SELECT c.id FROM customer c
     WHERE c.workspace_id = $1 AND c.merged_into IS NULL AND NOT c.is_excluded AND c.scored_at IS NOT NULL AND EXISTS (
       SELECT 1 FROM external_model e
         JOIN model_version v ON v.workspace_id = $1 AND v.id = e.version_id AND v.state = 'in_use'
         JOIN outcome o ON o.workspace_id = $1 AND o.id = v.outcome_id AND o.archived_at IS NULL
        WHERE e.workspace_id = $1 AND e.retry_at <= $2)
     LIMIT 1`, [tx.workspaceId, now]);
  return row?.id ?? null;
}

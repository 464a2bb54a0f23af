import type { TrainingRun } from '@kelvin/contracts';
import { dayToIso } from '@kelvin/kernel';
import type { Tx } from '../../platform/db/db.ts';
import { readFailure, type StoredFailure } from '../../platform/jobs/failure.ts';

export interface RunRow {
  id: string; outcome_id: string; external_name: string | null; cause: TrainingRun['cause']; status: TrainingRun['status'];
  seed: number; features_version: number; code_revision: string; as_of_day: number | null; snapshot_days: number[]; test_day: number | null;
  customers: number; rows: number; positives: number; candidates: TrainingRun['candidates']; error: StoredFailure | null;
  started_at: Date; finished_at: Date | null; started_by: string | null;
}

const COLUMNS = 'id, outcome_id, external_name, cause, status, seed, features_version, code_revision, as_of_day, snapshot_days, test_day, customers, rows, positives, candidates, error, started_at, finished_at, started_by';

/**
 * Begins a run under the id of its job. A job that was taken up again after its process died begins the same run from
 * the start, with the same seed.
 */
export async function beginRun(
  tx: Tx, run: { id: string; outcomeId: string; externalName: string | null; cause: TrainingRun['cause']; seed: number; featuresVersion: number; codeRevision: string; userId: string | null; now: Date },
): Promise<void> {
  await tx.query(`
    INSERT INTO training_run (workspace_id, id, outcome_id, cause, status, seed, features_version, code_revision, started_at, started_by, external_name)
    VALUES ($1, $2, $3, $4, 'running', $5, $6, $7, $8, $9, $10)
    ON CONFLICT (workspace_id, id) DO UPDATE SET status = 'running', features_version = excluded.features_version, code_revision = excluded.code_revision,
       started_at = excluded.started_at, finished_at = NULL, error = NULL`,
  [tx.workspaceId, run.id, run.outcomeId, run.cause, run.seed, run.featuresVersion, run.codeRevision, run.now, run.userId, run.externalName]);
}

export interface RunEnd {
  readonly status: Exclude<TrainingRun['status'], 'running'>;
  readonly error: TrainingRun['error'];
  readonly asOfDay: number | null;
  readonly snapshotDays: readonly number[];
  readonly testDay: number | null;
  readonly customers: number;
  readonly rows: number;
  readonly positives: number;
  readonly candidates: TrainingRun['candidates'];
  /** Tests in a row, this one included, that found no model better than its baselines; null: this run tested none. */
  readonly failedLooks: number | null;
}

export const NOTHING_LEARNED: Omit<RunEnd, 'status' | 'error'> = { asOfDay: null, snapshotDays: [], testDay: null, customers: 0, rows: 0, positives: 0, candidates: [], failedLooks: null };

export async function endRun(tx: Tx, id: string, now: Date, end: RunEnd): Promise<void> {
  await tx.query(`
    UPDATE training_run SET status = $3, error = $4, as_of_day = $5, snapshot_days = $6, test_day = $7, customers = $8, rows = $9, positives = $10, candidates = $11, finished_at = $12, failed_looks = $13
     WHERE workspace_id = $1 AND id = $2`,
  [tx.workspaceId, id, end.status, end.error && JSON.stringify(end.error), end.asOfDay, end.snapshotDays, end.testDay, end.customers, end.rows, end.positives, JSON.stringify(end.candidates), now, end.failedLooks]);
}

/**
 * Ends runs as cancelled that nobody works on any more: a job that is cancelled after its process has died ends without its
 * handler. Answers whether there were any.
 */
export async function endRunsWithoutJob(tx: Tx, now: Date): Promise<boolean> {
  const ended = await tx.query<{ id: string }>(`
    WITH ended AS (
      UPDATE training_run r SET status = 'cancelled', finished_at = $2
       WHERE r.workspace_id = $1 AND r.status = 'running'
         AND NOT EXISTS (SELECT 1 FROM job_progress j WHERE j.workspace_id = $1 AND j.id = r.id AND j.status IN ('queued', 'running')) RETURNING r.id)
    SELECT id FROM ended`, [tx.workspaceId, now]);
  return ended.length > 0;
}

/** The newest run of every outcome. */
export function listLastRuns(tx: Tx): Promise<RunRow[]> {
  return tx.query<RunRow>(`SELECT DISTINCT ON (outcome_id) ${COLUMNS} FROM training_run WHERE workspace_id = $1 ORDER BY outcome_id, started_at DESC`, [tx.workspaceId]);
}

/** Newest first. */
export function listRuns(tx: Tx, outcomeId: string, limit: number): Promise<RunRow[]> {
  return tx.query<RunRow>(`SELECT ${COLUMNS} FROM training_run WHERE workspace_id = $1 AND outcome_id = $2 ORDER BY started_at DESC LIMIT $3`, [tx.workspaceId, outcomeId, limit]);
}

export async function findRun(tx: Tx, id: string): Promise<RunRow | null> {
  const [row] = await tx.query<RunRow>(`SELECT ${COLUMNS} FROM training_run WHERE workspace_id = $1 AND id = $2`, [tx.workspaceId, id]);
  return row ?? null;
}

export function toRun(row: RunRow): TrainingRun {
  return {
    id: row.id, outcomeId: row.outcome_id, externalName: row.external_name, startedAt: row.started_at.toISOString(), finishedAt: row.finished_at?.toISOString() ?? null,
    status: row.status, cause: row.cause, seed: row.seed, featuresVersion: row.features_version, codeRevision: row.code_revision,
    snapshotDays: row.snapshot_days.map(dayToIso), testDay: row.test_day === null ? null : dayToIso(row.test_day), rows: row.rows,
    candidates: row.candidates, error: readFailure(row.error), durationMs: row.finished_at && row.finished_at.getTime() - row.started_at.getTime(),
  };
}

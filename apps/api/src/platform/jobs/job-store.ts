import type { Failure, Job } from '@kelvin/contracts';
import type { Tx } from '../db/db.ts';
import { newId } from '../db/ids.ts';
import { appendChange } from '../live/change-feed.ts';
import { readFailure, type StoredFailure } from './failure.ts';

export type JobKind = Job['kind'];

/** A row of `job_progress`. */
export interface JobRow {
  id: string; kind: JobKind; subject: string; status: Job['status']; phase: string; done: string; total: string | null;
  input: Record<string, unknown>; result: Record<string, unknown> | null; error: StoredFailure | null;
  is_cancel_requested: boolean; created_at: Date; started_at: Date | null; finished_at: Date | null;
}

const COLUMNS = 'id, kind, subject, status, phase, done, total, input, result, error, is_cancel_requested, created_at, started_at, finished_at';
/** A running job without a beat for this long belongs to a process that died. Beats come every two seconds. */
const DEAD_AFTER_MS = 10_000;

/** `subject` is what the tray shows (a file name), `input` what the handler needs: ids, never data. */
export interface NewJob {
  readonly kind: JobKind;
  readonly subject?: string;
  readonly input?: Readonly<Record<string, unknown>>;
  readonly userId?: string | null;
}

/** Queues a long job in the caller's transaction; ring `jobs` after the commit. */
export async function createJob(tx: Tx, now: Date, job: NewJob): Promise<string> {
  const id = newId(now.getTime());
  const [row] = await tx.query<JobRow>(
    `INSERT INTO job_progress (workspace_id, id, kind, subject, status, input, created_by, created_at) VALUES ($1, $2, $3, $4, 'queued', $5, $6, $7) RETURNING ${COLUMNS}`,
    [tx.workspaceId, id, job.kind, job.subject ?? '', JSON.stringify(job.input ?? {}), job.userId ?? null, now]);
  await announce(tx, now, row);
  return id;
}

/** The open jobs and the newest finished ones, newest first. */
export async function listJobs(tx: Tx, limit: number): Promise<Job[]> {
  const rows = await tx.query<JobRow>(`SELECT ${COLUMNS} FROM job_progress WHERE workspace_id = $1 ORDER BY created_at DESC, id DESC LIMIT $2`, [tx.workspaceId, limit]);
  return rows.map(toJob);
}

export async function findJob(tx: Tx, id: string): Promise<Job | null> {
  const [row] = await tx.query<JobRow>(`SELECT ${COLUMNS} FROM job_progress WHERE workspace_id = $1 AND id = $2`, [tx.workspaceId, id]);
  return row ? toJob(row) : null;
}

/** Asks a job to stop: one that waits is cancelled at once, one that runs hears of it with its next beat. Null: no such open job. */
export async function requestCancel(tx: Tx, now: Date, id: string): Promise<Job | null> {
  const [row] = await tx.query<JobRow>(
    `UPDATE job_progress SET is_cancel_requested = true,
            status = CASE status WHEN 'queued' THEN 'cancelled' ELSE status END,
            finished_at = CASE status WHEN 'queued' THEN $3::timestamptz ELSE finished_at END
      WHERE workspace_id = $1 AND id = $2 AND status IN ('queued', 'running') RETURNING ${COLUMNS}`, [tx.workspaceId, id, now]);
  return row ? announce(tx, now, row) : null;
}

/**
 * Takes the oldest job that may run now: one that waits, or one whose process died. None while another job of the
 * workspace is alive. Locks all open jobs of the workspace, so that two processes cannot take one each.
 */
export async function claimJob(tx: Tx, now: Date, kinds: readonly JobKind[]): Promise<JobRow | null> {
  const open = await tx.query<{ id: string; status: string; kind: JobKind; is_alive: boolean }>(
    `SELECT id, status, kind, status = 'running' AND beat_at > $2 AS is_alive FROM job_progress
      WHERE workspace_id = $1 AND status IN ('queued', 'running') ORDER BY created_at, id FOR UPDATE`,
    [tx.workspaceId, new Date(now.getTime() - DEAD_AFTER_MS)]);
  if (open.some((job) => job.is_alive)) return null;
  const next = open.find((job) => job.status === 'running' && kinds.includes(job.kind)) ?? open.find((job) => kinds.includes(job.kind));
  if (!next) return null;
  const [row] = await tx.query<JobRow>(
    `UPDATE job_progress SET status = 'running', started_at = coalesce(started_at, $3), beat_at = $3 WHERE workspace_id = $1 AND id = $2 RETURNING ${COLUMNS}`,
    [tx.workspaceId, next.id, now]);
  await announce(tx, now, row);
  return row ?? null;
}

/** How far a job is. */
export interface JobPosition { readonly phase: string; readonly done: number; readonly total: number | null }

/**
 * Says that the job's process lives, and where it is. `claimedBeat` is the beat this process wrote last: when another
 * process has taken the job over in the meantime the answer is `lost`, and this one must stop.
 */
export async function beatJob(
  tx: Tx, now: Date, job: { id: string; claimedBeat: Date; position: JobPosition | null },
): Promise<{ isLost: boolean; isCancelRequested: boolean }> {
  const { id, claimedBeat, position } = job;
  const [row] = await tx.query<JobRow>(
    `UPDATE job_progress SET beat_at = $4, phase = coalesce($5, phase), done = coalesce($6, done), total = CASE WHEN $5::text IS NULL THEN total ELSE $7 END
      WHERE workspace_id = $1 AND id = $2 AND status = 'running' AND beat_at = $3 RETURNING ${COLUMNS}`,
    [tx.workspaceId, id, claimedBeat, now, position?.phase ?? null, position ? Math.round(position.done) : null, position?.total == null ? null : Math.round(position.total)]);
  if (!row) return { isLost: true, isCancelRequested: false };
  if (position) await announce(tx, now, row);
  return { isLost: false, isCancelRequested: row.is_cancel_requested };
}

export type JobEnd =
  | { readonly status: 'done'; readonly result: Record<string, unknown> | null }
  | { readonly status: 'cancelled' }
  | { readonly status: 'failed'; readonly error: Failure }
  /** Given back: the process stops, and the next one goes on. */
  | { readonly status: 'queued' };

/** Ends this process's work on a job, unless another process has taken it over. */
export async function endJob(tx: Tx, now: Date, job: { id: string; claimedBeat: Date; end: JobEnd }): Promise<void> {
  const { id, claimedBeat, end } = job;
  const [row] = await tx.query<JobRow>(
    `UPDATE job_progress SET status = $4, result = $5, error = $6, finished_at = $7, beat_at = NULL
      WHERE workspace_id = $1 AND id = $2 AND status = 'running' AND beat_at = $3 RETURNING ${COLUMNS}`,
    [tx.workspaceId, id, claimedBeat, end.status, end.status === 'done' && end.result ? JSON.stringify(end.result) : null,
      end.status === 'failed' ? JSON.stringify(end.error) : null, end.status === 'queued' ? null : now]);
  await announce(tx, now, row);
}

/** Forgets jobs that ended before a moment. */
export async function forgetJobs(tx: Tx, before: Date): Promise<void> {
  await tx.query('DELETE FROM job_progress WHERE workspace_id = $1 AND finished_at < $2', [tx.workspaceId, before]);
}

async function announce(tx: Tx, now: Date, row: JobRow | undefined): Promise<Job | null> {
  if (!row) return null;
  const job = toJob(row);
  await appendChange(tx, now, 'job', job);
  return job;
}

function toJob(row: JobRow): Job {
  return {
    id: row.id, kind: row.kind, subject: row.subject, status: row.status, phase: row.phase, done: Number(row.done), total: row.total === null ? null : Number(row.total),
    error: readFailure(row.error), result: row.result, isCancelRequested: row.is_cancel_requested,
    createdAt: row.created_at.toISOString(), startedAt: row.started_at?.toISOString() ?? null, finishedAt: row.finished_at?.toISOString() ?? null,
  };
}

import type { Tx } from '../db/db.ts';
import { createJob, type JobRow, type NewJob } from './job-store.ts';

/** A job that is now open, made or found. */
export interface OpenJob {
  readonly id: string;
  /** False: it was there already, and `input` is what it was started with. */
  readonly isNew: boolean;
  readonly input: Readonly<Record<string, unknown>>;
}

/**
 * Queues a job unless one of its kind is open for the same: `about` names the keys of `input` that tell what it is about, none
 * for a job of the whole workspace. Callers at once wait for each other until their transactions end, so that a look and an
 * insert are one. One that was asked to stop is no answer to somebody who starts it again. Ring `jobs` after the commit.
 */
export async function createJobOnce(tx: Tx, now: Date, job: NewJob, about: readonly string[]): Promise<OpenJob> {
  const input = job.input ?? {};
  const same = JSON.stringify(Object.fromEntries(about.map((key) => [key, input[key]])));
  await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('job ' || $1::text || ' ' || $2::text || ' ' || $3::text, 0))`, [tx.workspaceId, job.kind, same]);
  const [open] = await tx.query<Pick<JobRow, 'id' | 'input'>>(`
    SELECT id, input FROM job_progress
     WHERE workspace_id = $1 AND kind = $2 AND status IN ('queued', 'running') AND NOT is_cancel_requested AND input @> $3::jsonb ORDER BY created_at, id LIMIT 1`,
  [tx.workspaceId, job.kind, same]);
  return open ? { ...open, isNew: false } : { id: await createJob(tx, now, job), isNew: true, input };
}

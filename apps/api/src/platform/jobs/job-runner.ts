import type { Failure } from '@kelvin/contracts';
import { AppError, type Clock } from '@kelvin/kernel';
import { isDatabaseAway } from '../db/database-away.ts';
import type { Db } from '../db/db.ts';
import type { Log } from '../log/log.ts';
import type { Rings } from '../queue/rings.ts';
import { toFailure } from './failure.ts';
import { JobStopped, RunningJob, type JobHandle } from './job-handle.ts';
import { claimJob, endJob, type JobEnd, type JobKind } from './job-store.ts';

/**
 * Does the work of one kind of job. What it answers is kept as the job's result: an answer says that all of the work is kept,
 * even when a cancel came meanwhile. It is also asked on behalf of a process that died, after a cancel too, and then
 * answers only if that one had kept everything.
 */
export type JobHandler = (handle: JobHandle) => Promise<Record<string, unknown> | void>;

/** Two cores: a third job would only slow the drains. */
const MAX_RUNNING = 2;
const STOP_WITHIN_MS = 5_000;

/**
 * Runs long jobs beside the ring that announced them: one at a time per workspace, two in a process. A job whose
 * process died is taken up again by whoever is rung next; the sweeper rings for open jobs every second.
 */
export class JobRunner {
  private readonly handlers = new Map<JobKind, JobHandler>();
  private readonly running = new Map<string, { job: RunningJob; ended: Promise<void> }>();
  private readonly claiming = new Set<string>();
  private isStopping = false;

  constructor(private readonly db: Db, private readonly clock: Clock, private readonly log: Log, private readonly rings: Rings) {}

  /** Names the handler of a kind of job. A second one for the same kind is refused. */
  register(kind: JobKind, handler: JobHandler): void {
    if (this.handlers.has(kind)) throw new Error(`Job kind ${kind} has two handlers.`);
    this.handlers.set(kind, handler);
  }

  /** Handler of the ring stage `jobs`: takes a job of the workspace if there is one and room for it, and returns at once. */
  async answer(workspaceId: string): Promise<{ hasMore: boolean }> {
    const isBusy = this.running.has(workspaceId) || this.claiming.has(workspaceId) || this.running.size + this.claiming.size >= MAX_RUNNING;
    if (this.isStopping || isBusy) return { hasMore: false };
    this.claiming.add(workspaceId);
    try {
      const now = this.clock.now();
      const row = await this.db.transaction({ workspaceId }, (tx) => claimJob(tx, now, [...this.handlers.keys()]));
      if (!row) return { hasMore: false };
      const job = new RunningJob(workspaceId, row, now, this.db, this.clock, this.log);
      if (row.is_cancel_requested) job.stop('cancelled');
      this.running.set(workspaceId, { job, ended: this.run(job, row.kind) });
    } finally {
      this.claiming.delete(workspaceId);
    }
    return { hasMore: false };
  }

  /** Waits until no job of the workspace runs in this process; for tests and for a start that must see its demo loaded. */
  async settled(workspaceId: string): Promise<void> {
    await this.running.get(workspaceId)?.ended;
  }

  /**
   * Tells every running job to stop and waits; what was not finished goes back to the queue. A handler that does not
   * listen is left behind after some seconds: its beats end with the process, and another one takes the job over.
   */
  async stop(): Promise<void> {
    this.isStopping = true;
    for (const { job } of this.running.values()) job.stop('shutdown');
    let timer: NodeJS.Timeout | undefined;
    const tooLong = new Promise<void>((done) => { timer = setTimeout(done, STOP_WITHIN_MS); });
    await Promise.race([tooLong, Promise.all([...this.running.values()].map(({ ended }) => ended))]);
    clearTimeout(timer);
  }

  private async run(job: RunningJob, kind: JobKind): Promise<void> {
    const { workspaceId, jobId } = job;
    const facts = { workspaceId, jobId, kind };
    const startedMs = performance.now();
    try {
      const end = await this.work(job, kind);
      await job.close();
      if (end) {
        await this.db.transaction(job, (tx) => endJob(tx, this.clock.now(), { id: jobId, claimedBeat: job.claimedBeat, end }));
        this.log.info({ ...facts, status: end.status, durationMs: Math.round(performance.now() - startedMs) }, 'Job ended');
      }
    } catch (error) {
      this.log.warn({ ...facts, err: error }, 'A job was left as it is and will be taken up again');
      await job.close();
    } finally {
      this.running.delete(workspaceId);
      if (!this.isStopping) await this.rings.ring(workspaceId, 'jobs');
    }
  }

  /** How the job ended, or null when its row is not ours to write. */
  private async work(job: RunningJob, kind: JobKind): Promise<JobEnd | null> {
    try {
      const result = await this.handlers.get(kind)!(job);
      return job.stopReason === 'lost' ? null : { status: 'done', result: result ?? null };
    } catch (error) {
      if (job.stopReason !== null) return stoppedEnd(job);
      if (isDatabaseAway(error)) throw error;
      return { status: 'failed', error: this.explain(error, job, kind) };
    }
  }

  private explain(error: unknown, job: RunningJob, kind: JobKind): Failure {
    if (error instanceof AppError) return toFailure(error);
    if (!(error instanceof JobStopped)) {
      this.log.error({ workspaceId: job.workspaceId, jobId: job.jobId, kind, err: error, stack: error }, 'A job failed');
    }
    return { code: 'job.failed', message: 'Something went wrong on our side while this ran. It was logged; starting it again is safe.', values: {} };
  }
}

/** Whatever a handler throws that was told to stop, the reason decides. Running it again is safe. */
function stoppedEnd(job: RunningJob): JobEnd | null {
  switch (job.stopReason) {
    case 'cancelled': return { status: 'cancelled' };
    case 'shutdown': return { status: 'queued' };
    default: return null;
  }
}

import type { JobPhase } from '@kelvin/contracts';
import type { Clock } from '@kelvin/kernel';
import type { Db } from '../db/db.ts';
import type { Log } from '../log/log.ts';
import { beatJob, type JobPosition, type JobRow } from './job-store.ts';

/** Why a job's work must end before its end. `lost`: another process has taken the job over. */
export type StopReason = 'cancelled' | 'shutdown' | 'lost';

/** Thrown out of a handler that was told to stop; the runner knows what it means. */
export class JobStopped extends Error {
  override readonly name = 'JobStopped';
  constructor(readonly reason: StopReason) {
    super(`The job was stopped: ${reason}.`);
  }
}

/** What a handler sees of its job. Handlers are run again after a crash, so they keep their own cursor and are safe to repeat. */
export interface JobHandle {
  readonly workspaceId: string;
  readonly jobId: string;
  readonly subject: string;
  readonly input: Readonly<Record<string, unknown>>;
  /** Says how far the work is; call it as often as you like, it is written twice a second. `total` null: unknown. */
  progress(phase: JobPhase, done: number, total: number | null): void;
  /** True once somebody asked to cancel, or the process is shutting down. */
  isCancelled(): boolean;
  /** Call between steps: throws when the work must end, which the runner turns into the right status. */
  throwIfStopped(): void;
  /** Aborts at the same moment. */
  readonly signal: AbortSignal;
}

const BEAT_EVERY_MS = 2_000;
const PROGRESS_EVERY_MS = 500;

/** The live side of a running job: beats, writes progress, hears of a cancel. One write at a time. */
export class RunningJob implements JobHandle {
  readonly jobId: string;
  readonly subject: string;
  readonly input: Readonly<Record<string, unknown>>;
  private readonly abort = new AbortController();
  private readonly beatTimer: NodeJS.Timeout;
  private progressTimer: NodeJS.Timeout | null = null;
  private pending: JobPosition | null = null;
  private lastProgressMs = 0;
  private writing: Promise<void> = Promise.resolve();
  private reason: StopReason | null = null;

  constructor(
    readonly workspaceId: string, row: JobRow, private beat: Date,
    private readonly db: Db, private readonly clock: Clock, private readonly log: Log,
  ) {
    this.jobId = row.id;
    this.subject = row.subject;
    this.input = row.input;
    this.beatTimer = setInterval(() => this.write(), BEAT_EVERY_MS);
  }

  get signal(): AbortSignal {
    return this.abort.signal;
  }
  get stopReason(): StopReason | null {
    return this.reason;
  }
  /** The beat that proves this process still holds the job. */
  get claimedBeat(): Date {
    return this.beat;
  }

  progress(phase: JobPhase, done: number, total: number | null): void {
    this.pending = { phase, done, total };
    if (this.progressTimer) return;
    const waitMs = Math.max(0, this.lastProgressMs + PROGRESS_EVERY_MS - performance.now());
    this.progressTimer = setTimeout(() => {
      this.progressTimer = null;
      this.lastProgressMs = performance.now();
      this.write();
    }, waitMs);
  }

  isCancelled(): boolean {
    return this.reason !== null;
  }

  throwIfStopped(): void {
    if (this.reason !== null) throw new JobStopped(this.reason);
  }

  stop(reason: StopReason): void {
    if (this.reason !== null) return;
    this.reason = reason;
    this.abort.abort(new JobStopped(reason));
  }

  /** Ends the timers and writes the last progress. The beat stands still afterwards. */
  async close(): Promise<void> {
    clearInterval(this.beatTimer);
    if (this.progressTimer) clearTimeout(this.progressTimer);
    if (this.pending && this.reason !== 'lost') this.write();
    await this.writing;
  }

  private write(): void {
    this.writing = this.writing.then(() => this.writeNow());
  }

  private async writeNow(): Promise<void> {
    const position = this.pending;
    this.pending = null;
    const now = this.clock.now();
    try {
      const { isLost, isCancelRequested } = await this.db.transaction(this, (tx) => beatJob(tx, now, { id: this.jobId, claimedBeat: this.beat, position }));
      if (isLost) return this.stop('lost');
      this.beat = now;
      if (isCancelRequested) this.stop('cancelled');
    } catch (error) {
      this.pending ??= position;
      this.log.warn({ workspaceId: this.workspaceId, jobId: this.jobId, err: error }, 'A job could not say that it lives');
    }
  }
}

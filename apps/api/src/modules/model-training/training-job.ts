import { AppError, type Clock } from '@kelvin/kernel';
import { FEATURES_VERSION, type EngineCode } from '@kelvin/scoring';
import { CODE_REVISION } from '../../platform/config/code-revision.ts';
import { isDatabaseAway } from '../../platform/db/database-away.ts';
import type { Db } from '../../platform/db/db.ts';
import { sha256Hex } from '../../platform/db/ids.ts';
import { toFailure } from '../../platform/jobs/failure.ts';
import { JobStopped, type JobHandle } from '../../platform/jobs/job-handle.ts';
import { appendChange } from '../../platform/live/change-feed.ts';
import type { Rings } from '../../platform/queue/rings.ts';
import { runInThread } from '../../platform/threads/run-in-thread.ts';
import { threadFile } from '../../platform/threads/thread-file.ts';
import { keepResult } from './keep-result.ts';
import { findKeptAnswer } from './kept-run.ts';
import { createTrainingFailedError } from './outcome.errors.ts';
import { getOutcomeRow } from './outcome.repository.ts';
import { trainingJobSchema } from './queue-training.ts';
import { tellWhoWaits } from './tell-who-waits.ts';
import { beginRun, endRun, findRun, NOTHING_LEARNED } from './training-run.repository.ts';
import type { OutboundTerms, TrainingProgress, TrainingResult, TrainingTask } from './training-task.shape.ts';

export interface TrainingLimits {
  /** After so long no further candidate is tried. */
  readonly timeBudgetMs: number;
  /** What takes longer hangs, and is ended. */
  readonly longestMs: number;
  readonly heapMb: number;
  /** Engines to try; null: all. */
  readonly engines: readonly EngineCode[] | null;
  /** What all chance in a run comes from; null: from its id. */
  readonly seed: number | null;
}

const USUAL_LIMITS: TrainingLimits = { timeBudgetMs: 5 * 60_000, longestMs: 20 * 60_000, heapMb: 512, engines: null, seed: null };

export interface TrainingDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly rings: Pick<Rings, 'ring'>;
  readonly outbound: OutboundTerms;
}

/** Runs a training: in a thread, kept in one transaction, so that a run which is killed half-way has changed nothing, and one that is killed or cancelled after that has ended as it says. */
export class TrainingJob {
  private readonly db: Db;
  private readonly clock: Clock;
  constructor(private readonly deps: TrainingDeps, private readonly limits: TrainingLimits = USUAL_LIMITS) {
    this.db = deps.db;
    this.clock = deps.clock;
  }

  async run(handle: JobHandle): Promise<Record<string, unknown>> {
    const { outcomeId, cause, userId, external } = trainingJobSchema.parse(handle.input);
    const seed = this.limits.seed ?? seedOf(handle.jobId);
    const answer = await this.db.transaction(handle, async (tx) => {
      const kept = await findKeptAnswer(tx, handle.jobId);
      if (kept) return kept;
      await getOutcomeRow(tx, outcomeId);
      await beginRun(tx, { id: handle.jobId, outcomeId, externalName: external?.name ?? null, cause, seed, featuresVersion: FEATURES_VERSION, codeRevision: CODE_REVISION, userId, now: this.clock.now() });
      await appendChange(tx, this.clock.now(), 'models', {});
      return null;
    });
    if (answer) return answer;
    try {
      const result = await this.train(handle, { outcomeId, seed, external });
      handle.throwIfStopped();
      handle.progress('saving', 0, null);
      const kept = await this.db.transaction(handle, (tx) => keepResult(tx, this.clock.now(), { outcomeId, runId: handle.jobId, result }));
      if (kept.hasMoved) await this.deps.rings.ring(handle.workspaceId, 'score');
      if (result.kind === 'missing') throw new AppError('invalid', result.reason.code, result.reason.message, result.reason.values);
      return { outcomeId, ...kept.summary };
    } catch (error) {
      await this.endBadly(handle, error);
      throw error;
    }
  }

  private train(handle: JobHandle, run: Pick<TrainingTask, 'outcomeId' | 'seed' | 'external'>): Promise<TrainingResult> {
    const { timeBudgetMs, engines, heapMb, longestMs } = this.limits;
    const task: TrainingTask = { databaseUrl: this.db.url, workspaceId: handle.workspaceId, nowMs: this.clock.now().getTime(), timeBudgetMs, engines, outbound: this.deps.outbound, ...run };
    return runInThread<TrainingProgress, TrainingResult>(threadFile('training.worker', import.meta.url), {
      input: task, signal: handle.signal, heapMb, timeoutMs: longestMs, onProgress: ({ phase, done, total }) => handle.progress(phase, done, total),
    });
  }

  /**
   * Says in the run why it ended: after a cancel that is the cancel, whatever else went wrong at that moment. A shutdown or a
   * lost database is no end: somebody begins it anew.
   */
  private async endBadly(handle: JobHandle, error: unknown): Promise<void> {
    const stop: unknown = handle.signal.reason;
    const isCancel = stop instanceof JobStopped && stop.reason === 'cancelled';
    if (!isCancel && (handle.isCancelled() || isDatabaseAway(error))) return;
    const now = this.clock.now();
    const reason = toFailure(error instanceof AppError ? error : createTrainingFailedError());
    await this.db.transaction(handle, async (tx) => {
      const isOpen = (await findRun(tx, handle.jobId))?.status === 'running';
      if (isOpen) await endRun(tx, handle.jobId, now, { ...NOTHING_LEARNED, status: isCancel ? 'cancelled' : 'failed', error: isCancel ? null : reason });
      if (isOpen && !isCancel) await tellWhoWaits(tx, now, { runId: handle.jobId, outcomeName: handle.subject, number: null, reason: reason.code });
      await appendChange(tx, now, 'models', {});
    });
  }
}

/** The same for the same run, so that one which is begun anew ends the same. */
function seedOf(runId: string): number {
  return Number.parseInt(sha256Hex(runId).slice(0, 7), 16);
}

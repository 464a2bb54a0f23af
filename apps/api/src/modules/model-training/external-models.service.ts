import { EXTERNAL_MODEL_TRY_ROWS, type ExternalModelSettings, type ExternalModelTry, type Job, type OutcomeDefinition } from '@kelvin/contracts';
import type { Clock } from '@kelvin/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { Db, type WorkspaceContext } from '../../platform/db/db.ts';
import { CLOCK, RUNTIME } from '../../platform/http/runtime.module.ts';
import { OutboundClient } from '../../platform/http-client/outbound-client.ts';
import { findJob } from '../../platform/jobs/job-store.ts';
import { Rings } from '../../platform/queue/rings.ts';
import { recordAudit } from '../../platform/security/audit-log.ts';
import type { RequestContext } from '../../platform/security/request-context.ts';
import type { Runtime } from '../../runtime.ts';
import { hostOf, sealEndpoint } from './external-endpoint.shape.ts';
import { callExternalModel } from './external-model.ts';
import { createExternalModelError, createTrainingOpenError } from './outcome.errors.ts';
import { findOpenTraining, getOutcomeForChange, getOutcomeRow } from './outcome.repository.ts';
import { queueTraining } from './queue-training.ts';
import { loadTryRows } from './try-rows.ts';

/** Outside models before they are versions: tried first, then judged in a run of their own. */
@Injectable()
export class ExternalModelsService {
  constructor(private readonly db: Db, @Inject(CLOCK) private readonly clock: Clock, private readonly rings: Rings, private readonly client: OutboundClient, @Inject(RUNTIME) private readonly runtime: Runtime) {}

  /** Calls it once with a few real rows and says what came of it. Nothing is kept, nothing is tried again: somebody waits. */
  async try(ctx: WorkspaceContext, outcomeId: string, settings: ExternalModelSettings): Promise<ExternalModelTry> {
    const { definition } = await this.db.transaction(ctx, (tx) => getOutcomeRow(tx, outcomeId));
    return this.call(ctx, { outcomeId, definition, settings });
  }

  /**
   * Queues the run that judges it. One that does not answer is refused before anything is kept.
   *
   * @throws AppError `external_model.<problem>` with what is wrong; `training.running`.
   */
  async register(ctx: RequestContext, outcomeId: string, settings: ExternalModelSettings): Promise<Job> {
    const tried = await this.try(ctx, outcomeId, settings);
    if (tried.problem) throw createExternalModelError(tried.problem);
    const now = this.clock.now();
    const job = await this.db.transaction(ctx, async (tx) => {
      const { definition } = await getOutcomeForChange(tx, outcomeId);
      if (await findOpenTraining(tx, outcomeId)) throw createTrainingOpenError();
      const jobId = await queueTraining(tx, now, { outcomeId, name: definition.name, cause: 'asked', userId: ctx.userId, external: sealEndpoint(outcomeId, settings, this.runtime.secret) });
      await recordAudit(tx, now, { action: 'model.registered', objectKind: 'outcome', objectId: outcomeId, userId: ctx.userId, diff: { name: settings.name, host: hostOf(settings.url), timeoutMs: settings.timeoutMs } });
      return findJob(tx, jobId);
    });
    await this.rings.ring(ctx.workspaceId, 'jobs');
    return job!;
  }

  private async call(ctx: WorkspaceContext, { outcomeId, definition, settings }: { outcomeId: string; definition: OutcomeDefinition; settings: ExternalModelSettings }): Promise<ExternalModelTry> {
    const matrix = await loadTryRows((work) => this.db.transaction(ctx, work), { outcomeId, definition, now: this.clock.now(), rows: EXTERNAL_MODEL_TRY_ROWS });
    const startedMs = performance.now();
    const answer = await callExternalModel({ client: this.client, clock: this.clock, mayTryAgain: false }, settings, { outcome: definition.name, horizonDays: definition.horizonDays, matrix });
    return {
      rows: matrix.rows, tookMs: Math.round(performance.now() - startedMs), chances: answer.ok ? [...answer.chances] : [],
      problem: answer.ok ? null : { code: answer.problem, message: answer.message, status: answer.status ?? null },
    };
  }
}

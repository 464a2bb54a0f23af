import type { Clock } from '@kelvin/kernel';
import { Inject, Module, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Db } from '../../platform/db/db.ts';
import { CLOCK, LOG, RUNTIME } from '../../platform/http/runtime.module.ts';
import { JobRunner } from '../../platform/jobs/job-runner.ts';
import { OutboundClient } from '../../platform/http-client/outbound-client.ts';
import type { Log } from '../../platform/log/log.ts';
import { Rings } from '../../platform/queue/rings.ts';
import { StageRegistry } from '../../platform/queue/stages.ts';
import { OutboundGuard } from '../../platform/security/outbound-guard.ts';
import type { Runtime } from '../../runtime.ts';
import { ExternalModels } from '../../modules/model-training/external-answers.port.ts';
import { ServingModels } from '../../modules/model-training/serving-models.read-model.ts';
import { Backfill } from './backfill.port.ts';
import { DaySweep } from './day-sweep.ts';
import { ExternalPasses } from './external-pass.ts';
import { Fit } from './fit.port.ts';
import { ScoreRests } from './score-rests.ts';
import { ScoreStale } from './score-stale.ts';

/** Stages 50 and 60. Promises: every mark is followed by a score made from rows that are at least as new. */
@Module({
  providers: [
    { provide: ServingModels, inject: [CLOCK, LOG], useFactory: (clock: Clock, log: Log) => new ServingModels(clock, log) },
    {
      provide: ExternalModels, inject: [RUNTIME],
      useFactory: ({ db, clock, log, secret, config }: Runtime) => new ExternalModels({ db, clock, log, masterSecret: secret, client: new OutboundClient(new OutboundGuard(config.OUTBOUND_ALLOW)) }),
    },
    { provide: ExternalPasses, inject: [ExternalModels, Rings, LOG], useFactory: (models: ExternalModels, rings: Rings, log: Log) => new ExternalPasses(models, rings, log) },
    { provide: ScoreStale, inject: [Db, CLOCK, ServingModels, ExternalPasses], useFactory: (db: Db, clock: Clock, models: ServingModels, external: ExternalPasses) => new ScoreStale(db, clock, models, external) },
    { provide: Fit, inject: [Db, CLOCK], useFactory: (db: Db, clock: Clock) => new Fit(db, clock) },
    { provide: Backfill, inject: [Db, CLOCK], useFactory: (db: Db, clock: Clock) => new Backfill(db, clock) },
    {
      provide: DaySweep, inject: [RUNTIME, Db, Rings, CLOCK, LOG],
      useFactory: (runtime: Runtime, db: Db, rings: Rings, clock: Clock, log: Log) => new DaySweep(runtime.sweep, db, rings, clock, log),
    },
  ],
  exports: [ScoreStale, Backfill, DaySweep, Fit, ServingModels, ExternalModels],
})
export class ScoreModule implements OnModuleInit, OnModuleDestroy {
  private readonly rests = new ScoreRests((workspaceId) => this.rings.ring(workspaceId, 'score'));

  constructor(
    private readonly scorer: ScoreStale, private readonly backfill: Backfill, private readonly fit: Fit, private readonly jobs: JobRunner,
    private readonly rings: Rings, private readonly stages: StageRegistry, @Inject(LOG) private readonly log: Log,
  ) {}

  onModuleInit(): void {
    this.stages.register('score', async (workspaceId) => {
      if (this.rests.isResting(workspaceId)) return { hasMore: false };
      const startedMs = performance.now();
      const { scored, hasMore, backlog } = await this.scorer.scoreOnce(workspaceId);
      const tookMs = performance.now() - startedMs;
      if (scored === 0) return { hasMore };
      this.log.debug({ workspaceId, customers: scored, durationMs: Math.round(tookMs) }, 'Customers scored');
      return { hasMore: !this.rests.begin(workspaceId, tookMs, backlog) && hasMore };
    });
    this.jobs.register('backfill', async (handle) => {
      const result = await this.backfill.run(handle);
      await this.rings.ring(handle.workspaceId, 'score');
      return result;
    });
    this.jobs.register('fit', async (handle) => {
      handle.throwIfStopped();
      handle.progress('fit', 0, null);
      const userId = handle.input['userId'];
      const { groups } = await this.fit.apply(handle.workspaceId, typeof userId === 'string' ? userId : null);
      const result = await this.backfill.run(handle);
      await this.rings.ring(handle.workspaceId, 'score');
      return { ...result, groups };
    });
  }

  onModuleDestroy(): void {
    this.rests.stop();
  }
}

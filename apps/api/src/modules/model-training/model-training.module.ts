import type { Clock } from '@kelvin/kernel';
import { Module, type OnModuleInit } from '@nestjs/common';
import type { Config } from '../../platform/config/config.schema.ts';
import { Db } from '../../platform/db/db.ts';
import { CLOCK, CONFIG, RUNTIME } from '../../platform/http/runtime.module.ts';
import { OutboundClient } from '../../platform/http-client/outbound-client.ts';
import { Housekeeping } from '../../platform/jobs/housekeeping.ts';
import { JobRunner } from '../../platform/jobs/job-runner.ts';
import { OutboundGuard } from '../../platform/security/outbound-guard.ts';
import type { Runtime } from '../../runtime.ts';
import { ScoreModule } from '../../pipeline/60-score/score.module.ts';
import { SourcesModule } from '../sources/sources.module.ts';
import { ArchivedOutcomesController } from './archived-outcomes.controller.ts';
import { ArchivedOutcomesService } from './archived-outcomes.service.ts';
import { DataHealthReadModel } from './data-health.read-model.ts';
import { EarlyWarningReports } from './early-warning.read-model.ts';
import { ExternalModelsController } from './external-models.controller.ts';
import { ExternalModelsService } from './external-models.service.ts';
import { FirstModels } from './first-models.port.ts';
import { ModelHealthController } from './model-health.controller.ts';
import { OutcomeCounts } from './outcome-counts.read-model.ts';
import { OutcomesController } from './outcomes.controller.ts';
import { OutcomesService } from './outcomes.service.ts';
import { probeExternal } from './probe-external.ts';
import { ScoreStabilityReadModel } from './score-stability.read-model.ts';
import { ServingModels } from './serving-models.read-model.ts';
import { TrainingJob } from './training-job.ts';
import { watchModels } from './watch-models.ts';

/** What is predicted of customers, and the models that learn it. Promises: what serves has passed the gate, or a person chose it. */
@Module({
  imports: [ScoreModule, SourcesModule],
  controllers: [ArchivedOutcomesController, OutcomesController, ExternalModelsController, ModelHealthController],
  providers: [
    ArchivedOutcomesService,
    OutcomesService,
    ExternalModelsService,
    ScoreStabilityReadModel,
    DataHealthReadModel,
    { provide: OutboundClient, inject: [CONFIG], useFactory: (config: Config) => new OutboundClient(new OutboundGuard(config.OUTBOUND_ALLOW)) },
    FirstModels,
    { provide: OutcomeCounts, inject: [Db, CLOCK], useFactory: (db: Db, clock: Clock) => new OutcomeCounts(db, clock) },
    { provide: EarlyWarningReports, inject: [Db, CLOCK], useFactory: (db: Db, clock: Clock) => new EarlyWarningReports(db, clock) },
    {
      provide: TrainingJob, inject: [RUNTIME],
      useFactory: ({ db, clock, rings, config, secret }: Runtime) => new TrainingJob({ db, clock, rings, outbound: { allow: config.OUTBOUND_ALLOW, masterSecret: secret } }),
    },
  ],
  exports: [FirstModels, OutcomeCounts],
})
export class ModelTrainingModule implements OnModuleInit {
  constructor(private readonly jobs: JobRunner, private readonly training: TrainingJob, private readonly housekeeping: Housekeeping, private readonly serving: ServingModels) {}

  onModuleInit(): void {
    this.jobs.register('train', (handle) => this.training.run(handle));
    this.housekeeping.add('models in use', (tx, now) => watchModels(tx, now, this.serving));
    this.housekeeping.add('outside models', probeExternal);
  }
}

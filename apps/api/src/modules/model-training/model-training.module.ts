import type { Clock } from '@kelvin/kernel';
import { Module, type OnModuleInit } from '@nestjs/common';
import { Db } from '../../platform/db/db.ts';
import { CLOCK } from '../../platform/http/runtime.module.ts';
import { Housekeeping } from '../../platform/jobs/housekeeping.ts';
import { JobRunner } from '../../platform/jobs/job-runner.ts';
import { Rings } from '../../platform/queue/rings.ts';
import { ArchivedOutcomesController } from './archived-outcomes.controller.ts';
import { ArchivedOutcomesService } from './archived-outcomes.service.ts';
import { EarlyWarningReports } from './early-warning.read-model.ts';
import { OutcomeCounts } from './outcome-counts.read-model.ts';
import { OutcomesController } from './outcomes.controller.ts';
import { OutcomesService } from './outcomes.service.ts';
import { TrainingJob } from './training-job.ts';
import { watchModels } from './watch-models.ts';

/** What is predicted of customers, and the models that learn it. Promises: what serves has passed the gate, or a person chose it. */
@Module({
  controllers: [ArchivedOutcomesController, OutcomesController],
  providers: [
    OutcomesService,
    ArchivedOutcomesService,
    { provide: OutcomeCounts, inject: [Db, CLOCK], useFactory: (db: Db, clock: Clock) => new OutcomeCounts(db, clock) },
    { provide: EarlyWarningReports, inject: [Db, CLOCK], useFactory: (db: Db, clock: Clock) => new EarlyWarningReports(db, clock) },
    { provide: TrainingJob, inject: [Db, CLOCK, Rings], useFactory: (db: Db, clock: Clock, rings: Rings) => new TrainingJob(db, clock, rings) },
  ],
})
export class ModelTrainingModule implements OnModuleInit {
  constructor(private readonly jobs: JobRunner, private readonly training: TrainingJob, private readonly housekeeping: Housekeeping) {}

  onModuleInit(): void {
    this.jobs.register('train', (handle) => this.training.run(handle));
    this.housekeeping.add('models in use', watchModels);
  }
}

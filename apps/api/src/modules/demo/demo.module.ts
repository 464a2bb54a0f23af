import type { Clock } from '@kelvin/kernel';
import { Inject, Module, type BeforeApplicationShutdown } from '@nestjs/common';
import { InboxModule } from '../../pipeline/10-inbox/inbox.module.ts';
import { InboxWriter } from '../../pipeline/10-inbox/inbox.port.ts';
import { Backfill } from '../../pipeline/60-score/backfill.port.ts';
import { Fit } from '../../pipeline/60-score/fit.port.ts';
import { ScoreModule } from '../../pipeline/60-score/score.module.ts';
import { Db } from '../../platform/db/db.ts';
import { ReadinessChecks } from '../../platform/http/readiness.ts';
import { CLOCK, RUNTIME } from '../../platform/http/runtime.module.ts';
import { JobRunner } from '../../platform/jobs/job-runner.ts';
import { Rings } from '../../platform/queue/rings.ts';
import type { Runtime } from '../../runtime.ts';
import { AccountsModule } from '../accounts/accounts.module.ts';
import { DemoStatus } from '../accounts/demo-status.port.ts';
import { WorkspaceMaker } from '../accounts/workspace-maker.port.ts';
import { FirstModels } from '../model-training/first-models.port.ts';
import { ModelTrainingModule } from '../model-training/model-training.module.ts';
import { DemoLoader } from './demo-loader.ts';

/** The demo workspace of an embedded installation. Does nothing until the entry starts it. */
@Module({
  imports: [InboxModule, ScoreModule, AccountsModule, ModelTrainingModule],
  providers: [{
    provide: DemoLoader, inject: [RUNTIME, Db, CLOCK, InboxWriter, Rings, JobRunner, Backfill, Fit, FirstModels, WorkspaceMaker, DemoStatus, ReadinessChecks],
    useFactory: (runtime: Runtime, db: Db, clock: Clock, writer: InboxWriter, rings: Rings, jobs: JobRunner, backfill: Backfill, fit: Fit, models: FirstModels, workspaces: WorkspaceMaker, status: DemoStatus, readiness: ReadinessChecks) =>
      new DemoLoader({ db, clock, secret: runtime.secret, writer, rings, jobs, backfill, fit, models, workspaces, status, readiness }),
  }],
  exports: [DemoLoader],
})
export class DemoModule implements BeforeApplicationShutdown {
  constructor(@Inject(DemoLoader) private readonly loader: DemoLoader) {}

  beforeApplicationShutdown(): void {
    this.loader.stop();
  }
}

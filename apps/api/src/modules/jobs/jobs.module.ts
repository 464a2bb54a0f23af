import { MS_PER_DAY, type Clock } from '@kelvin/kernel';
import { Global, Inject, Module, type BeforeApplicationShutdown, type OnApplicationBootstrap, type OnModuleInit } from '@nestjs/common';
import { Db } from '../../platform/db/db.ts';
import { CLOCK, LOG, RUNTIME } from '../../platform/http/runtime.module.ts';
import { Housekeeping } from '../../platform/jobs/housekeeping.ts';
import { JobRunner } from '../../platform/jobs/job-runner.ts';
import { forgetJobs } from '../../platform/jobs/job-store.ts';
import type { Log } from '../../platform/log/log.ts';
import { Rings } from '../../platform/queue/rings.ts';
import { StageRegistry } from '../../platform/queue/stages.ts';
import type { Runtime } from '../../runtime.ts';
import { JobsController } from './jobs.controller.ts';
import { JobsService } from './jobs.service.ts';

const KEEP_JOBS_MS = 30 * MS_PER_DAY;

/** Long jobs and clean-ups. Whoever has a kind of job injects `JobRunner` and registers its handler when its module starts. */
@Global()
@Module({
  controllers: [JobsController],
  providers: [
    JobsService,
    { provide: JobRunner, inject: [Db, CLOCK, LOG, Rings], useFactory: (db: Db, clock: Clock, log: Log, rings: Rings) => new JobRunner(db, clock, log, rings) },
    { provide: Housekeeping, inject: [RUNTIME], useFactory: ({ db, sweep, clock, log }: Runtime) => new Housekeeping(db, sweep, clock, log) },
  ],
  exports: [JobRunner, Housekeeping],
})
export class JobsModule implements OnModuleInit, OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(
    private readonly runner: JobRunner, private readonly housekeeping: Housekeeping,
    @Inject(StageRegistry) private readonly stages: StageRegistry, @Inject(RUNTIME) private readonly runtime: Runtime,
  ) {}

  onModuleInit(): void {
    this.stages.register('jobs', (workspaceId) => this.runner.answer(workspaceId));
    this.housekeeping.add('old jobs', (tx, now) => forgetJobs(tx, new Date(now.getTime() - KEEP_JOBS_MS)));
  }

  onApplicationBootstrap(): void {
    if (this.runtime.config.PROCESS_ROLE !== 'api') this.housekeeping.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all([this.runner.stop(), this.housekeeping.stop()]);
  }
}

import type { Clock } from '@kelvin/kernel';
import { Global, Inject, Module, type BeforeApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { Db } from '../../platform/db/db.ts';
import { CLOCK, LOG } from '../../platform/http/runtime.module.ts';
import { JobRunner } from '../../platform/jobs/job-runner.ts';
import type { Log } from '../../platform/log/log.ts';
import { Rings } from '../../platform/queue/rings.ts';
import { StageRegistry } from '../../platform/queue/stages.ts';
import { JobsController } from './jobs.controller.ts';

/** Long jobs. Whoever has a kind of job injects `JobRunner` and registers its handler when its module starts. */
@Global()
@Module({
  controllers: [JobsController],
  providers: [{
    provide: JobRunner, inject: [Db, CLOCK, LOG, Rings],
    useFactory: (db: Db, clock: Clock, log: Log, rings: Rings) => new JobRunner(db, clock, log, rings),
  }],
  exports: [JobRunner],
})
export class JobsModule implements OnModuleInit, BeforeApplicationShutdown {
  constructor(private readonly runner: JobRunner, @Inject(StageRegistry) private readonly stages: StageRegistry) {}

  onModuleInit(): void {
    this.stages.register('jobs', (workspaceId) => this.runner.answer(workspaceId));
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.runner.stop();
  }
}

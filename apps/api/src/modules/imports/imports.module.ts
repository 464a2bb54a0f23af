import type { Clock } from '@kelvin/kernel';
import { Inject, Module, type OnModuleInit } from '@nestjs/common';
import { Db } from '../../platform/db/db.ts';
import { CLOCK } from '../../platform/http/runtime.module.ts';
import { JobRunner } from '../../platform/jobs/job-runner.ts';
import { Rings } from '../../platform/queue/rings.ts';
import { AccessMemory } from '../accounts/access-memory.port.ts';
import { AccountsModule } from '../accounts/accounts.module.ts';
import { ImportJob } from './import-job.ts';
import { ImportsController } from './imports.controller.ts';
import { ImportsService } from './imports.service.ts';

/** Files of history, and the job that brings them in. */
@Module({
  imports: [AccountsModule],
  controllers: [ImportsController],
  providers: [ImportsService, { provide: ImportJob, inject: [Db, CLOCK, Rings, AccessMemory], useFactory: (db: Db, clock: Clock, rings: Rings, access: AccessMemory) => new ImportJob(db, clock, rings, access) }],
})
export class ImportsModule implements OnModuleInit {
  constructor(@Inject(JobRunner) private readonly runner: JobRunner, @Inject(ImportJob) private readonly job: ImportJob) {}

  onModuleInit(): void {
    this.runner.register('import', (handle) => this.job.run(handle));
  }
}

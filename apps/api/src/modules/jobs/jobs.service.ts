import type { Job } from '@kelvin/contracts';
import { AppError, type Clock } from '@kelvin/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { Db } from '../../platform/db/db.ts';
import { CLOCK } from '../../platform/http/runtime.module.ts';
import { findJob, listJobs, requestCancel } from '../../platform/jobs/job-store.ts';
import { recordAudit } from '../../platform/security/audit-log.ts';
import type { RequestContext } from '../../platform/security/request-context.ts';

const LISTED = 50;

@Injectable()
export class JobsService {
  constructor(private readonly db: Db, @Inject(CLOCK) private readonly clock: Clock) {}

  list(ctx: RequestContext): Promise<Job[]> {
    return this.db.transaction(ctx, (tx) => listJobs(tx, LISTED));
  }

  /** @throws AppError `job.not_found` */
  async get(ctx: RequestContext, id: string): Promise<Job> {
    const job = await this.db.transaction(ctx, (tx) => findJob(tx, id));
    if (!job) throw createJobNotFoundError();
    return job;
  }

  /**
   * Asks a job to stop; one that has ended is answered as it is, because the button was pressed a moment too late.
   * @throws AppError `job.not_found`
   */
  cancel(ctx: RequestContext, id: string): Promise<Job> {
    const now = this.clock.now();
    return this.db.transaction(ctx, async (tx) => {
      const cancelled = await requestCancel(tx, now, id);
      if (cancelled) await recordAudit(tx, now, { action: 'job.cancelled', objectKind: 'job', objectId: id, userId: ctx.userId });
      const job = cancelled ?? await findJob(tx, id);
      if (!job) throw createJobNotFoundError();
      return job;
    });
  }
}

const createJobNotFoundError = () => new AppError('not-found', 'job.not_found', 'There is no such job.');

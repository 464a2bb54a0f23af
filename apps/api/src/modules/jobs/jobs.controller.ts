import type { Job } from '@kelvin/contracts';
import { AppError, type Clock } from '@kelvin/kernel';
import { Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { Db } from '../../platform/db/db.ts';
import { CLOCK } from '../../platform/http/runtime.module.ts';
import { findJob, listJobs, requestCancel } from '../../platform/jobs/job-store.ts';
import { RequirePermission } from '../../platform/security/access.ts';
import { recordAudit } from '../../platform/security/audit-log.ts';
import { Ctx, type RequestContext } from '../../platform/security/request-context.ts';

const LISTED = 50;
const idSchema = z.uuid();

/** Long jobs of a workspace: the tray that shows what runs, and the button that stops it. */
@Controller('api/w/:workspace/jobs')
export class JobsController {
  constructor(private readonly db: Db, @Inject(CLOCK) private readonly clock: Clock) {}

  @Get()
  @RequirePermission('jobs.read')
  async list(@Ctx() ctx: RequestContext): Promise<{ items: Job[] }> {
    return { items: await this.db.transaction(ctx, (tx) => listJobs(tx, LISTED)) };
  }

  @Get(':id')
  @RequirePermission('jobs.read')
  async get(@Ctx() ctx: RequestContext, @Param('id', { schema: idSchema }) id: string): Promise<Job> {
    const job = await this.db.transaction(ctx, (tx) => findJob(tx, id));
    if (!job) throw createJobNotFoundError();
    return job;
  }

  @Post(':id/cancel')
  @HttpCode(200)
  @RequirePermission('jobs.cancel')
  cancel(@Ctx() ctx: RequestContext, @Param('id', { schema: idSchema }) id: string): Promise<Job> {
    const now = this.clock.now();
    return this.db.transaction(ctx, async (tx) => {
      const cancelled = await requestCancel(tx, now, id);
      if (cancelled) await recordAudit(tx, now, { action: 'job.cancelled', objectKind: 'job', objectId: id, userId: ctx.userId });
      // A job that has ended is not an error: the button was pressed a moment too late.
      const job = cancelled ?? await findJob(tx, id);
      if (!job) throw createJobNotFoundError();
      return job;
    });
  }
}

const createJobNotFoundError = () => new AppError('not-found', 'job.not_found', 'There is no such job.');

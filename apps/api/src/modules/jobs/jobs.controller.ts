import type { Job } from '@kelvin/contracts';
import { Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { idSchema } from '../../platform/http/id-param.ts';
import { RequirePermission } from '../../platform/security/access.ts';
import { Ctx, type RequestContext } from '../../platform/security/request-context.ts';
import { JobsService } from './jobs.service.ts';

/** Long jobs of a workspace: the tray that shows what runs, and the button that stops it. */
@Controller('api/w/:workspace/jobs')
export class JobsController {
  constructor(private readonly jobs: JobsService) {}

  @Get()
  @RequirePermission('jobs.read')
  async list(@Ctx() ctx: RequestContext): Promise<{ items: Job[] }> {
    return { items: await this.jobs.list(ctx) };
  }

  @Get(':id')
  @RequirePermission('jobs.read')
  get(@Ctx() ctx: RequestContext, @Param('id', { schema: idSchema }) id: string): Promise<Job> {
    return this.jobs.get(ctx, id);
  }

  @Post(':id/cancel')
  @HttpCode(200)
  @RequirePermission('jobs.cancel')
  cancel(@Ctx() ctx: RequestContext, @Param('id', { schema: idSchema }) id: string): Promise<Job> {
    return this.jobs.cancel(ctx, id);
  }
}

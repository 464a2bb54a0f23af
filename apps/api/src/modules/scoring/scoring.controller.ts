import type { Job, Scoring } from '@kelvin/contracts';
import { Controller, Get, HttpCode, Post } from '@nestjs/common';
import { RequirePermission } from '../../platform/security/access.ts';
import { Ctx, type RequestContext } from '../../platform/security/request-context.ts';
import { ScoringService } from './scoring.service.ts';

@Controller('api/w/:workspace/scoring')
export class ScoringController {
  constructor(private readonly scoring: ScoringService) {}

  @Get()
  @RequirePermission('customers.read')
  get(@Ctx() ctx: RequestContext): Promise<Scoring> {
    return this.scoring.get(ctx);
  }

  @Post('fit')
  @HttpCode(200)
  @RequirePermission('scoring.manage')
  fit(@Ctx() ctx: RequestContext): Promise<Job> {
    return this.scoring.fit(ctx);
  }
}

import { overviewQuerySchema, type Overview, type OverviewQuery } from '@kelvin/contracts';
import { Controller, Get, Query } from '@nestjs/common';
import { RequirePermission } from '../../platform/security/access.ts';
import { Ctx, type RequestContext } from '../../platform/security/request-context.ts';
import { OverviewReadModel } from './overview.read-model.ts';

@Controller('api/w/:workspace/overview')
export class OverviewController {
  constructor(private readonly overview: OverviewReadModel) {}

  @Get()
  @RequirePermission('customers.read')
  get(@Ctx() ctx: RequestContext, @Query({ schema: overviewQuerySchema }) query: OverviewQuery): Promise<Overview> {
    return this.overview.get(ctx, query.days);
  }
}

import {
  customerHistoryQuerySchema, exclusionStateSchema, listCustomerEventsSchema, listCustomersSchema, scoreDifferenceQuerySchema,
  type Customer, type CustomerChances, type CustomerEvents, type CustomerHistory, type CustomerHistoryQuery, type CustomerList, type CustomerNoise, type ExclusionState, type ListCustomerEvents, type ListCustomers, type ScoreDifference, type ScoreDifferenceQuery,
} from '@kelvin/contracts';
import { Body, Controller, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { idSchema } from '../../platform/http/id-param.ts';
import { RequirePermission } from '../../platform/security/access.ts';
import { Ctx, type RequestContext } from '../../platform/security/request-context.ts';
import { CustomerChancesReadModel } from './customer-chances.read-model.ts';
import { CustomerPageReadModel } from './customer-page.read-model.ts';
import { CustomersReadModel } from './customers.read-model.ts';
import { ExclusionsService } from './exclusions.service.ts';
import { MergesService } from './merges.service.ts';
import { NoiseService } from './noise.service.ts';
import { ScoreChangeReadModel } from './score-change.read-model.ts';

@Controller('api/w/:workspace/customers')
export class CustomersController {
  constructor(
    private readonly customers: CustomersReadModel, private readonly page: CustomerPageReadModel, private readonly predicted: CustomerChancesReadModel, private readonly changes: ScoreChangeReadModel,
    private readonly merges: MergesService, private readonly exclusions: ExclusionsService, private readonly noise: NoiseService,
  ) {}

  @Get()
  @RequirePermission('customers.read')
  list(@Ctx() ctx: RequestContext, @Query({ schema: listCustomersSchema }) filter: ListCustomers): Promise<CustomerList> {
    return this.customers.list(ctx, filter);
  }

  @Get(':id')
  @RequirePermission('customers.read')
  get(@Ctx() ctx: RequestContext, @Param('id', { schema: idSchema }) id: string): Promise<Customer> {
    return this.page.get(ctx, id);
  }

  @Get(':id/events')
  @RequirePermission('events.read')
  events(@Ctx() ctx: RequestContext, @Param('id', { schema: idSchema }) id: string, @Query({ schema: listCustomerEventsSchema }) page: ListCustomerEvents): Promise<CustomerEvents> {
    return this.page.events(ctx, id, page);
  }

  @Get(':id/chances')
  @RequirePermission('customers.read')
  chances(@Ctx() ctx: RequestContext, @Param('id', { schema: idSchema }) id: string): Promise<CustomerChances> {
    return this.predicted.get(ctx, id);
  }

  @Get(':id/history')
  @RequirePermission('customers.read')
  history(@Ctx() ctx: RequestContext, @Param('id', { schema: idSchema }) id: string, @Query({ schema: customerHistoryQuerySchema }) query: CustomerHistoryQuery): Promise<CustomerHistory> {
    return this.customers.history(ctx, id, query.days);
  }

  @Get(':id/score-change')
  @RequirePermission('customers.read')
  scoreChange(@Ctx() ctx: RequestContext, @Param('id', { schema: idSchema }) id: string, @Query({ schema: scoreDifferenceQuerySchema }) query: ScoreDifferenceQuery): Promise<ScoreDifference> {
    return this.changes.get(ctx, id, query.days);
  }

  @Put(':id/exclusion')
  @RequirePermission('customers.write')
  exclude(@Ctx() ctx: RequestContext, @Param('id', { schema: idSchema }) id: string, @Body({ schema: exclusionStateSchema }) body: ExclusionState): Promise<ExclusionState> {
    return this.exclusions.change(ctx, id, body);
  }

  @Get(':id/noise')
  @RequirePermission('events.read')
  flagged(@Ctx() ctx: RequestContext, @Param('id', { schema: idSchema }) id: string): Promise<CustomerNoise> {
    return this.noise.find(ctx, id);
  }

  @Post(':id/noise/lift')
  @HttpCode(200)
  @RequirePermission('customers.write')
  liftNoise(@Ctx() ctx: RequestContext, @Param('id', { schema: idSchema }) id: string): Promise<CustomerNoise> {
    return this.noise.lift(ctx, id);
  }

  @Post('merges/:mergeId/undo')
  @HttpCode(200)
  @RequirePermission('customers.write')
  undo(@Ctx() ctx: RequestContext, @Param('mergeId', { schema: idSchema }) mergeId: string): Promise<{ customerIds: string[] }> {
    return this.merges.undo(ctx, mergeId);
  }
}

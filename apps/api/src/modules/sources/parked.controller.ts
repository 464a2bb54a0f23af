import { forgetAmountSchema, mendAmountSchema, parkedActionSchema, type AmountWord, type ForgetAmount, type MendAmount, type ParkedAction, type ParkedActionStarted, type ParkedReport } from '@kelvin/contracts';
import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { idSchema } from '../../platform/http/id-param.ts';
import { RequirePermission } from '../../platform/security/access.ts';
import { Ctx, type RequestContext } from '../../platform/security/request-context.ts';
import { ParkedService } from './parked.service.ts';

/** Items of a source that wait for repair. */
@Controller('api/w/:workspace/sources/:id/parked')
export class ParkedController {
  constructor(private readonly parked: ParkedService) {}

  @Get()
  @RequirePermission('events.read')
  list(@Ctx() ctx: RequestContext, @Param('id', { schema: idSchema }) id: string): Promise<ParkedReport> {
    return this.parked.list(ctx, id);
  }

  /** Plays a group again, by the mapping and the rules of now. */
  @Post('retry')
  @HttpCode(202)
  @RequirePermission('sources.manage')
  retry(@Ctx() ctx: RequestContext, @Param('id', { schema: idSchema }) id: string, @Body({ schema: parkedActionSchema }) body: ParkedAction): Promise<ParkedActionStarted> {
    return this.parked.start(ctx, id, body.code, 'retry');
  }

  /** Says what became of an amount that is no longer sent, and plays again what waits for it. */
  @Post('amount')
  @HttpCode(202)
  @RequirePermission('sources.manage')
  mendAmount(@Ctx() ctx: RequestContext, @Param('id', { schema: idSchema }) id: string, @Body({ schema: mendAmountSchema }) body: MendAmount): Promise<ParkedActionStarted> {
    return this.parked.mendAmount(ctx, id, body);
  }

  /** Takes back what was said of an amount. */
  @Post('amount/forget')
  @HttpCode(200)
  @RequirePermission('sources.manage')
  async forgetAmount(@Ctx() ctx: RequestContext, @Param('id', { schema: idSchema }) id: string, @Body({ schema: forgetAmountSchema }) body: ForgetAmount): Promise<{ amounts: AmountWord[] }> {
    return { amounts: await this.parked.forgetAmount(ctx, id, body) };
  }

  /** Gives a group up: its items count as rejected. */
  @Post('discard')
  @HttpCode(202)
  @RequirePermission('sources.manage')
  discard(@Ctx() ctx: RequestContext, @Param('id', { schema: idSchema }) id: string, @Body({ schema: parkedActionSchema }) body: ParkedAction): Promise<ParkedActionStarted> {
    return this.parked.start(ctx, id, body.code, 'discard');
  }
}

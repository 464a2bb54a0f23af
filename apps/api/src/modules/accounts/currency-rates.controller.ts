import { setCurrencyRatesSchema, type CurrencyRateList, type SetCurrencyRates } from '@kelvin/contracts';
import { Body, Controller, Get, Put } from '@nestjs/common';
import { RequirePermission } from '../../platform/security/access.ts';
import { Ctx, type RequestContext } from '../../platform/security/request-context.ts';
import { CurrencyRatesService } from './currency-rates.service.ts';

@Controller('api/w/:workspace/currency-rates')
export class CurrencyRatesController {
  constructor(private readonly rates: CurrencyRatesService) {}

  @Get()
  @RequirePermission('workspace.read')
  get(@Ctx() ctx: RequestContext): Promise<CurrencyRateList> {
    return this.rates.get(ctx);
  }

  @Put()
  @RequirePermission('workspace.manage')
  set(@Ctx() ctx: RequestContext, @Body({ schema: setCurrencyRatesSchema }) body: SetCurrencyRates): Promise<CurrencyRateList> {
    return this.rates.set(ctx, body);
  }
}

import { externalModelSettingsSchema, type ExternalModelSettings, type ExternalModelTry, type Job } from '@kelvin/contracts';
import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { idSchema } from '../../platform/http/id-param.ts';
import { RequirePermission } from '../../platform/security/access.ts';
import { Ctx, type RequestContext } from '../../platform/security/request-context.ts';
import { ExternalModelsService } from './external-models.service.ts';

/** Outside models: tried, and registered as challengers of an outcome. Versions of them are versions like any other. */
@Controller('api/w/:workspace/outcomes/:id/external-models')
export class ExternalModelsController {
  constructor(private readonly models: ExternalModelsService) {}

  /** One call with a few rows; nothing is kept. */
  @Post('try')
  @HttpCode(200)
  @RequirePermission('scoring.manage')
  try(@Ctx() ctx: RequestContext, @Param('id', { schema: idSchema }) id: string, @Body({ schema: externalModelSettingsSchema }) body: ExternalModelSettings): Promise<ExternalModelTry> {
    return this.models.try(ctx, id, body);
  }

  /** Tries it, and queues the job that judges it. */
  @Post()
  @HttpCode(200)
  @RequirePermission('scoring.manage')
  register(@Ctx() ctx: RequestContext, @Param('id', { schema: idSchema }) id: string, @Body({ schema: externalModelSettingsSchema }) body: ExternalModelSettings): Promise<Job> {
    return this.models.register(ctx, id, body);
  }
}

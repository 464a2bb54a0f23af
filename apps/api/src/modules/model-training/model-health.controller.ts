import type { DataHealth, ScoreStability } from '@kelvin/contracts';
import { Controller, Get, Param } from '@nestjs/common';
import { idSchema } from '../../platform/http/id-param.ts';
import { RequirePermission } from '../../platform/security/access.ts';
import { Ctx, type RequestContext } from '../../platform/security/request-context.ts';
import { DataHealthReadModel } from './data-health.read-model.ts';
import { ScoreStabilityReadModel } from './score-stability.read-model.ts';

/** How models fare between trainings. */
@Controller('api/w/:workspace')
export class ModelHealthController {
  constructor(private readonly stability: ScoreStabilityReadModel, private readonly health: DataHealthReadModel) {}

  /** Drift since training, week by week. */
  @Get('outcomes/:id/stability')
  @RequirePermission('customers.read')
  getStability(@Ctx() ctx: RequestContext, @Param('id', { schema: idSchema }) id: string): Promise<ScoreStability> {
    return this.stability.get(ctx, id);
  }

  /** Whether what a version looks at still arrives. */
  @Get('models/:version/data-health')
  @RequirePermission('customers.read')
  getDataHealth(@Ctx() ctx: RequestContext, @Param('version', { schema: idSchema }) version: string): Promise<DataHealth> {
    return this.health.get(ctx, version);
  }
}

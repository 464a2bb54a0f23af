import type { ArchivedOutcomeList } from '@kelvin/contracts';
import { Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { idSchema } from '../../platform/http/id-param.ts';
import { RequirePermission } from '../../platform/security/access.ts';
import { Ctx, type RequestContext } from '../../platform/security/request-context.ts';
import { ArchivedOutcomesService } from './archived-outcomes.service.ts';

/** What is predicted no longer. */
@Controller('api/w/:workspace/outcomes')
export class ArchivedOutcomesController {
  constructor(private readonly archived: ArchivedOutcomesService) {}

  @Get('archived')
  @RequirePermission('customers.read')
  list(@Ctx() ctx: RequestContext): Promise<ArchivedOutcomeList> {
    return this.archived.list(ctx);
  }

  @Post(':id/restore')
  @HttpCode(204)
  @RequirePermission('scoring.manage')
  restore(@Ctx() ctx: RequestContext, @Param('id', { schema: idSchema }) id: string): Promise<void> {
    return this.archived.restore(ctx, id);
  }
}

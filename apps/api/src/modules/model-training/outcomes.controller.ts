import {
  newOutcomeSchema, previewOutcomeSchema, updateOutcomeSchema,
  type EarlyWarningAnswer, type Job, type ModelDetail, type ModelVersionList, type NewOutcome, type Outcome, type OutcomeList, type OutcomePreview, type PreviewOutcome, type UpdateOutcome,
} from '@kelvin/contracts';
import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post } from '@nestjs/common';
import { idSchema } from '../../platform/http/id-param.ts';
import { RequirePermission } from '../../platform/security/access.ts';
import { Ctx, CurrentUser, type RequestContext, type SignedInUser } from '../../platform/security/request-context.ts';
import { EarlyWarningReports } from './early-warning.read-model.ts';
import { OutcomeCounts } from './outcome-counts.read-model.ts';
import { OutcomesService } from './outcomes.service.ts';

/** What is predicted, and the models that predict it. */
@Controller('api/w/:workspace')
export class OutcomesController {
  constructor(private readonly outcomes: OutcomesService, private readonly counts: OutcomeCounts, private readonly warnings: EarlyWarningReports) {}

  @Get('outcomes')
  @RequirePermission('customers.read')
  list(@Ctx() ctx: RequestContext, @CurrentUser() user: SignedInUser): Promise<OutcomeList> {
    return this.outcomes.list(ctx, user.locale);
  }

  /** How many customers had it, month by month, before anything is kept. */
  @Post('outcomes/preview')
  @HttpCode(200)
  @RequirePermission('customers.read')
  preview(@Ctx() ctx: RequestContext, @Body({ schema: previewOutcomeSchema }) body: PreviewOutcome): Promise<OutcomePreview> {
    return this.counts.count(ctx, body);
  }

  @Post('outcomes')
  @RequirePermission('scoring.manage')
  create(@Ctx() ctx: RequestContext, @Body({ schema: newOutcomeSchema }) body: NewOutcome): Promise<Outcome> {
    return this.outcomes.create(ctx, body);
  }

  @Patch('outcomes/:id')
  @RequirePermission('scoring.manage')
  update(@Ctx() ctx: RequestContext, @Param('id', { schema: idSchema }) id: string, @Body({ schema: updateOutcomeSchema }) body: UpdateOutcome): Promise<Outcome> {
    return this.outcomes.update(ctx, id, body);
  }

  @Delete('outcomes/:id')
  @HttpCode(204)
  @RequirePermission('scoring.manage')
  archive(@Ctx() ctx: RequestContext, @Param('id', { schema: idSchema }) id: string): Promise<void> {
    return this.outcomes.archive(ctx, id);
  }

  @Post('outcomes/:id/train')
  @HttpCode(200)
  @RequirePermission('scoring.manage')
  train(@Ctx() ctx: RequestContext, @Param('id', { schema: idSchema }) id: string): Promise<Job> {
    return this.outcomes.train(ctx, id);
  }

  @Get('outcomes/:id/versions')
  @RequirePermission('customers.read')
  listVersions(@Ctx() ctx: RequestContext, @Param('id', { schema: idSchema }) id: string): Promise<ModelVersionList> {
    return this.outcomes.listVersions(ctx, id);
  }

  @Post('outcomes/:id/roll-back')
  @HttpCode(200)
  @RequirePermission('scoring.manage')
  rollBack(@Ctx() ctx: RequestContext, @Param('id', { schema: idSchema }) id: string): Promise<Outcome> {
    return this.outcomes.rollBack(ctx, id);
  }

  @Get('models/:version')
  @RequirePermission('customers.read')
  getModel(@Ctx() ctx: RequestContext, @Param('version', { schema: idSchema }) version: string): Promise<ModelDetail> {
    return this.outcomes.getModel(ctx, version);
  }

  @Post('models/:version/promote')
  @HttpCode(200)
  @RequirePermission('scoring.manage')
  promote(@Ctx() ctx: RequestContext, @Param('version', { schema: idSchema }) version: string): Promise<Outcome> {
    return this.outcomes.promote(ctx, version);
  }

  /** Who left within a year, and whether their scores would have said so in time. */
  @Get('early-warning')
  @RequirePermission('customers.read')
  async getEarlyWarning(@Ctx() ctx: RequestContext): Promise<EarlyWarningAnswer> {
    return { report: await this.warnings.find(ctx) };
  }
}

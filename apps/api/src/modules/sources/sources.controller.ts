import {
  createSourceSchema, intakeQuerySchema, updateSourceSchema, type CreateSource, type IntakeQuery, type IntakeReport, type Source, type SourceWithSecret, type UpdateSource,
} from '@kelvin/contracts';
import { Body, Controller, Get, HttpCode, Inject, Param, Patch, Post, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Config } from '../../platform/config/config.schema.ts';
import { idSchema } from '../../platform/http/id-param.ts';
import { CONFIG } from '../../platform/http/runtime.module.ts';
import { RequirePermission } from '../../platform/security/access.ts';
import { Ctx, type RequestContext } from '../../platform/security/request-context.ts';
import { IntakeReadModel } from './intake.read-model.ts';
import { SourcesService } from './sources.service.ts';

@Controller('api/w/:workspace')
export class SourcesController {
  constructor(private readonly sources: SourcesService, private readonly intake: IntakeReadModel, @Inject(CONFIG) private readonly config: Config) {}

  @Get('sources')
  @RequirePermission('sources.read')
  async list(@Ctx() ctx: RequestContext, @Req() request: FastifyRequest): Promise<{ items: Source[] }> {
    return { items: await this.sources.list(ctx, this.baseUrl(request)) };
  }

  @Get('sources/:id')
  @RequirePermission('sources.read')
  get(@Ctx() ctx: RequestContext, @Param('id', { schema: idSchema }) id: string, @Req() request: FastifyRequest): Promise<Source> {
    return this.sources.get(ctx, id, this.baseUrl(request));
  }

  @Post('sources')
  @RequirePermission('sources.manage')
  create(@Ctx() ctx: RequestContext, @Body({ schema: createSourceSchema }) body: CreateSource, @Req() request: FastifyRequest): Promise<SourceWithSecret> {
    return this.sources.create(ctx, body, this.baseUrl(request));
  }

  @Patch('sources/:id')
  @RequirePermission('sources.manage')
  update(@Ctx() ctx: RequestContext, @Param('id', { schema: idSchema }) id: string, @Body({ schema: updateSourceSchema }) body: UpdateSource, @Req() request: FastifyRequest): Promise<Source> {
    return this.sources.update(ctx, id, body, this.baseUrl(request));
  }

  @Post('sources/:id/rotate')
  @HttpCode(200)
  @RequirePermission('sources.manage')
  rotate(@Ctx() ctx: RequestContext, @Param('id', { schema: idSchema }) id: string, @Req() request: FastifyRequest): Promise<SourceWithSecret> {
    return this.sources.rotate(ctx, id, this.baseUrl(request));
  }

  /** The no-loss equation of the last hours. */
  @Get('intake')
  @RequirePermission('sources.read')
  report(@Ctx() ctx: RequestContext, @Query({ schema: intakeQuerySchema }) query: IntakeQuery): Promise<IntakeReport> {
    return this.intake.report(ctx, query.hours);
  }

  /** Where outsiders reach us: as the operator says, else as this very request did. */
  private baseUrl(request: FastifyRequest): string {
    return this.config.PUBLIC_URL?.replace(/\/+$/, '') ?? `${request.protocol}://${request.host}`;
  }
}

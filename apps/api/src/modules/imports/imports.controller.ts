import { createImportSchema, previewImportSchema, startImportSchema, type CreateImport, type Import, type ImportPreview, type PreviewImport, type StartImport } from '@kelvin/contracts';
import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Put, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import { Db } from '../../platform/db/db.ts';
import { idSchema } from '../../platform/http/id-param.ts';
import { RequirePermission } from '../../platform/security/access.ts';
import { Ctx, type RequestContext } from '../../platform/security/request-context.ts';
import { createUploadCutError } from './import.errors.ts';
import { ImportsService } from './imports.service.ts';
import { rejectedLines } from './rejected-csv.ts';

/** Files of history: upload, look, map, start, follow. */
@Controller('api/w/:workspace/imports')
export class ImportsController {
  constructor(private readonly imports: ImportsService, @Inject(Db) private readonly db: Db) {}

  @Get()
  @RequirePermission('sources.read')
  async list(@Ctx() ctx: RequestContext): Promise<{ items: Import[] }> {
    return { items: await this.imports.list(ctx) };
  }

  @Post()
  @RequirePermission('imports.run')
  create(@Ctx() ctx: RequestContext, @Body({ schema: createImportSchema }) body: CreateImport): Promise<Import> {
    return this.imports.create(ctx, body);
  }

  @Get(':id')
  @RequirePermission('sources.read')
  get(@Ctx() ctx: RequestContext, @Param('id', { schema: idSchema }) id: string): Promise<Import> {
    return this.imports.get(ctx, id);
  }

  /** The body is the file, as it is, of any length and type. */
  @Put(':id/file')
  @RequirePermission('imports.run')
  upload(@Ctx() ctx: RequestContext, @Param('id', { schema: idSchema }) id: string, @Req() request: FastifyRequest): Promise<Import> {
    if (!(request.body instanceof Readable)) throw createUploadCutError();
    return this.imports.upload(ctx, id, request.body as AsyncIterable<Buffer>);
  }

  @Get(':id/preview')
  @RequirePermission('imports.run')
  preview(@Ctx() ctx: RequestContext, @Param('id', { schema: idSchema }) id: string): Promise<ImportPreview> {
    return this.imports.preview(ctx, id, null);
  }

  @Post(':id/preview')
  @HttpCode(200)
  @RequirePermission('imports.run')
  previewWith(@Ctx() ctx: RequestContext, @Param('id', { schema: idSchema }) id: string, @Body({ schema: previewImportSchema }) body: PreviewImport): Promise<ImportPreview> {
    return this.imports.preview(ctx, id, body.map);
  }

  @Post(':id/start')
  @HttpCode(200)
  @RequirePermission('imports.run')
  start(@Ctx() ctx: RequestContext, @Param('id', { schema: idSchema }) id: string, @Body({ schema: startImportSchema }) body: StartImport): Promise<Import> {
    return this.imports.start(ctx, id, body.map, body.asOf ?? null);
  }

  @Post(':id/cancel')
  @HttpCode(200)
  @RequirePermission('imports.run')
  cancel(@Ctx() ctx: RequestContext, @Param('id', { schema: idSchema }) id: string): Promise<Import> {
    return this.imports.cancel(ctx, id);
  }

  @Delete(':id')
  @HttpCode(204)
  @RequirePermission('imports.run')
  remove(@Ctx() ctx: RequestContext, @Param('id', { schema: idSchema }) id: string): Promise<void> {
    return this.imports.remove(ctx, id);
  }

  /** The lines that became no event, with their reasons, for a spreadsheet. */
  @Get(':id/rejected.csv')
  @RequirePermission('imports.run')
  async rejected(@Ctx() ctx: RequestContext, @Param('id', { schema: idSchema }) id: string, @Res() reply: FastifyReply): Promise<void> {
    const { fileName } = await this.imports.get(ctx, id);
    const name = `${fileName.replace(/[^\w.-]+/g, '_').slice(0, 80)}.rejected.csv`;
    await reply.type('text/csv; charset=utf-8').header('content-disposition', `attachment; filename="${name}"`).send(Readable.from(rejectedLines(this.db, ctx, id)));
  }
}

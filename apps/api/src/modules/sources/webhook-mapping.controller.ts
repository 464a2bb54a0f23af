import { previewWebhookSchema, webhookMappingStateSchema, type PreviewWebhook, type WebhookMappingState, type WebhookPreview } from '@kelvin/contracts';
import { Body, Controller, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import { idSchema } from '../../platform/http/id-param.ts';
import { RequirePermission } from '../../platform/security/access.ts';
import { Ctx, type RequestContext } from '../../platform/security/request-context.ts';
import { WebhookMappingService } from './webhook-mapping.service.ts';

/** What the fields of a webhook's bodies are. */
@Controller('api/w/:workspace/sources/:id/mapping')
export class WebhookMappingController {
  constructor(private readonly mappings: WebhookMappingService) {}

  @Get()
  @RequirePermission('sources.read')
  get(@Ctx() ctx: RequestContext, @Param('id', { schema: idSchema }) id: string): Promise<WebhookMappingState> {
    return this.mappings.get(ctx, id);
  }

  @Put()
  @RequirePermission('sources.manage')
  put(@Ctx() ctx: RequestContext, @Param('id', { schema: idSchema }) id: string, @Body({ schema: webhookMappingStateSchema }) body: WebhookMappingState): Promise<WebhookMappingState> {
    return this.mappings.put(ctx, id, body.mapping);
  }

  /** Shows payloads, as Live events does, and changes nothing. */
  @Post('preview')
  @HttpCode(200)
  @RequirePermission('events.read')
  preview(@Ctx() ctx: RequestContext, @Param('id', { schema: idSchema }) id: string, @Body({ schema: previewWebhookSchema }) body: PreviewWebhook): Promise<WebhookPreview> {
    return this.mappings.preview(ctx, id, body);
  }
}

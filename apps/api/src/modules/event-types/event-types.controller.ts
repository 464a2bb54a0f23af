import { updateEventTypeSchema, type EventType, type UpdateEventType } from '@kelvin/contracts';
import { Body, Controller, Get, HttpCode, Param, Patch, Post } from '@nestjs/common';
import { z } from 'zod';
import { RequirePermission } from '../../platform/security/access.ts';
import { Ctx, type RequestContext } from '../../platform/security/request-context.ts';
import { EventTypesService } from './event-types.service.ts';

const idSchema = z.coerce.number().int().min(0).max(2_147_483_647);

/** What each kind of event stands for, as guessed and as confirmed. */
@Controller('api/w/:workspace/event-types')
export class EventTypesController {
  constructor(private readonly eventTypes: EventTypesService) {}

  @Get()
  @RequirePermission('events.read')
  async list(@Ctx() ctx: RequestContext): Promise<{ items: EventType[] }> {
    return { items: await this.eventTypes.list(ctx) };
  }

  @Patch(':id')
  @RequirePermission('scoring.manage')
  update(@Ctx() ctx: RequestContext, @Param('id', { schema: idSchema }) id: number, @Body({ schema: updateEventTypeSchema }) body: UpdateEventType): Promise<EventType> {
    return this.eventTypes.update(ctx, id, body);
  }

  @Post('confirm')
  @HttpCode(200)
  @RequirePermission('scoring.manage')
  confirmAll(@Ctx() ctx: RequestContext): Promise<{ confirmed: number }> {
    return this.eventTypes.confirmAll(ctx);
  }
}

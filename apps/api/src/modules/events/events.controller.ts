import { listEventsSchema, type EventTrace, type ListEvents, type LiveEvents } from '@kelvin/contracts';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { z } from 'zod';
import { RequirePermission } from '../../platform/security/access.ts';
import { Ctx, type RequestContext } from '../../platform/security/request-context.ts';
import { EventTraceReadModel } from './event-trace.read-model.ts';
import { LiveEventsReadModel } from './live-events.read-model.ts';

const idSchema = z.string().min(1).max(100);

@Controller('api/w/:workspace/events')
export class EventsController {
  constructor(private readonly live: LiveEventsReadModel, private readonly traces: EventTraceReadModel) {}

  @Get()
  @RequirePermission('events.read')
  list(@Ctx() ctx: RequestContext, @Query({ schema: listEventsSchema }) filter: ListEvents): Promise<LiveEvents> {
    return this.live.list(ctx, filter);
  }

  @Get(':id')
  @RequirePermission('events.read')
  get(@Ctx() ctx: RequestContext, @Param('id', { schema: idSchema }) id: string): Promise<EventTrace> {
    return this.traces.get(ctx, id);
  }
}

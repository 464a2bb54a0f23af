import { Module } from '@nestjs/common';
import { EventTraceReadModel } from './event-trace.read-model.ts';
import { EventsController } from './events.controller.ts';
import { LiveEventsReadModel } from './live-events.read-model.ts';

/** What arrives, live, and the trace of one event from receipt to score. */
@Module({ controllers: [EventsController], providers: [LiveEventsReadModel, EventTraceReadModel] })
export class EventsModule {}

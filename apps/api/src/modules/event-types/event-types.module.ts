import { Module } from '@nestjs/common';
import { EventTypesController } from './event-types.controller.ts';
import { EventTypesService } from './event-types.service.ts';

/** Meanings of event types. Changing one queues a `rebuild` job, which the profile stage carries out. */
@Module({ controllers: [EventTypesController], providers: [EventTypesService] })
export class EventTypesModule {}

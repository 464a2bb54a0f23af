import { Module } from '@nestjs/common';
import { Housekeeping } from '../../platform/jobs/housekeeping.ts';
import { IntakeReadModel } from './intake.read-model.ts';
import { ParkedController } from './parked.controller.ts';
import { ParkedService } from './parked.service.ts';
import { deleteExpiredKeys } from './source.repository.ts';
import { SourcesController } from './sources.controller.ts';
import { SourcesService } from './sources.service.ts';
import { watchSources } from './watch-sources.ts';
import { WebhookMappingController } from './webhook-mapping.controller.ts';
import { WebhookMappingService } from './webhook-mapping.service.ts';

/** Where data comes from: sources, their keys, and the account of every item they sent. */
@Module({ controllers: [SourcesController, WebhookMappingController, ParkedController], providers: [IntakeReadModel, SourcesService, WebhookMappingService, ParkedService], exports: [IntakeReadModel] })
export class SourcesModule {
  constructor(housekeeping: Housekeeping) {
    housekeeping.add('expired source keys', deleteExpiredKeys);
    housekeeping.add('silent sources', watchSources);
  }
}

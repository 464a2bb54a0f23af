import { MS_PER_MINUTE } from '@kelvin/kernel';
import { Module } from '@nestjs/common';
import { Housekeeping } from '../../platform/jobs/housekeeping.ts';
import { trimChanges } from '../../platform/live/change.read-model.ts';
import { LiveController } from './live.controller.ts';
import { LiveHub } from './live-hub.ts';

const KEEP_CHANGES_MS = 10 * MS_PER_MINUTE;

/** What happens in a workspace, pushed to the screens that show it. */
@Module({ controllers: [LiveController], providers: [LiveHub] })
export class LiveModule {
  constructor(housekeeping: Housekeeping) {
    housekeeping.add('live feed', (tx, now) => trimChanges(tx, new Date(now.getTime() - KEEP_CHANGES_MS)));
  }
}

import { MS_PER_DAY } from '@kelvin/kernel';
import { Module } from '@nestjs/common';
import { Housekeeping } from '../../platform/jobs/housekeeping.ts';
import { trimNotifications } from '../../platform/live/notification.ts';
import { NotificationsController } from './notifications.controller.ts';
import { NotificationsReadModel } from './notifications.read-model.ts';
import { NotificationsService } from './notifications.service.ts';

/** Whoever comes back from a long holiday still finds what happened. */
const KEEP_NOTIFICATIONS_MS = 90 * MS_PER_DAY;

/** Notifications as people see them; whatever has something to tell writes them with `appendNotification`. */
@Module({ controllers: [NotificationsController], providers: [NotificationsReadModel, NotificationsService] })
export class NotificationsModule {
  constructor(housekeeping: Housekeeping) {
    housekeeping.add('old notifications', (tx, now) => trimNotifications(tx, new Date(now.getTime() - KEEP_NOTIFICATIONS_MS)));
  }
}

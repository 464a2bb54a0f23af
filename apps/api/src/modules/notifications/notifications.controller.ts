import { listNotificationsSchema, readNotificationsSchema, type ListNotifications, type NotificationList, type ReadNotifications } from '@kelvin/contracts';
import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { idSchema } from '../../platform/http/id-param.ts';
import { RequirePermission } from '../../platform/security/access.ts';
import { Ctx, type RequestContext } from '../../platform/security/request-context.ts';
import { NotificationsReadModel } from './notifications.read-model.ts';
import { NotificationsService } from './notifications.service.ts';

/** What Kelvin tells of by itself, and what of it the reader has read. Everybody may read, and so may put his own marks. */
@Controller('api/w/:workspace/notifications')
export class NotificationsController {
  constructor(private readonly notifications: NotificationsReadModel, private readonly marks: NotificationsService) {}

  @Get()
  @RequirePermission('workspace.read')
  list(@Ctx() ctx: RequestContext, @Query({ schema: listNotificationsSchema }) page: ListNotifications): Promise<NotificationList> {
    return this.notifications.list(ctx, page);
  }

  @Post('read')
  @HttpCode(204)
  @RequirePermission('workspace.read')
  readAll(@Ctx() ctx: RequestContext, @Body({ schema: readNotificationsSchema }) { upTo }: ReadNotifications): Promise<void> {
    return this.marks.markReadUpTo(ctx, upTo);
  }

  @Post(':id/read')
  @HttpCode(204)
  @RequirePermission('workspace.read')
  read(@Ctx() ctx: RequestContext, @Param('id', { schema: idSchema }) id: string): Promise<void> {
    return this.marks.markRead(ctx, id);
  }
}

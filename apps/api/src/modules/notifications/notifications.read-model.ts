import { MOST_UNREAD, type ListNotifications, type Notification, type NotificationContent, type NotificationList } from '@kelvin/contracts';
import { Injectable } from '@nestjs/common';
import { Db, type Tx } from '../../platform/db/db.ts';
import type { WorkspaceMember } from '../../platform/security/request-context.ts';

interface NotificationRow { id: string; kind: NotificationContent['kind']; payload: NotificationContent['payload']; created_at: Date; is_read: boolean }

/** Of notification `n` for reader $2: it is his or everybody's, and what he needs not read any more. Whoever joins later is not told of all that was before. */
const VISIBLE = '(n.user_id IS NULL OR n.user_id = $2)';
const IS_READ = `(n.created_at < m.created_at OR EXISTS (SELECT FROM notification_read r WHERE r.workspace_id = $1 AND r.notification_id = n.id AND r.user_id = $2))`;
const FROM = `FROM notification n JOIN membership m ON m.workspace_id = $1 AND m.user_id = $2 WHERE n.workspace_id = $1 AND ${VISIBLE}`;

/** What Kelvin has to tell a member, newest first. */
@Injectable()
export class NotificationsReadModel {
  constructor(private readonly db: Db) {}

  /** Ids are in order of time, so the last one of a page is where the next begins. */
  list(member: WorkspaceMember, { before, limit }: ListNotifications): Promise<NotificationList> {
    return this.db.transaction(member, async (tx) => {
      const rows = await tx.query<NotificationRow>(`
        SELECT n.id, n.kind, n.payload, n.created_at, ${IS_READ} AS is_read ${FROM} AND ($3::uuid IS NULL OR n.id < $3) ORDER BY n.id DESC LIMIT $4`,
      [member.workspaceId, member.userId, before ?? null, limit + 1]);
      const items = rows.slice(0, limit).map(toNotification);
      return { items, next: rows.length > limit ? items.at(-1)!.id : null, unread: await countUnread(tx, member) };
    });
  }
}

async function countUnread(tx: Tx, { workspaceId, userId }: WorkspaceMember): Promise<number> {
  const [row] = await tx.query<{ unread: number }>(`SELECT count(*)::int AS unread FROM (SELECT ${FROM} AND NOT ${IS_READ} LIMIT $3) AS unread`, [workspaceId, userId, MOST_UNREAD]);
  return row!.unread;
}

function toNotification({ id, kind, payload, created_at, is_read }: NotificationRow): Notification {
  return { id, kind, payload, createdAt: created_at.toISOString(), isRead: is_read } as Notification;
}

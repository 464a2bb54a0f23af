import { AppError, type Clock } from '@kelvin/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { Db, type Tx } from '../../platform/db/db.ts';
import { CLOCK } from '../../platform/http/runtime.module.ts';
import { appendChange } from '../../platform/live/change-feed.ts';
import type { WorkspaceMember } from '../../platform/security/request-context.ts';

/** Who has read what. A mark is one person's own: for the others the notification stays as new as it was. */
@Injectable()
export class NotificationsService {
  constructor(private readonly db: Db, @Inject(CLOCK) private readonly clock: Clock) {}

  /** @throws AppError `notification.not_found` */
  async markRead(member: WorkspaceMember, id: string): Promise<void> {
    await this.db.transaction(member, async (tx) => {
      const [known] = await tx.query('SELECT FROM notification WHERE workspace_id = $1 AND id = $3 AND (user_id IS NULL OR user_id = $2)', [member.workspaceId, member.userId, id]);
      if (!known) throw new AppError('not-found', 'notification.not_found', 'There is no such notification; it may have been cleared away meanwhile.');
      await this.mark(tx, member, 'n.id = $3', id);
    });
  }

  /** Everything up to and including one, which need not be there any more. */
  async markReadUpTo(member: WorkspaceMember, id: string): Promise<void> {
    await this.db.transaction(member, (tx) => this.mark(tx, member, 'n.id <= $3', id));
  }

  private async mark(tx: Tx, member: WorkspaceMember, which: 'n.id = $3' | 'n.id <= $3', id: string): Promise<void> {
    const now = this.clock.now();
    const marked = await tx.query(`
      INSERT INTO notification_read (workspace_id, notification_id, user_id, read_at)
      SELECT $1, n.id, $2, $4 FROM notification n WHERE n.workspace_id = $1 AND ${which} AND (n.user_id IS NULL OR n.user_id = $2) ORDER BY n.id
      ON CONFLICT DO NOTHING RETURNING 1`, [member.workspaceId, member.userId, id, now]);
    // His other screens drop it too.
    if (marked.length > 0) await appendChange(tx, now, 'notifications', {});
  }
}

import type { Role } from '@kelvin/contracts';
import { Injectable } from '@nestjs/common';
import { Db, type WorkspaceContext } from '../../platform/db/db.ts';

export interface Member { userId: string; name: string; email: string; role: Role; joinedAt: string }
export interface AuditRow { id: string; at: string; action: string; objectKind: string; objectId: string; userId: string | null; userName: string | null; diff: Record<string, unknown> }

const AUDIT_ROWS = 200;

/** Questions about the people of a workspace and what they changed. */
@Injectable()
export class AccountsReadModel {
  constructor(private readonly db: Db) {}

  async listMembers(ctx: WorkspaceContext): Promise<Member[]> {
    const rows = await this.db.read<{ user_id: string; name: string; email: string; role: Role; created_at: Date }>(ctx,
      `SELECT m.user_id, u.name, u.email, m.role, m.created_at FROM membership m JOIN user_account u ON u.id = m.user_id
        WHERE m.workspace_id = $1 ORDER BY m.created_at, m.user_id`, [ctx.workspaceId]);
    return rows.map((row) => ({ userId: row.user_id, name: row.name, email: row.email, role: row.role, joinedAt: row.created_at.toISOString() }));
  }

  /** The newest changes, newest first. */
  async listAudit(ctx: WorkspaceContext): Promise<AuditRow[]> {
    const rows = await this.db.read<{ id: string; at: Date; action: string; object_kind: string; object_id: string; actor_user_id: string | null; name: string | null; diff: Record<string, unknown> }>(ctx,
      `SELECT a.id, a.at, a.action, a.object_kind, a.object_id, a.actor_user_id, u.name, a.diff FROM audit_log a LEFT JOIN user_account u ON u.id = a.actor_user_id
        WHERE a.workspace_id = $1 ORDER BY a.at DESC, a.id DESC LIMIT ${AUDIT_ROWS}`, [ctx.workspaceId]);
    return rows.map((row) => ({
      id: row.id, at: row.at.toISOString(), action: row.action, objectKind: row.object_kind, objectId: row.object_id, userId: row.actor_user_id, userName: row.name, diff: row.diff,
    }));
  }
}

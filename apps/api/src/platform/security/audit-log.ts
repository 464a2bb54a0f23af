import type { Tx } from '../db/db.ts';
import { newId } from '../db/ids.ts';

/** One change somebody made. `diff` holds what changed, before and after; never a secret or a body. */
export interface AuditEntry {
  /** `noun.verb`: `source.created`, `workspace.updated`. */
  readonly action: string;
  readonly objectKind: string;
  readonly objectId: string;
  /** Null: Kelvin itself. */
  readonly userId: string | null;
  readonly diff?: Record<string, unknown>;
}

/** Writes the change down in the transaction that makes it, so that neither exists without the other. */
export async function recordAudit(tx: Tx, now: Date, entry: AuditEntry): Promise<void> {
  await tx.query(
    `INSERT INTO audit_log (workspace_id, id, at, actor_user_id, action, object_kind, object_id, diff) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [tx.workspaceId, newId(now.getTime()), now, entry.userId, entry.action, entry.objectKind, entry.objectId, JSON.stringify(entry.diff ?? {})],
  );
}

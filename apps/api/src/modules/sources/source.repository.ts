import type { Source } from '@kelvin/contracts';
import type { Tx } from '../../platform/db/db.ts';

export interface SourceRow {
  id: string; kind: Source['kind']; name: string; is_enabled: boolean; created_at: Date;
  /** The newest live key of the source: what it is recognised by. */
  key_kind: 'write_key' | 'signing' | 'path' | null; write_key: string | null;
}

const SELECT = `
  SELECT s.id, s.kind, s.name, s.is_enabled, s.created_at, k.kind AS key_kind, CASE k.kind WHEN 'write_key' THEN k.value END AS write_key
    FROM source s LEFT JOIN LATERAL (
      SELECT kind, value FROM source_key WHERE workspace_id = s.workspace_id AND source_id = s.id AND expires_at IS NULL ORDER BY created_at DESC, id DESC LIMIT 1
    ) k ON true
   WHERE s.workspace_id = $1`;

export function listSourceRows(tx: Tx): Promise<SourceRow[]> {
  return tx.query<SourceRow>(`${SELECT} ORDER BY s.created_at, s.id`, [tx.workspaceId]);
}

export async function findSourceRow(tx: Tx, id: string): Promise<SourceRow | null> {
  const [row] = await tx.query<SourceRow>(`${SELECT} AND s.id = $2`, [tx.workspaceId, id]);
  return row ?? null;
}

/** The source as it is once nobody else holds it; until the transaction ends others wait who do the same. */
export async function holdSourceRow(tx: Tx, id: string): Promise<SourceRow | null> {
  await tx.query('SELECT 1 FROM source WHERE workspace_id = $1 AND id = $2 FOR NO KEY UPDATE', [tx.workspaceId, id]);
  return findSourceRow(tx, id);
}

export async function insertSource(tx: Tx, source: { id: string; kind: Source['kind']; name: string; now: Date }): Promise<void> {
  await tx.query('INSERT INTO source (workspace_id, id, kind, name, created_at) VALUES ($1, $2, $3, $4, $5)', [tx.workspaceId, source.id, source.kind, source.name, source.now]);
}

/** Answers whether there is such a source. */
export async function updateSourceRow(tx: Tx, id: string, change: { name?: string | undefined; isEnabled?: boolean | undefined }): Promise<boolean> {
  const rows = await tx.query('UPDATE source SET name = coalesce($3, name), is_enabled = coalesce($4, is_enabled) WHERE workspace_id = $1 AND id = $2 RETURNING id',
    [tx.workspaceId, id, change.name ?? null, change.isEnabled ?? null]);
  return rows.length > 0;
}

/** Gives the live keys of a source an end, so that senders have time to change over. Keys that end already keep their end. */
export async function expireSourceKeys(tx: Tx, sourceId: string, at: Date): Promise<void> {
  await tx.query('UPDATE source_key SET expires_at = $3 WHERE workspace_id = $1 AND source_id = $2 AND expires_at IS NULL', [tx.workspaceId, sourceId, at]);
}

/** Removes keys whose time is over. */
export async function deleteExpiredKeys(tx: Tx, now: Date): Promise<void> {
  await tx.query('DELETE FROM source_key WHERE workspace_id = $1 AND expires_at <= $2', [tx.workspaceId, now]);
}

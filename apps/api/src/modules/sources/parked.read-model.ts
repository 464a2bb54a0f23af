import type { ParkedGroup } from '@kelvin/contracts';
import type { Tx } from '../../platform/db/db.ts';

const SAMPLE_BYTES = 16_384;

/** What waits for repair of a source, by reason, the most first, each with its newest item. */
export async function listParkedGroups(tx: Tx, sourceId: string): Promise<ParkedGroup[]> {
  const rows = await tx.query<{ code: string; items: number; newest_at: Date; message: string; raw: Buffer }>(`
    SELECT g.code, g.items, g.newest_at, n.message, n.raw
      FROM (SELECT code, count(*)::int AS items, max(parked_at) AS newest_at FROM parked_item WHERE workspace_id = $1 AND source_id = $2 AND resolved_at IS NULL GROUP BY code) g
     CROSS JOIN LATERAL (
       SELECT message, substring(raw FROM 1 FOR $3) AS raw FROM parked_item
        WHERE workspace_id = $1 AND source_id = $2 AND code = g.code AND resolved_at IS NULL ORDER BY delivery_id DESC, item_index LIMIT 1
     ) n ORDER BY g.items DESC, g.code`, [tx.workspaceId, sourceId, SAMPLE_BYTES]);
  return rows.map((row) => ({ code: row.code, message: row.message, items: row.items, newestAt: row.newest_at.toISOString(), sample: parse(row.raw.toString('utf8')) }));
}

export async function countParked(tx: Tx, sourceId: string, code: string): Promise<number> {
  const [row] = await tx.query<{ n: number }>('SELECT count(*)::int AS n FROM parked_item WHERE workspace_id = $1 AND source_id = $2 AND code = $3 AND resolved_at IS NULL', [tx.workspaceId, sourceId, code]);
  return row!.n;
}

/** Whether a job works on this group already, or waits to. */
export async function hasOpenReplay(tx: Tx, sourceId: string, code: string): Promise<boolean> {
  const rows = await tx.query(`SELECT 1 FROM job_progress WHERE workspace_id = $1 AND status IN ('queued', 'running') AND kind = 'replay' AND input ->> 'sourceId' = $2 AND input ->> 'code' = $3 LIMIT 1`,
    [tx.workspaceId, sourceId, code]);
  return rows.length > 0;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

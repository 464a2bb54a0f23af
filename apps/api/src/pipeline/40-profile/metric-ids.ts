import { MetricRoom } from '@kelvin/profile';
import type { Tx } from '../../platform/db/db.ts';

/**
 * Ids of metrics by name, making those that are new in the order given while their family has room; without it a name
 * is left out. Under the drain lock, so the next id is one more than the largest.
 */
export async function metricIds(tx: Tx, names: ReadonlySet<string>): Promise<Map<string, number>> {
  const ids = new Map<string, number>();
  let lastId = 0;
  for (const row of await tx.query<{ id: number; key: string }>('SELECT id, key FROM metric WHERE workspace_id = $1', [tx.workspaceId])) {
    ids.set(row.key, row.id);
    lastId = Math.max(lastId, row.id);
  }
  const room = new MetricRoom(ids.keys());
  const made: { id: number; key: string }[] = [];
  for (const key of names) {
    if (ids.has(key) || !room.take(key)) continue;
    made.push({ id: (lastId += 1), key });
    ids.set(key, lastId);
  }
  if (made.length > 0) {
    await tx.query('INSERT INTO metric (workspace_id, id, key) SELECT $1, id, key FROM json_to_recordset($2) AS m(id int, key text)', [tx.workspaceId, JSON.stringify(made)]);
  }
  return ids;
}

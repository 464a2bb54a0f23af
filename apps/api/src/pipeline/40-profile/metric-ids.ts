import type { Tx } from '../../platform/db/db.ts';

/**
 * How many metrics of a family (the word before the first colon) a workspace may have; first come, first served.
 * Each family has room of its own, so that a site with thousands of sections leaves features theirs. Families that are
 * not listed, and meanings, are as many as the code knows.
 */
const ROOM: ReadonlyMap<string, number> = new Map([['feature', 465], ['section', 60], ['move', 150], ['deal', 60]]);

/**
 * Ids of metrics by name, making those that are new in the order given while their family has room; without it a name
 * is left out. Under the drain lock, so the next id is one more than the largest.
 */
export async function metricIds(tx: Tx, names: ReadonlySet<string>): Promise<Map<string, number>> {
  const ids = new Map<string, number>();
  const taken = new Map<string, number>();
  const take = (family: string): void => void taken.set(family, (taken.get(family) ?? 0) + 1);
  let lastId = 0;
  for (const row of await tx.query<{ id: number; key: string }>('SELECT id, key FROM metric WHERE workspace_id = $1', [tx.workspaceId])) {
    ids.set(row.key, row.id);
    take(familyOf(row.key));
    lastId = Math.max(lastId, row.id);
  }
  const made: { id: number; key: string }[] = [];
  for (const key of names) {
    const family = familyOf(key);
    if (ids.has(key) || (taken.get(family) ?? 0) >= (ROOM.get(family) ?? Infinity)) continue;
    take(family);
    made.push({ id: (lastId += 1), key });
    ids.set(key, lastId);
  }
  if (made.length > 0) {
    await tx.query('INSERT INTO metric (workspace_id, id, key) SELECT $1, id, key FROM json_to_recordset($2) AS m(id int, key text)', [tx.workspaceId, JSON.stringify(made)]);
  }
  return ids;
}

function familyOf(key: string): string {
  return key.slice(0, Math.max(0, key.indexOf(':')));
}

import { metricsOf } from '@kelvin/profile';
import type { Tx } from '../../platform/db/db.ts';
import type { FlaggedEvent } from '../20-normalise/drain-items.shape.ts';

/** Facets such as features beyond this many are counted with their meaning only. */
const MAX_METRICS = 500;

interface DayCount {
  profileId: string;
  day: number;
  metric: string;
  n: number;
  total: number;
}

/**
 * Adds the events to their profiles' daily counts. An order counts once a day, however many lines it came in:
 * its id is entered beside, and only new ids add to n, while every line adds its money.
 */
export async function countDays(tx: Tx, events: readonly FlaggedEvent[]): Promise<void> {
  const counted = events.filter((item) => item.noise === null && item.event.kind !== 'identify' && item.event.kind !== 'group' && item.event.kind !== 'alias');
  if (counted.length === 0) return;
  const newOrders = await enterOrders(tx, counted);
  const counts = new Map<string, DayCount>();
  for (const item of counted) {
    const orderKey = orderKeyOf(item);
    const n = orderKey === null || newOrders.delete(orderKey) ? 1 : 0;
    for (const { metric, total } of metricsOf(item.meaning, item.event)) {
      const key = `${item.profileId}${item.day}/${metric}`;
      const count = counts.get(key);
      if (count) {
        count.n += n;
        count.total += total;
      } else {
        counts.set(key, { profileId: item.profileId, day: item.day, metric, n, total });
      }
    }
  }
  await writeCounts(tx, [...counts.values()]);
}

function orderKeyOf(item: FlaggedEvent): string | null {
  return item.meaning === 'order' && item.event.orderId !== null ? `${item.profileId}/${item.day}/${item.event.orderId}` : null;
}

async function enterOrders(tx: Tx, events: readonly FlaggedEvent[]): Promise<Set<string>> {
  const orders = new Map<string, { profile_id: string; day: number; order_id: string }>();
  for (const item of events) {
    const key = orderKeyOf(item);
    if (key !== null) orders.set(key, { profile_id: item.profileId, day: item.day, order_id: item.event.orderId! });
  }
  if (orders.size === 0) return new Set();
  const rows = await tx.query<{ key: string }>(`
    INSERT INTO order_day (workspace_id, profile_id, day, order_id)
    SELECT $1, profile_id, day, order_id FROM json_to_recordset($2) AS o(profile_id uuid, day int, order_id text) ORDER BY profile_id, day, order_id COLLATE "C"
    ON CONFLICT DO NOTHING RETURNING profile_id::text || '/' || day::text || '/' || order_id AS key`, [tx.workspaceId, JSON.stringify([...orders.values()])]);
  return new Set(rows.map((row) => row.key));
}

async function writeCounts(tx: Tx, counts: readonly DayCount[]): Promise<void> {
  const ids = await metricIds(tx, new Set(counts.map((count) => count.metric)));
  const rows = counts.filter((count) => ids.has(count.metric)).map((count) => ({ profile_id: count.profileId, day: count.day, metric_id: ids.get(count.metric)!, n: count.n, total: count.total }));
  await tx.query(`
    INSERT INTO profile_day (workspace_id, profile_id, day, metric_id, n, total)
    SELECT $1, profile_id, day, metric_id, n, total FROM json_to_recordset($2) AS d(profile_id uuid, day int, metric_id int, n int, total float8)
     ORDER BY profile_id, day, metric_id
    ON CONFLICT (workspace_id, profile_id, day, metric_id) DO UPDATE SET n = profile_day.n + excluded.n, total = profile_day.total + excluded.total`,
  [tx.workspaceId, JSON.stringify(rows)]);
}

/** Ids of metrics by name, making those that are new. Under the drain lock, so the next id is one more than the largest. */
export async function metricIds(tx: Tx, names: ReadonlySet<string>): Promise<Map<string, number>> {
  const ids = new Map<string, number>();
  let lastId = 0;
  for (const row of await tx.query<{ id: number; key: string }>('SELECT id, key FROM metric WHERE workspace_id = $1', [tx.workspaceId])) {
    ids.set(row.key, row.id);
    lastId = Math.max(lastId, row.id);
  }
  const made = [...names].filter((name) => !ids.has(name)).sort().slice(0, Math.max(0, MAX_METRICS - ids.size)).map((key) => ({ id: (lastId += 1), key }));
  if (made.length > 0) {
    await tx.query('INSERT INTO metric (workspace_id, id, key) SELECT $1, id, key FROM json_to_recordset($2) AS m(id int, key text)', [tx.workspaceId, JSON.stringify(made)]);
    for (const row of made) ids.set(row.key, row.id);
  }
  return ids;
}

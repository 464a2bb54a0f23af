import type pg from 'pg';
import type { SentEvent } from './load-client.ts';

/** One promise and how often it was broken; 0 is kept. */
export interface Check {
  readonly promise: string;
  readonly broken: number;
  readonly example: string;
}

/** Holds the database against the client's own log. Every figure is counted from rows, none taken from a tally alone. */
export async function verify(owner: pg.Client, workspaceId: string, acknowledged: ReadonlyMap<string, SentEvent>): Promise<Check[]> {
  return [
    ...(await checkEvents(owner, workspaceId, acknowledged)),
    await checkDays(owner, workspaceId, acknowledged),
    ...(await checkEquation(owner, workspaceId)),
    ...(await checkScores(owner, workspaceId)),
  ];
}

async function checkEvents(owner: pg.Client, workspaceId: string, acknowledged: ReadonlyMap<string, SentEvent>): Promise<Check[]> {
  const { rows } = await owner.query<{ message_id: string; key: string; n: number }>(`
    SELECT e.message_id, min(p.key) AS key, count(*)::int AS n FROM event e JOIN profile p ON p.workspace_id = e.workspace_id AND p.id = e.profile_id
     WHERE e.workspace_id = $1 GROUP BY e.message_id`, [workspaceId]);
  const stored = new Map(rows.map((row) => [row.message_id, row]));
  return [
    collect('every acknowledged event is stored', [...acknowledged.keys()].filter((id) => !stored.has(id))),
    collect('every event is stored once', rows.filter(({ n }) => n !== 1).map((row) => `${row.message_id} × ${row.n}`)),
    collect('nothing is stored that was not sent', rows.filter(({ message_id: id }) => !acknowledged.has(id)).map((row) => row.message_id)),
    collect('every event belongs to its sender', rows.filter((row) => acknowledged.has(row.message_id) && !row.key.endsWith(acknowledged.get(row.message_id)!.userId)).map((row) => `${row.message_id} at ${row.key}`)),
  ];
}

/** Daily counts as the client knows them: by customer, day and the meaning that the product gave the name. */
async function checkDays(owner: pg.Client, workspaceId: string, acknowledged: ReadonlyMap<string, SentEvent>): Promise<Check> {
  const { rows: types } = await owner.query<{ name: string; metric: string }>(
    `SELECT name, coalesce(meaning, 'other') AS metric FROM event_type WHERE workspace_id = $1 AND kind = 'track'`, [workspaceId]);
  const metricOf = new Map(types.map(({ name, metric }) => [name, metric]));
  const wanted = new Map<string, number>();
  for (const event of acknowledged.values()) {
    const key = `${event.userId} day ${event.day} ${metricOf.get(event.name)}`;
    wanted.set(key, (wanted.get(key) ?? 0) + 1);
  }
  const { rows } = await owner.query<{ key: string; day: number; metric: string; n: number }>(`
    SELECT p.key, d.day, m.key AS metric, sum(d.n)::int AS n FROM profile_day d
      JOIN profile p ON p.workspace_id = d.workspace_id AND p.id = d.profile_id
      JOIN metric m ON m.workspace_id = d.workspace_id AND m.id = d.metric_id
     WHERE d.workspace_id = $1 GROUP BY 1, 2, 3`, [workspaceId]);
  const wrong: string[] = [];
  for (const row of rows) {
    const key = `${row.key} day ${row.day} ${row.metric}`;
    if (wanted.get(key) !== row.n) wrong.push(`${key}: counted ${row.n}, sent ${wanted.get(key) ?? 0}`);
    wanted.delete(key);
  }
  for (const [key, n] of wanted) wrong.push(`${key}: counted 0, sent ${n}`);
  return collect('every daily count is what was sent', wrong);
}

async function checkEquation(owner: pg.Client, workspaceId: string): Promise<Check[]> {
  const { rows } = await owner.query<Record<'received' | 'events' | 'processed' | 'rejected' | 'parked' | 'duplicates' | 'pending' | 'without_key', number>>(`
    SELECT (SELECT coalesce(sum(items), 0) FROM delivery WHERE workspace_id = $1)::int AS received,
           (SELECT count(*) FROM event WHERE workspace_id = $1)::int AS events,
           (SELECT coalesce(sum(processed), 0) FROM intake_outcome WHERE workspace_id = $1)::int AS processed,
           (SELECT count(*) FROM rejected_item WHERE workspace_id = $1)::int AS rejected,
           (SELECT count(*) FROM parked_item WHERE workspace_id = $1)::int AS parked,
           (SELECT coalesce(sum(duplicates), 0) FROM intake_outcome WHERE workspace_id = $1)::int AS duplicates,
           (SELECT coalesce(sum(items), 0) FROM delivery_pending WHERE workspace_id = $1)::int AS pending,
           (SELECT count(*) FROM event_key WHERE workspace_id = $1)::int - (SELECT count(*) FROM event WHERE workspace_id = $1)::int AS without_key`, [workspaceId]);
  const { received, events, processed, rejected, parked, duplicates, pending, without_key: withoutKey } = rows[0]!;
  const equation = `${received} received = ${events} processed + ${rejected} rejected + ${parked} parked + ${duplicates} duplicates + ${pending} pending`;
  return [
    { promise: 'received = processed + rejected + parked + duplicates + pending', broken: Math.abs(received - events - rejected - parked - duplicates - pending), example: equation },
    { promise: 'the tally of processed items agrees with the events', broken: Math.abs(processed - events), example: `${processed} and ${events}` },
    { promise: 'nothing was parked or rejected', broken: parked + rejected, example: '' },
    { promise: 'every key has its event', broken: Math.abs(withoutKey), example: '' },
  ];
}

async function checkScores(owner: pg.Client, workspaceId: string): Promise<Check[]> {
  const { rows: stale } = await owner.query<{ customer_id: string }>('SELECT customer_id FROM customer_stale WHERE workspace_id = $1', [workspaceId]);
  const { rows: behind } = await owner.query<{ id: string }>(`
    SELECT c.id FROM customer c
      JOIN profile p ON p.workspace_id = c.workspace_id AND p.customer_id = c.id
      JOIN event e ON e.workspace_id = c.workspace_id AND e.profile_id = p.id
      LEFT JOIN score s ON s.workspace_id = c.workspace_id AND s.customer_id = c.id
     WHERE c.workspace_id = $1 GROUP BY c.id, s.scored_at, c.scored_at, c.hundredths, s.hundredths
    HAVING s.scored_at IS NULL OR s.scored_at < max(e.processed_at) OR c.scored_at IS DISTINCT FROM s.scored_at OR c.hundredths IS DISTINCT FROM s.hundredths`, [workspaceId]);
  return [
    collect('no customer waits for a score', stale.map((row) => row.customer_id)),
    collect('every customer was scored after his last event', behind.map((row) => row.id)),
  ];
}

function collect(promise: string, broken: readonly string[]): Check {
  return { promise, broken: broken.length, example: broken.slice(0, 3).join('; ') };
}

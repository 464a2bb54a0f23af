import type { Tx } from '../../platform/db/db.ts';
import { metricIds } from './metric-ids.ts';

/** What is to be added to one profile's day; `n` below zero takes away what turned out otherwise. */
export interface DayCount {
  readonly profileId: string;
  readonly day: number;
  readonly metric: string;
  n: number;
  total: number;
  /** Parts of the day in which it was, bits as of `dayPartBit`. */
  parts: number;
}

const COLUMNS = 'profile_id uuid, day int, metric_id int, n int, total float8, parts int2';

/** Adds counts to the daily counts, at most one for each profile, day and metric. Metrics without room are left out. */
export async function writeDayCounts(tx: Tx, counts: readonly DayCount[]): Promise<void> {
  const added = counts.filter((count) => count.n >= 0);
  const ids = await metricIds(tx, new Set(added.map((count) => count.metric)));
  const toRows = (some: readonly DayCount[]): string => JSON.stringify(some.flatMap((count) => {
    const metricId = ids.get(count.metric);
    return metricId === undefined ? [] : [{ profile_id: count.profileId, day: count.day, metric_id: metricId, n: count.n, total: count.total, parts: count.parts === 0 ? null : count.parts }];
  }));
  if (added.length > 0) {
    await tx.query(`
      INSERT INTO profile_day (workspace_id, profile_id, day, metric_id, n, total, parts)
      SELECT $1, profile_id, day, metric_id, n, total, parts FROM json_to_recordset($2) AS d(${COLUMNS})
       ORDER BY profile_id, day, metric_id
      ON CONFLICT (workspace_id, profile_id, day, metric_id) DO UPDATE SET n = profile_day.n + excluded.n, total = profile_day.total + excluded.total,
        parts = coalesce(profile_day.parts | excluded.parts, profile_day.parts, excluded.parts)`,
    [tx.workspaceId, toRows(added)]);
  }
  if (added.length < counts.length) await takeAway(tx, toRows(counts.filter((count) => count.n < 0)));
}

/** A count that comes to nothing leaves no row, as if it had never been. What was never counted is not taken away either. */
async function takeAway(tx: Tx, rows: string): Promise<void> {
  const SAME = 'd.workspace_id = $1 AND d.profile_id = c.profile_id AND d.day = c.day AND d.metric_id = c.metric_id';
  await tx.query(`DELETE FROM profile_day d USING json_to_recordset($2) AS c(${COLUMNS}) WHERE ${SAME} AND d.n + c.n <= 0`, [tx.workspaceId, rows]);
  await tx.query(`UPDATE profile_day d SET n = d.n + c.n FROM json_to_recordset($2) AS c(${COLUMNS}) WHERE ${SAME}`, [tx.workspaceId, rows]);
}

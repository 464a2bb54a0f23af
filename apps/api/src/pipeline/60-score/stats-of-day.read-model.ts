import type { DayNumber } from '@kelvin/kernel';
import { EMPTY_WORKSPACE_STATS, WorkspaceHistory, workspaceStatsSchema, type MetricIndex, type WorkspaceStats } from '@kelvin/scoring';
import type { Tx } from '../../platform/db/db.ts';
import { eachCustomerWithRows } from '../50-features/gather-rows.read-model.ts';

/** A young workspace grows past its figures within the day: they are made anew when it has this many times the customers. */
const REFRESH_AT_GROWTH = 1.5;
/** Up to this many customers the figures are made anew at once; above, growth waits for the next day's sweep. */
const SMALL_WORKSPACE = 5_000;

/** The figures as they are stored, of whichever day; those of an empty workspace before the first scoring. For screens: it writes nothing. */
export async function storedStats(tx: Tx): Promise<WorkspaceStats> {
  const [row] = await tx.query<{ stats: unknown }>('SELECT stats FROM workspace_stats WHERE workspace_id = $1', [tx.workspaceId]);
  return row ? workspaceStatsSchema.parse(row.stats) : EMPTY_WORKSPACE_STATS;
}

/**
 * The workspace's figures as of a day: stored ones, made at the first scoring of all and anew while a young workspace still
 * grows fast. When a day has ended, those of the day before serve until the day sweep has made the new ones: the day they
 * are stored under tells the sweep that it has been there, so nobody else may move it on.
 */
export async function statsOfDay(tx: Tx, asOfDay: DayNumber, index: MetricIndex, now: Date): Promise<WorkspaceStats> {
  const [row] = await tx.query<{ as_of_day: number; stats: unknown; customers: number }>(`
    SELECT s.as_of_day, s.stats, (SELECT count(*)::int FROM (SELECT 1 FROM customer WHERE workspace_id = $1 AND merged_into IS NULL AND NOT is_visitor AND NOT is_excluded LIMIT $2) c) AS customers
      FROM workspace_stats s WHERE s.workspace_id = $1`, [tx.workspaceId, SMALL_WORKSPACE]);
  if (!row || row.as_of_day > asOfDay) return computeStats(tx, asOfDay, index, now);
  const stats = workspaceStatsSchema.parse(row.stats);
  const hasOutgrown = row.customers < SMALL_WORKSPACE && row.customers > REFRESH_AT_GROWTH * stats.customers;
  return hasOutgrown ? computeStats(tx, row.as_of_day, index, now) : stats;
}

/** Makes the figures of a day from everybody's rows and stores them. */
export async function computeStats(tx: Tx, asOfDay: DayNumber, index: MetricIndex, now: Date): Promise<WorkspaceStats> {
  const history = new WorkspaceHistory(index);
  for await (const { rows } of eachCustomerWithRows(tx, asOfDay)) for (const customer of rows.values()) history.add(customer);
  const stats = history.span === null ? EMPTY_WORKSPACE_STATS : { ...history.statsAt(asOfDay), orderLaw: history.orderLawAt(asOfDay) };
  await tx.query(`
    INSERT INTO workspace_stats (workspace_id, as_of_day, stats, computed_at) VALUES ($1, $2, $3, $4)
    ON CONFLICT (workspace_id) DO UPDATE SET as_of_day = excluded.as_of_day, stats = excluded.stats, computed_at = excluded.computed_at`,
  [tx.workspaceId, asOfDay, JSON.stringify(stats), now]);
  return stats;
}

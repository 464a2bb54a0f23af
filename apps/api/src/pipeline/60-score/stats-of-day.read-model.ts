import { isDeepStrictEqual } from 'node:util';
import type { DayNumber } from '@kelvin/kernel';
import { EMPTY_WORKSPACE_STATS, WorkspaceHistory, workspaceStatsSchema, type MetricIndex, type WorkspaceStats } from '@kelvin/scoring';
import type { Tx } from '../../platform/db/db.ts';
import { eachCustomerWithRows } from '../50-features/gather-rows.read-model.ts';
import { markAllStale } from '../40-profile/stale-marks.port.ts';

/** Above this many customers growth waits for the next day's sweep. */
const SMALL_WORKSPACE = 5_000;
/** Up to this many customers the figures take a tenth of a second, and a tenth more customers make others of them. */
const TINY_WORKSPACE = 1_000;
/** Digits of a figure that count: money of a hundred million to the cent. */
const DIGITS = 10;
const GROWTH = { tiny: 1.1, small: 1.5 } as const;

/** The figures that are stored, and what tells whether they still serve. */
export interface KnownStats {
  readonly asOfDay: DayNumber;
  readonly stats: WorkspaceStats;
  /** What counts has changed since, or the workspace has outgrown them. */
  readonly isOutdated: boolean;
}

/** Customers counted as far as growth matters. The figures' own number has those alone who did something by their day. */
const CUSTOMERS_SQL = `(SELECT count(*)::int FROM (SELECT 1 FROM customer WHERE workspace_id = $1 AND merged_into IS NULL AND NOT is_visitor AND NOT is_excluded LIMIT ${SMALL_WORKSPACE}) c)`;

/** The figures as they are stored, of whichever day; those of an empty workspace before the first scoring. For screens: it writes nothing. */
export async function storedStats(tx: Tx): Promise<WorkspaceStats> {
  const [row] = await tx.query<{ stats: unknown }>('SELECT stats FROM workspace_stats WHERE workspace_id = $1', [tx.workspaceId]);
  return row ? workspaceStatsSchema.parse(row.stats) : EMPTY_WORKSPACE_STATS;
}

/** What is stored; null before the first scoring of all. */
export async function findKnownStats(tx: Tx): Promise<KnownStats | null> {
  const [row] = await tx.query<{ as_of_day: number; stats: unknown; is_changed: boolean; of_customers: number; customers: number }>(`
    SELECT as_of_day, stats, revision <> made_of_revision AS is_changed, of_customers, ${CUSTOMERS_SQL} AS customers FROM workspace_stats WHERE workspace_id = $1`, [tx.workspaceId]);
  if (!row) return null;
  const growth = row.customers < TINY_WORKSPACE ? GROWTH.tiny : GROWTH.small;
  const hasOutgrown = row.customers < SMALL_WORKSPACE && row.customers > growth * row.of_customers;
  return { asOfDay: row.as_of_day, stats: workspaceStatsSchema.parse(row.stats), isOutdated: row.is_changed || hasOutgrown };
}

/**
 * The workspace's figures as of a day: stored ones, made at the first scoring of all. When a day has ended, those of the day before
 * serve until the day sweep has made the new ones: the day they are stored under tells the sweep that it has been there, so nobody
 * else may move it on.
 */
export async function statsOfDay(tx: Tx, known: KnownStats | null, asOfDay: DayNumber, index: MetricIndex, now: Date): Promise<WorkspaceStats> {
  return known === null || known.asOfDay > asOfDay ? computeStats(tx, asOfDay, index, now) : known.stats;
}

/**
 * Makes outdated figures anew, of the day that they are stored under. Where they come out other than they were, everybody is marked:
 * who was measured against the old ones would differ from the others until the next day.
 */
export async function refreshStats(tx: Tx, asOfDay: DayNumber, index: MetricIndex, now: Date): Promise<void> {
  const known = await findKnownStats(tx);
  if (!known?.isOutdated) return;
  const stats = await computeStats(tx, Math.min(known.asOfDay, asOfDay), index, now);
  if (!isDeepStrictEqual({ ...stats, customers: 0 }, { ...known.stats, customers: 0 })) await markAllStale(tx, 'definition', now);
}

/** Makes the figures of a day from everybody's rows and stores them. What changes meanwhile outdates them again. */
export async function computeStats(tx: Tx, asOfDay: DayNumber, index: MetricIndex, now: Date): Promise<WorkspaceStats> {
  const [before] = await tx.query<{ revision: number; customers: number }>(`SELECT coalesce((SELECT revision FROM workspace_stats WHERE workspace_id = $1), 0) AS revision, ${CUSTOMERS_SQL} AS customers`, [tx.workspaceId]);
  const history = new WorkspaceHistory(index);
  for await (const { rows } of eachCustomerWithRows(tx, asOfDay)) for (const customer of rows.values()) history.add(customer);
  const stats = steady(history.span === null ? EMPTY_WORKSPACE_STATS : { ...history.statsAt(asOfDay), orderLaw: history.orderLawAt(asOfDay) });
  await tx.query(`
    INSERT INTO workspace_stats (workspace_id, as_of_day, stats, computed_at, made_of_revision, of_customers) VALUES ($1, $2, $3, $4, $5, $6)
    ON CONFLICT (workspace_id) DO UPDATE SET as_of_day = excluded.as_of_day, stats = excluded.stats, computed_at = excluded.computed_at,
       made_of_revision = excluded.made_of_revision, of_customers = excluded.of_customers`,
  [tx.workspaceId, asOfDay, JSON.stringify(stats), now, before!.revision, before!.customers]);
  return stats;
}

/** Sums of the same amounts in another order differ in their last digits: rounded, the same days make the same figures. */
function steady(stats: WorkspaceStats): WorkspaceStats {
  return workspaceStatsSchema.parse(JSON.parse(JSON.stringify(stats, (_key, value: unknown) => (typeof value === 'number' ? Number(value.toPrecision(DIGITS)) : value))));
}

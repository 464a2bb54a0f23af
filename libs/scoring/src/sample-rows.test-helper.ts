import { type BandFacts } from './rules/dangers.ts';
import { collectFacts } from './rules/customer-facts.ts';
import { type NamedDayRow, packDayRows } from './day-rows.ts';
import { MetricIndex } from './metric-index.ts';
import { MetricRoles } from './rules/metric-roles.ts';
import { EMPTY_WORKSPACE_STATS, type WorkspaceStats } from './rules/workspace-stats.ts';

/** Today in these tests: 2026-01-01. */
export const TODAY = 20_454;

/** A row so many days before {@link TODAY}. */
export function ago(days: number, metric: string, n = 1, total = 0): NamedDayRow {
  return { day: TODAY - days, metric, n, total };
}

/** A workspace whose customers usually come back within four days. */
export const STATS: WorkspaceStats = { ...EMPTY_WORKSPACE_STATS, customers: 100, gapDays: 4 };

/** Band facts of somebody active daily and rather warm; each test states what matters. */
export function aBandFacts(overrides: Partial<BandFacts> = {}, rows: readonly NamedDayRow[] = [ago(60, 'visit'), ago(0, 'visit')], asOfDay = TODAY): BandFacts {
  const index = new MetricIndex();
  const packed = packDayRows(rows, index);
  return {
    asOfDay, facts: collectFacts(new MetricRoles(index), packed, packed.days.length, asOfDay),
    points: 50, points30DaysAgo: 50, peakPoints: 50, usualGapDays: 4, silence: 0,
    hasRunningSubscription: false, isTopValue: false, renewalDay: null, leaves: null, buys: null,
    ...overrides,
  };
}

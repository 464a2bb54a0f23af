import type { DayNumber } from '@kelvin/kernel';
import type { MetricIndex } from './metric-index.ts';

/**
 * What a customer did, one row per day and metric, as parallel arrays sorted by day (ascending).
 * Several rows of one day and metric are added up, so profiles of one customer may simply be merged by day.
 */
export interface DayRows {
  /** Day numbers in the workspace's zone. */
  readonly days: ArrayLike<number>;
  /** Ids of a {@link MetricIndex}. */
  readonly metrics: ArrayLike<number>;
  /** How often that day. */
  readonly counts: ArrayLike<number>;
  /** Money of that day in the workspace's currency (0 where the metric has none; refunds positive). */
  readonly totals: ArrayLike<number>;
  /** Parts of that day in which it was, as `dayPartBit` of the kernel says; 0 where only the date is known, or nobody asked. */
  readonly parts: ArrayLike<number>;
}

/** One row by name, as a test or an importer writes it. */
export interface NamedDayRow {
  readonly day: DayNumber;
  readonly metric: string;
  readonly n?: number;
  readonly total?: number;
  readonly parts?: number;
}

/** Rows of nobody. */
export const NO_ROWS: DayRows = { days: [], metrics: [], counts: [], totals: [], parts: [] };

/** Packs rows in any order into sorted parallel arrays. */
export function packDayRows(rows: readonly NamedDayRow[], index: MetricIndex): DayRows {
  const sorted = [...rows].sort((a, b) => a.day - b.day);
  return {
    days: Int32Array.from(sorted, (row) => row.day),
    metrics: Int32Array.from(sorted, (row) => index.intern(row.metric)),
    counts: Float64Array.from(sorted, (row) => row.n ?? 1),
    totals: Float64Array.from(sorted, (row) => row.total ?? 0),
    parts: Uint8Array.from(sorted, (row) => row.parts ?? 0),
  };
}

/** How many rows lie on or before a day: later ones must not reach a score as of that day. */
export function rowsUntil(rows: DayRows, asOfDay: DayNumber): number {
  let low = 0;
  let high = rows.days.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (rows.days[middle]! <= asOfDay) low = middle + 1;
    else high = middle;
  }
  return low;
}

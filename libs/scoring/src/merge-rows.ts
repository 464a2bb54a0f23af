import type { DayRows } from './day-rows.ts';

/** Rows of one metric put in among others, by day: what a filtered outcome counts, beside what the meanings count. */
export function withMetric(rows: DayRows, metric: number, days: ArrayLike<number>, counts: ArrayLike<number>): DayRows {
  const length = rows.days.length + days.length;
  const merged = { days: new Int32Array(length), metrics: new Int32Array(length), counts: new Float64Array(length), totals: new Float64Array(length), parts: new Uint8Array(length) };
  let old = 0;
  let added = 0;
  for (let at = 0; at < length; at++) {
    const isOld = added === days.length || (old < rows.days.length && rows.days[old]! <= days[added]!);
    merged.days[at] = isOld ? rows.days[old]! : days[added]!;
    merged.metrics[at] = isOld ? rows.metrics[old]! : metric;
    merged.counts[at] = isOld ? rows.counts[old]! : counts[added]!;
    merged.totals[at] = isOld ? rows.totals[old]! : 0;
    merged.parts[at] = isOld ? rows.parts[old]! : 0;
    if (isOld) old++;
    else added++;
  }
  return merged;
}

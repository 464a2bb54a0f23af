import type { DayNumber } from '@kelvin/kernel';

/**
 * Shares out an exact total over days by weight: each day gets the difference of the rounded running sums,
 * so that the days add up to the total whatever the weights.
 */
export function dailyQuota(firstDay: DayNumber, lastDay: DayNumber, total: number, weightOf: (day: DayNumber) => number): ReadonlyMap<DayNumber, number> {
  let sum = 0;
  for (let day = firstDay; day <= lastDay; day += 1) sum += weightOf(day);
  const quota = new Map<DayNumber, number>();
  let running = 0;
  let given = 0;
  for (let day = firstDay; day <= lastDay; day += 1) {
    running += weightOf(day);
    const until = Math.round((running / sum) * total);
    quota.set(day, until - given);
    given = until;
  }
  return quota;
}

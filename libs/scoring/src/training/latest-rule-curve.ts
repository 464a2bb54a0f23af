import { fitRuleCurve, type RuleCurve } from '../evaluation/from-rules.ts';
import { LEAST_OUTCOMES, type MissingOutcomes } from '../evaluation/least-outcomes.ts';
import type { Snapshots } from './snapshots.ts';

/** With so many of each label two parameters hold still; older snapshots would only add how common the outcome used to be. */
const ENOUGH_OUTCOMES = 200;

/**
 * The curve over the rule score, from the latest snapshots: from the last one back, until there are 200 with the outcome and
 * 200 without it, of 40 customers each, or no more days. How common an outcome is moves with the season and with the age of a workspace, and a
 * curve of two parameters knows of no other change; so old snapshots make it worse where the rate moves, and hardly better where
 * it does not.
 */
export function fitLatestRuleCurve({ points, labels, days, customers }: Pick<Snapshots, 'points' | 'labels' | 'days' | 'customers'>, isAbsence: boolean): RuleCurve | { missing: MissingOutcomes } {
  const from = firstDayNeeded(labels, days, customers);
  const isRecent = (_value: number, row: number): boolean => days[row]! >= from;
  return fitRuleCurve(points.filter(isRecent), labels.filter(isRecent), isAbsence ? 'falls' : 'rises', customers.filter(isRecent));
}

function firstDayNeeded(labels: Uint8Array, days: Int32Array, customers: Int32Array): number {
  const byDay = new Map<number, number[]>();
  days.forEach((day, row) => {
    const ofDay = byDay.get(day);
    if (ofDay) ofDay.push(row);
    else byDay.set(day, [row]);
  });
  const rows: [number, number] = [0, 0];
  const people = [new Set<number>(), new Set<number>()] as const;
  for (const [day, ofDay] of [...byDay].sort(([a], [b]) => b - a)) {
    for (const row of ofDay) {
      const label = labels[row] as 0 | 1;
      rows[label] += 1;
      people[label].add(customers[row]!);
    }
    if (Math.min(...rows) >= ENOUGH_OUTCOMES && Math.min(...people.map(({ size }) => size)) >= LEAST_OUTCOMES) return day;
  }
  return -Infinity;
}

import { fitRuleCurve, type RuleCurve } from '../evaluation/from-rules.ts';
import type { MissingOutcomes } from '../evaluation/least-outcomes.ts';
import type { Snapshots } from './snapshots.ts';

/** With so many of each label two parameters hold still; older snapshots would only add how common the outcome used to be. */
const ENOUGH_OUTCOMES = 200;

/**
 * The curve over the rule score, from the latest snapshots: from the last one back, until there are 200 with the outcome and
 * 200 without it, or no more days. How common an outcome is moves with the season and with the age of a workspace, and a
 * curve of two parameters knows of no other change; so old snapshots make it worse where the rate moves, and hardly better where
 * it does not.
 */
export function fitLatestRuleCurve({ points, labels, days }: Pick<Snapshots, 'points' | 'labels' | 'days'>, isAbsence: boolean): RuleCurve | { missing: MissingOutcomes } {
  const from = firstDayNeeded(labels, days);
  const isRecent = (_value: number, row: number): boolean => days[row]! >= from;
  return fitRuleCurve(points.filter(isRecent), labels.filter(isRecent), isAbsence ? 'falls' : 'rises');
}

function firstDayNeeded(labels: Uint8Array, days: Int32Array): number {
  const byDay = new Map<number, [number, number]>();
  labels.forEach((label, row) => {
    const counts = byDay.get(days[row]!) ?? [0, 0];
    counts[label as 0 | 1] += 1;
    byDay.set(days[row]!, counts);
  });
  const ofDay = [...byDay].sort(([a], [b]) => b - a);
  let [without, withIt] = [0, 0];
  for (const [day, counts] of ofDay) {
    without += counts[0];
    withIt += counts[1];
    if (Math.min(without, withIt) >= ENOUGH_OUTCOMES) return day;
  }
  return -Infinity;
}

import { describe, expect, it } from 'vitest';
import { seededRandom } from '../engines/random.ts';
import { chanceFromRules } from '../evaluation/from-rules.ts';
import { fitLatestRuleCurve } from './latest-rule-curve.ts';

/** Snapshots of 600 customers a day, of whom so many of a hundred have the outcome, rising with the points. */
function snapshots(percentByDay: readonly number[]) {
  const random = seededRandom(1);
  const rows = percentByDay.flatMap((percent, day) => Array.from({ length: 600 }, () => ({ day, points: 100 * random.next(), percent })));
  return {
    customers: Int32Array.from(rows, (_row, at) => at % 600), days: Int32Array.from(rows, ({ day }) => day), points: Float64Array.from(rows, ({ points }) => points),
    labels: Uint8Array.from(rows, ({ points, percent }) => (random.next() < (percent / 100) * (0.5 + points / 100) ? 1 : 0)),
  };
}
const meanChance = (percentByDay: readonly number[]) => {
  const curve = fitLatestRuleCurve(snapshots(percentByDay), false);
  if ('missing' in curve) return null;
  return Array.from({ length: 100 }, (_unused, at) => chanceFromRules(curve, at + 0.5)).reduce((sum, chance) => sum + chance, 0) / 100;
};

describe('fitLatestRuleCurve', () => {
  it('follows the rate of the latest snapshot where that has enough outcomes', () => {
    expect(meanChance([10, 10, 55])).toBeCloseTo(0.55, 1);
    expect(meanChance([5, 5, 40])).toBeCloseTo(0.4, 1);
  });

  it('goes back as far as it must for two hundred of each', () => {
    // About sixty of a day, so four days are enough; the first one has five hundred.
    const curve = fitLatestRuleCurve(snapshots([90, 10, 10, 10, 10, 10, 10]), false);
    if ('missing' in curve) throw new Error('a curve was expected');
    expect(curve.positives).toBeGreaterThanOrEqual(200);
    expect(curve.positives).toBeLessThan(320);
  });

  it('goes back further where those are of too few customers', () => {
    // Two hundred of each on the last day, all of them one customer's; forty others the day before.
    const rows = [...Array.from({ length: 400 }, (_unused, at) => ({ day: 2, customer: 0, label: at % 2 })), ...Array.from({ length: 80 }, (_unused, at) => ({ day: 1, customer: at, label: at % 2 }))];
    const curve = fitLatestRuleCurve({
      days: Int32Array.from(rows, ({ day }) => day), customers: Int32Array.from(rows, ({ customer }) => customer), labels: Uint8Array.from(rows, ({ label }) => label), points: Float64Array.from(rows, (_row, at) => at % 100),
    }, false);
    expect(curve).toMatchObject({ positives: 240, negatives: 240 });
  });

  it('takes all there is where that is little, and says what is missing', () => {
    expect(fitLatestRuleCurve(snapshots([5, 5]), false)).toMatchObject({ positives: expect.any(Number) });
    expect(fitLatestRuleCurve(snapshots([0.5]), false)).toMatchObject({ missing: { negatives: 0 } });
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lastTestDay, planSnapshots, trainingSpanDays } from './plan-snapshots.ts';

describe('planSnapshots', () => {
  it('lets no label of training reach beyond the test day, and none of the comparison beyond the validation day', () => {
    let planned = 0;
    fc.assert(fc.property(fc.integer({ min: -500, max: 500 }), fc.integer({ min: 0, max: 1_500 }), fc.integer({ min: 1, max: 365 }), (firstDay, historyDays, horizonDays) => {
      const testDay = firstDay + historyDays;
      const plan = planSnapshots({ firstDay, testDay, horizonDays });
      expect(plan === null).toBe(historyDays < 2 * horizonDays + 14);
      if (!plan) return;
      planned += 1;
      const { comparisonDays, validationDay, trainingDays } = plan;
      for (const day of trainingDays) expect(day + horizonDays).toBeLessThanOrEqual(testDay);
      for (const day of comparisonDays) expect(day + horizonDays).toBeLessThanOrEqual(validationDay);
      for (const day of [...comparisonDays, ...trainingDays]) expect(day).toBeGreaterThanOrEqual(firstDay + 14);
      expect(trainingDays.at(-1)).toBe(validationDay);
      for (const days of [comparisonDays, trainingDays]) {
        expect(days.length).toBeLessThanOrEqual(8);
        expect(days).toEqual([...new Set(days)].sort((a, b) => a - b));
      }
    }));
    expect(planned).toBeGreaterThan(20);
  });

  it('looks no further back than the data that a training loads', () => {
    for (let horizonDays = 1; horizonDays <= 365; horizonDays += 1) {
      const lastDay = 5_000;
      const { comparisonDays } = planSnapshots({ firstDay: 0, testDay: lastTestDay(lastDay, horizonDays), horizonDays })!;
      expect(comparisonDays).toHaveLength(8);
      expect(comparisonDays[0]).toBeGreaterThanOrEqual(lastDay - trainingSpanDays(horizonDays));
    }
  });

  it('steps a third of the horizon, and never less than a week', () => {
    expect(planSnapshots({ firstDay: 0, testDay: 300, horizonDays: 90 })).toEqual({ comparisonDays: [30, 60, 90, 120], validationDay: 210, trainingDays: [30, 60, 90, 120, 150, 180, 210], testDay: 300 });
    expect(planSnapshots({ firstDay: 0, testDay: 43, horizonDays: 7 })!.trainingDays).toEqual([15, 22, 29, 36]);
  });
});

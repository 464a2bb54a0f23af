import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planRuleDays, planSnapshots } from './plan-snapshots.ts';
import { historyBeforeTest, whatIsMissing } from './what-is-missing.ts';

describe('whatIsMissing', () => {
  const enough = { positives: 40, negatives: 40 };
  it.each([
    ['nothing', 0, 100, 30, enough, null],
    ['outcomes', 0, 100, 30, { positives: 3, negatives: 90 }, { positives: 37, negatives: 0, historyDays: 0, modelHistoryDays: 0 }],
    ['others', 0, 100, 30, { positives: 90, negatives: 0 }, { positives: 0, negatives: 40, historyDays: 0, modelHistoryDays: 0 }],
    ['a model’s days are no hindrance to a curve', 0, 20, 30, enough, null],
    ['days', 0, 4, 30, enough, { positives: 0, negatives: 0, historyDays: 10, modelHistoryDays: 70 }],
    ['a year of data for an outcome within a year', 0, -2, 365, { positives: 0, negatives: 0 }, { positives: 40, negatives: 40, historyDays: 16, modelHistoryDays: 746 }],
    ['everything', Infinity, 100, 30, { positives: 0, negatives: 0 }, { positives: 40, negatives: 40, historyDays: 44, modelHistoryDays: 104 }],
  ])('%s', (_what, firstDay, testDay, horizonDays, counted, expected) => {
    expect(whatIsMissing({ firstDay, testDay, horizonDays }, counted)).toEqual(expected);
  });

  it('promises a curve and a model after exactly as many days as the plans of a run need', () => {
    fc.assert(fc.property(fc.integer({ min: -400, max: 1_500 }), fc.integer({ min: 1, max: 365 }), (testDay, horizonDays) => {
      const span = { firstDay: 0, testDay, horizonDays };
      const missing = whatIsMissing(span, { positives: 0, negatives: 0 })!;
      const after = (days: number) => ({ ...span, testDay: testDay + days });
      fc.pre(testDay >= -horizonDays);
      expect(planSnapshots(after(missing.modelHistoryDays))).not.toBeNull();
      expect(planRuleDays(after(missing.historyDays)).days).not.toEqual([]);
      if (missing.modelHistoryDays > 0) expect(planSnapshots(after(missing.modelHistoryDays - 1))).toBeNull();
      if (missing.historyDays > 0) expect(planRuleDays(after(missing.historyDays - 1)).days).toEqual([]);
      const { days, needed } = historyBeforeTest(span);
      expect(days >= needed).toBe(planSnapshots(span) !== null);
    }));
  });
});

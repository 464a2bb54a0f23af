import { describe, expect, it } from 'vitest';
import { packDayRows } from '../day-rows.ts';
import { MetricIndex } from '../metric-index.ts';
import { compileRules } from '../rules/compile-rules.ts';
import { B2C_PRESET } from '../rules/presets.ts';
import { TODAY } from '../sample-rows.test-helper.ts';
import { learnRuleCurve } from './learn-rule-curve.ts';
import { planRuleDays } from './plan-snapshots.ts';

/** Half of the people order every fifth day, the others ordered once; all known for so many days. */
function learn(people: number, historyDays: number, { isAbsence = false, horizonDays = 14 } = {}) {
  const metrics = new MetricIndex();
  const customers = Array.from({ length: people }, (_unused, who) => {
    const days = Array.from({ length: who % 2 === 0 ? Math.floor(historyDays / 5) + 1 : 1 }, (_each, at) => TODAY - historyDays + at * 5 + (who % 3));
    return {
      rows: packDayRows(days.map((day) => ({ day, metric: 'order', n: 1, total: 30 })), metrics), categories: [],
      comesTrue: (day: number, within: number) => days.some((each) => each > day && each <= day + within) !== isAbsence,
    };
  });
  return learnRuleCurve({ customers, metrics, rules: compileRules(B2C_PRESET, metrics), outcome: { name: 'orders', horizonDays, metrics: ['order'], isAbsence }, testDay: TODAY - horizonDays });
}

describe('learnRuleCurve', () => {
  it('learns from a history that is too short for a model', () => {
    expect(learn(100, 28)).toMatchObject({ curve: { positives: 50, negatives: 50 } });
    const learned = learn(100, 28);
    expect('curve' in learned && learned.curve.slope).toBeGreaterThan(0);
  });

  it('falls with the score for an absence', () => {
    const learned = learn(100, 40, { isAbsence: true });
    expect('curve' in learned && learned.curve.slope).toBeLessThan(0);
  });

  it.each([
    ['too few people', 20, 28, { positives: 30, negatives: 30, historyDays: 0, modelHistoryDays: 28 }],
    ['too few people, looked at eight times', 20, 90, { positives: 30, negatives: 30, historyDays: 0, modelHistoryDays: 0 }],
    ['too few days', 100, 27, { positives: 40, negatives: 40, historyDays: 1, modelHistoryDays: 29 }],
    ['nobody', 0, 28, { positives: 40, negatives: 40, historyDays: 28, modelHistoryDays: 56 }],
  ])('says what is missing: %s', (_what, people, historyDays, missing) => {
    expect(learn(people, historyDays)).toEqual({ missing });
  });
});

describe('planRuleDays', () => {
  it.each([
    ['eight at most, a week apart', 0, 200, 7, [151, 158, 165, 172, 179, 186, 193, 200], 0],
    ['a third of the horizon apart', 0, 60, 30, [20, 30, 40, 50, 60], 0],
    ['one, of a young history', 0, 14, 30, [14], 0],
    ['none yet', 0, 10, 30, [], 4],
    ['before the first day', 100, 60, 30, [], 44],
  ])('%s', (_what, firstDay, testDay, horizonDays, days, missingDays) => {
    expect(planRuleDays({ firstDay, testDay, horizonDays })).toEqual({ days, missingDays });
  });
});

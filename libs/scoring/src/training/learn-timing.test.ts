import { describe, expect, it } from 'vitest';
import type { Model } from '../engines/model.ts';
import { logisticEngine } from '../engines/logistic.ts';
import { learnTiming, planTiming, type TimingInput } from './learn-timing.ts';
import { AT_RANDOM, simulate } from './simulate-customers.test-helper.ts';
import type { Snapshots } from './snapshots.ts';

describe('planTiming', () => {
  it.each([
    ['a horizon of 90 days: the test day, and a horizon before', 0, 500, 90, { fitDay: 410, testDay: 500, windowDays: 90 }],
    ['a shorter one: days whose 90 are known', 0, 500, 30, { fitDay: 350, testDay: 440, windowDays: 90 }],
    ['a longer one', 0, 900, 365, { fitDay: 535, testDay: 900, windowDays: 90 }],
    ['a short history: as far as it goes', 350, 500, 30, { fitDay: 470, testDay: 500, windowDays: 30 }],
    ['nothing to learn from before', 427, 500, 30, null],
  ])('%s', (_case, firstDay, testDay, horizonDays, expected) => {
    expect(planTiming({ firstDay, testDay, horizonDays })).toEqual(expected);
  });
});

describe('learnTiming', () => {
  const horizonDays = 30;
  const { customers, part } = simulate(1_500, 11, { ...AT_RANDOM, horizonDays, isAbsence: false });
  const asked: number[] = [];
  const snapshotsOf = (days: readonly number[]): Snapshots => {
    asked.push(...days);
    const parts = days.map((day) => part(day, Infinity).snapshots);
    const labels = Uint8Array.from(parts.flatMap((each) => Array.from(each.customers, (customer, row) => (customers[customer]!.comesTrue(each.days[row]!, horizonDays) ? 1 : 0))));
    return {
      rows: labels.length, names: parts[0]!.names, columns: parts[0]!.columns.map((_column, at) => Float64Array.from(parts.flatMap((each) => [...each.columns[at]!]))), labels,
      customers: Int32Array.from(parts.flatMap((each) => [...each.customers])), days: Int32Array.from(parts.flatMap((each) => [...each.days])), points: Float64Array.from(labels, (_label, row) => (row * 37) % 100),
    };
  };
  const fit = (rows: Snapshots): Model => logisticEngine.fit(rows, { seed: 1 });
  const input = (over: Partial<TimingInput> = {}): TimingInput => ({
    customers, horizonDays, isAbsence: false, testDay: 500, firstDay: 0, model: fit(snapshotsOf([400])), fit,
    ruleCurve: { intercept: 0.4, slope: 0, positives: 900, negatives: 600 }, test: snapshotsOf([500]), snapshotsOf, ...over,
  });

  it('tells windows that hold about half, from the model and from rules, without looking ahead', () => {
    const made = input();
    asked.length = 0;
    const { model, rules } = learnTiming(made);
    expect(Math.max(...asked)).toBe(440);
    for (const timing of [model!, rules!]) {
      expect(timing.curves.map(({ days }) => days)).toEqual([1, 3, 7, 14, 30, 90]);
      expect(timing.covered).toBeGreaterThan(500);
      expect(timing.coverage).toBeGreaterThan(0.4);
      expect(timing.coverage).toBeLessThan(0.6);
    }
  });

  it('is learned all the same when time is up, from fewer rows', () => {
    const taken: [number, number][] = [];
    const late = input({ isOutOfTime: () => true, snapshotsOf: (days, mostRows) => {
      taken.push([days.length, mostRows]);
      return snapshotsOf(days);
    } });
    const { model } = learnTiming(late);
    expect(model!.curves.map(({ days }) => days)).toEqual([1, 3, 7, 14, 30, 90]);
    expect(model!.coverage).toBeGreaterThan(0.4);
    // Both days that curves are fitted and tried on as ever; what gives the chances of each, on a part of that.
    expect(taken).toEqual([[1, 30_000], [1, 30_000], [1, 5_000], [1, 5_000]]);
  });

  it('reaches no further than the history', () => {
    expect(learnTiming(input({ firstDay: 360 })).model!.curves.map(({ days }) => days)).toEqual([1, 3, 7, 14, 30]);
    expect(learnTiming(input({ firstDay: 490 }))).toEqual({ model: null, rules: null });
  });
});

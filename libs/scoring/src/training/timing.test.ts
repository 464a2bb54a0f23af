import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chanceOf } from '../engines/model.ts';
import { firstAfter, fitTiming, testTiming, timingSchema } from './fit-timing.ts';
import type { LearningCustomer } from './learning-customer.ts';
import { AT_RANDOM, REGULAR, simulate } from './simulate-customers.test-helper.ts';
import { timeOfShare, type TimingCurves, timingCurvesSchema, timingOf, timingWindow } from './timing.ts';

describe('learned timing', () => {
  it.each([
    ['events at random', AT_RANDOM, 30, false], ['regular events', REGULAR, 30, false], ['a horizon between those told', AT_RANDOM, 60, false], ['an absence', AT_RANDOM, 90, true],
  ] as const)('tells calibrated chances and windows that hold half of those who come: %s', (_case, kind, horizonDays, isAbsence) => {
    const { customers, part } = simulate(6_000, 3, { ...kind, horizonDays, isAbsence });
    const task = { customers, horizonDays, isAbsence };
    const curves = fitTiming([part(600, 700)], task)!;
    const tested = testTiming(curves, part(750, 850), task);
    expect(timingSchema.parse(tested)).toEqual(tested);
    expect(tested.tested.map(({ days }) => days)).toEqual([...new Set([1, 3, 7, 14, 30, horizonDays, 90])].sort((a, b) => a - b));
    for (const { expected, actual } of tested.tested) expect(Math.abs(expected - actual)).toBeLessThan(0.03);
    expect(tested.covered).toBeGreaterThan(1_000);
    expect(tested.coverage).toBeGreaterThan(0.44);
    expect(tested.coverage).toBeLessThan(0.58);
  });

  it('is calibrated among the likely and among the unlikely', () => {
    const { customers, part } = simulate(8_000, 5, { ...AT_RANDOM, horizonDays: 14, isAbsence: false });
    const curves = fitTiming([part(500, 600)], { customers, horizonDays: 14, isAbsence: false })!;
    const later = part(700, 800);
    const rows = Array.from(later.logOdds, (logOdds, who) => ({
      who, chance: chanceOf(logOdds), timing: timingOf(curves, { chance: chanceOf(logOdds), sinceDays: later.snapshots.columns[0]![who]!, overdue: later.snapshots.columns[1]![who]! }),
    })).sort((a, b) => a.chance - b.chance);
    for (const group of [rows.slice(0, 2_000), rows.slice(-2_000)]) {
      for (const [at, days] of [1, 3, 7, 14, 30, 90].entries()) {
        const told = group.reduce((sum, row) => sum + row.timing[at]!.chance, 0) / group.length;
        const came = group.filter(({ who }) => customers[who]!.comesTrue(700, days)).length / group.length;
        expect([days, Math.abs(told - came) < 0.05]).toEqual([days, true]);
      }
    }
  });

  it('leaves out days that the history does not reach, and says nothing with too few', () => {
    const { customers, part } = simulate(300, 7, { ...AT_RANDOM, horizonDays: 14, isAbsence: false });
    const task = { customers, horizonDays: 14, isAbsence: false };
    expect(fitTiming([part(600, 630)], task)!.curves.map(({ days }) => days)).toEqual([3, 7, 14, 30]);
    expect(fitTiming([part(600, 610)], task)).toBeNull();
    expect(fitTiming([], task)).toBeNull();
    const curves = fitTiming([part(600, 700)], task)!;
    expect(testTiming(curves, part(700, 705), task)).toMatchObject({ coverage: null, covered: 0 });
  });

  it('refuses rows that do not fit together', () => {
    const { customers, part } = simulate(10, 7, { ...AT_RANDOM, horizonDays: 14, isAbsence: false });
    const good = part(600, 700);
    expect(() => fitTiming([{ ...good, logOdds: new Float64Array(3) }], { customers, horizonDays: 14, isAbsence: false })).toThrow('3 chances for 10 customers');
    expect(() => fitTiming([{ ...good, snapshots: { ...good.snapshots, names: ['other', 'overdue.outcome'] } }], { customers, horizonDays: 14, isAbsence: false })).toThrow('since.outcome');
  });
});

describe('firstAfter', () => {
  const customer = (days: number[], isAbsence: boolean): Pick<LearningCustomer, 'comesTrue'> => ({ comesTrue: (day, horizon) => days.some((each) => each > day && each <= day + horizon) !== isAbsence });
  it.each([[[11], 1], [[13, 20], 3], [[10], Infinity], [[100], 90], [[101], Infinity], [[], Infinity]])('%j after day 10: %d', (days, expected) => {
    expect(firstAfter(customer(days, false), 10, 90, false)).toBe(expected);
    expect(firstAfter(customer(days, true), 10, 90, true)).toBe(expected);
  });
});

describe('timingOf', () => {
  const slope = fc.double({ min: -3, max: 3, noNaN: true });
  const curve = fc.record({ intercept: slope, logOdds: slope, since: slope, overdue: slope });
  const anyTiming = fc.record({ isReturn: fc.boolean(), ownDays: fc.constantFrom(1, 14, 60, 90, 365), more: fc.subarray([1, 3, 7, 14, 30, 90]), made: fc.array(curve, { minLength: 8, maxLength: 8 }) })
    .map(({ isReturn, ownDays, more, made }): TimingCurves => ({
      isReturn, ownDays, fill: { since: 2, overdue: 1 }, curves: [...new Set([...more, ownDays])].sort((a, b) => a - b).map((days, at) => ({ days, ...made[at]! })),
    }));
  const moment = fc.record({ chance: fc.double({ min: 0, max: 1, noNaN: true }), sinceDays: fc.oneof(fc.constant(NaN), fc.integer({ min: 0, max: 800 })), overdue: fc.oneof(fc.constant(NaN), fc.double({ min: 0, max: 500, noNaN: true })) });

  it('never falls, stays a chance, and is the served one at its own horizon', () => {
    fc.assert(fc.property(anyTiming, moment, (timing, customer) => {
      expect(timingCurvesSchema.parse(timing)).toEqual(timing);
      const chances = timingOf(timing, customer);
      expect(chances.find(({ days }) => days === timing.ownDays)!.chance).toBe(timing.isReturn ? 1 - customer.chance : customer.chance);
      chances.forEach(({ days, chance }, at) => {
        expect(chance).toBeGreaterThanOrEqual(0);
        expect(chance).toBeLessThanOrEqual(1);
        if (at === 0) return;
        expect(days).toBeGreaterThan(chances[at - 1]!.days);
        expect(chance).toBeGreaterThanOrEqual(chances[at - 1]!.chance - 1e-12);
      });
      const window = timingWindow(chances);
      if (window) expect([window.fromDay >= 1, window.toDay >= window.fromDay, window.toDay <= 90]).toEqual([true, true, true]);
    }));
  });

  it('runs at an even pace between the days that were learned', () => {
    const flat = { logOdds: 1, since: 0, overdue: 0 };
    const chances = timingOf({ isReturn: false, ownDays: 14, fill: { since: 0, overdue: 0 }, curves: [{ days: 14, intercept: 0, ...flat }] }, { chance: 0.75, sinceDays: 1, overdue: 1 });
    expect(chances.map(({ days }) => days)).toEqual([1, 3, 7, 14]);
    expect(chances[2]!.chance).toBeCloseTo(0.5, 12);
    expect(chances[0]!.chance).toBeCloseTo(1 - 0.25 ** (1 / 14), 12);
  });
});

describe('timingWindow', () => {
  it.each<[string, [number, number][], { fromDay: number; toDay: number } | null]>([
    ['nothing can come', [[1, 0], [90, 0]], null],
    ['all of it tomorrow', [[1, 0.5], [90, 0.5]], { fromDay: 1, toDay: 1 }],
    ['all of it between two days', [[30, 0], [90, 0.01]], { fromDay: 46, toDay: 75 }],
    ['what comes later than 90 days does not count', [[90, 0.01], [365, 0.9]], { fromDay: 23, toDay: 67 }],
    ['nothing told within 90 days', [[365, 0.9]], null],
  ])('%s', (_case, chances, expected) => {
    expect(timingWindow(chances.map(([days, chance]) => ({ days, chance })))).toEqual(expected);
  });

  it('has its half where half of those who come have come', () => {
    expect(timeOfShare([{ days: 10, chance: 0.2 }, { days: 90, chance: 0.4 }], 0.5)).toBeCloseTo(10, 10);
  });
});

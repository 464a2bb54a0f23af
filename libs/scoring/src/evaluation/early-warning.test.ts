import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { computeEarlyWarning, earlyWarningSchema, type WatchedCustomer } from './early-warning.ts';

const OPTIONS = { horizonDays: 60, knownUntilDay: 1000 };

/** Weekly points from day 700 on; `flagged` are the flagged ones. */
function aCustomer(customerId: string, leftDay: number | null, flagged: readonly number[], value = 10, from = 700): WatchedCustomer {
  const weeks = Array.from({ length: 60 }, (_, week) => 700 + 7 * week).filter((day) => day >= from && day <= 1000);
  return { customerId, departures: leftDay === null ? [] : [{ leftDay, returnedDay: null, value }], points: weeks.map((day) => ({ day, isFlagged: flagged.includes(day) })) };
}
/** Left on day 798 and again on 945, away until 833 in between. */
function cameBack(flagged: readonly number[]): WatchedCustomer {
  return { ...aCustomer('a', null, flagged), departures: [{ leftDay: 798, returnedDay: 833, value: 10 }, { leftDay: 945, returnedDay: null, value: 15 }] };
}
const rowOf = (customer: WatchedCustomer) => computeEarlyWarning([customer], OPTIONS).rows[0];

describe('who would have been warned of', () => {
  it.each<[string, number, number[], number | null, boolean]>([
    ['flagged four weeks before', 798, [770, 777, 784], 770, true],
    ['exactly two weeks before', 798, [784], 784, true],
    ['a week before is too late', 798, [791], 791, false],
    ['never', 798, [], null, false],
    ['longer ago than the horizon', 798, [728], null, false],
    ['at the far end of the horizon', 795, [735], 735, true],
    ['on the day of leaving and later', 798, [798, 805], null, false],
  ])('%s', (_case, leftDay, flagged, flaggedDay, isInTime) => {
    expect(rowOf(aCustomer('a', leftDay, flagged))).toEqual({ customerId: 'a', flaggedDay, leftDay, returnedDay: null, daysOfWarning: flaggedDay === null ? null : leftDay - flaggedDay, isInTime, value: 10 });
  });

  it('leaves out whose scores begin too late to tell', () => {
    expect(computeEarlyWarning([aCustomer('a', 798, [791], 10, 791)], OPTIONS)).toMatchObject({ left: 0, notWatched: 1, rows: [] });
  });

  it('counts them with their money, most valuable first', () => {
    const report = computeEarlyWarning([
      aCustomer('stayed', null, [], 500), aCustomer('late', 798, [791], 40), aCustomer('b', 798, [770], 20), aCustomer('a', 798, [770], 20), aCustomer('later', 826, [770], 20),
    ], OPTIONS);
    expect(earlyWarningSchema.parse(report)).toEqual(report);
    expect(report).toMatchObject({ left: 4, leftValue: 100, warned: 3, warnedValue: 60, notWatched: 0, noticeDays: 14 });
    expect(report.rows.map(({ customerId }) => customerId)).toEqual(['late', 'later', 'a', 'b']);
  });
});

describe('who came back', () => {
  it('has left all the same, each time with what was said before that time', () => {
    const report = computeEarlyWarning([cameBack([770, 889])], OPTIONS);
    expect(report).toMatchObject({ left: 2, warned: 2, leftValue: 25, warnings: 2, rightWarnings: 2 });
    expect(report.rows).toEqual([
      { customerId: 'a', flaggedDay: 889, leftDay: 945, returnedDay: null, daysOfWarning: 56, isInTime: true, value: 15 },
      { customerId: 'a', flaggedDay: 770, leftDay: 798, returnedDay: 833, daysOfWarning: 28, isInTime: true, value: 10 },
    ]);
  });

  it.each<[string, number[], number, number]>([
    ['flags while away prove nothing', [798, 805, 826], 0, 0],
    ['a flag right before leaving and one right after the return are two', [791, 833], 2, 1],
    ['one after the return is right only if the next departure is within its horizon', [840, 896], 2, 1],
  ])('%s', (_case, flagged, warnings, rightWarnings) => {
    expect(computeEarlyWarning([cameBack(flagged)], OPTIONS)).toMatchObject({ warnings, rightWarnings });
  });

  it('is told of as if nobody knew of the return yet', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 42 }).map((week) => 700 + 7 * week), { maxLength: 12 }), (flagged) => {
      const later = computeEarlyWarning([cameBack(flagged)], OPTIONS).rows.find(({ leftDay }) => leftDay === 798);
      const then = computeEarlyWarning([aCustomer('a', 798, flagged.filter((day) => day <= 830))], { ...OPTIONS, knownUntilDay: 830 }).rows[0];
      expect(later).toEqual({ ...then, returnedDay: 833 });
    }));
  });

  it('starts anew: scores from before do not watch the next departure', () => {
    const soon: WatchedCustomer = { ...aCustomer('a', null, [770]), departures: [{ leftDay: 798, returnedDay: 833, value: 1 }, { leftDay: 846, returnedDay: null, value: 1 }] };
    expect(computeEarlyWarning([soon], OPTIONS)).toMatchObject({ left: 1, notWatched: 1 });
  });
});

describe('precision', () => {
  it.each<[string, WatchedCustomer[], number, number]>([
    ['flagged week after week is one warning', [aCustomer('a', 798, [770, 777, 784])], 1, 1],
    ['flagged again after a pause is another', [aCustomer('a', 798, [714, 770])], 2, 1],
    ['stayed', [aCustomer('a', null, [770])], 1, 0],
    ['left on the last day of the horizon', [aCustomer('a', 830, [770])], 1, 1],
    ['left a day later', [aCustomer('a', 831, [770])], 1, 0],
    ['a horizon that is not over yet, though the customer left', [aCustomer('a', 980, [959])], 0, 0],
    ['flagged after leaving', [aCustomer('a', 798, [805])], 0, 0],
    ['left after what is known', [aCustomer('a', 1020, [770])], 1, 0],
  ])('%s', (_case, customers, warnings, rightWarnings) => {
    expect(computeEarlyWarning(customers, OPTIONS)).toMatchObject({ warnings, rightWarnings, precision: warnings === 0 ? null : rightWarnings / warnings });
  });
});

describe('computing again', () => {
  const customer = fc.record({
    leftDay: fc.option(fc.integer({ min: 700, max: 1050 })), value: fc.double({ min: 0, max: 1e6, noNaN: true }),
    flagged: fc.array(fc.integer({ min: 0, max: 42 }).map((week) => 700 + 7 * week), { maxLength: 8 }),
  });
  it('gives the same bits, whatever the order', () => {
    fc.assert(fc.property(fc.array(customer, { maxLength: 20 }), (drawn) => {
      const customers = drawn.map(({ leftDay, value, flagged }, at) => aCustomer(`c${at}`, leftDay, flagged, value));
      const turned = customers.toReversed().map((each) => ({ ...each, points: each.points.toReversed() }));
      expect(JSON.stringify(computeEarlyWarning(turned, OPTIONS))).toBe(JSON.stringify(computeEarlyWarning(customers, OPTIONS)));
    }));
  });

  it('has nothing to say of nobody', () => {
    expect(computeEarlyWarning([], OPTIONS)).toMatchObject({ left: 0, leftValue: 0, warned: 0, warnings: 0, precision: null, rows: [] });
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { roundToSum } from './ledger.ts';

describe('roundToSum', () => {
  it.each<[number[], number, number[]]>([
    [[33.4, 33.3, 33.3], 100, [34, 33, 33]],
    [[10.6, -3.6], 7, [11, -4]],
    [[0.4, 0.4, 0.4], 1, [1, 0, 0]],
    [[], 0, []],
  ])('%j to %d', (values, total, expected) => {
    expect(roundToSum(values, total)).toEqual(expected);
  });

  it('adds up and moves no number by more than one', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -10_000, max: 10_000, noNaN: true }), { minLength: 1, maxLength: 20 }), (values) => {
        // + 0 turns −0 into 0.
        const total = Math.round(values.reduce((sum, value) => sum + value, 0)) + 0;
        const rounded = roundToSum(values, total);
        expect(rounded.reduce((sum, value) => sum + value, 0)).toBe(total);
        rounded.forEach((value, at) => expect(Math.abs(value - values[at]!)).toBeLessThanOrEqual(1));
      }),
    );
  });
});

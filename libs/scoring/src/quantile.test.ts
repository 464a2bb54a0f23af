import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quantileOfHistogram, quantileOfSorted } from './quantile.ts';

describe('quantiles', () => {
  it.each<[number[], number, number | null]>([[[], 0.75, null], [[4], 0.75, 4], [[1, 2], 0.75, 1.75], [[1, 2, 3, 4, 5], 0.75, 4], [[1, 2, 3, 4, 5], 1, 5]])(
    '%j at %d', (sorted, share, expected) => expect(quantileOfSorted(sorted, share)).toBe(expected),
  );

  it('are the same from a histogram', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 60 }), fc.double({ min: 0, max: 1, noNaN: true }), (values, share) => {
        const histogram = Array.from({ length: 31 }, (_, value) => values.filter((each) => each === value).length);
        const sorted = [...values].sort((a, b) => a - b);
        expect(quantileOfHistogram(histogram, share)).toEqual(quantileOfSorted(sorted, share));
      }),
    );
  });
});

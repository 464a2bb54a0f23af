import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binMatrix, MISSING_BIN, MOST_BINS, thresholdOf } from './binning.ts';
import { matrixOf, numbers } from './matrix-of.test-helper.ts';

const binned = (column: readonly number[]) => {
  const { columns, cuts, hasMissing } = binMatrix(matrixOf([column], new Uint8Array(column.length)), 1);
  return { bins: [...columns[0]!], cuts: [...cuts[0]!], hasMissing: hasMissing[0]! };
};

describe('bins of a column', () => {
  const cases: [string, number[], { bins: number[]; cuts: number[] }][] = [
    ['no rows', [], { bins: [], cuts: [] }],
    ['one value', [7, 7, 7], { bins: [0, 0, 0], cuts: [] }],
    ['nothing known', [NaN, NaN], { bins: [MISSING_BIN, MISSING_BIN], cuts: [] }],
    ['known once', [NaN, 3], { bins: [MISSING_BIN, 0], cuts: [] }],
    ['cuts half-way between distinct values', [4, 1, NaN, 2, 1], { bins: [2, 0, MISSING_BIN, 1, 0], cuts: [1.5, 3] }],
    ['both zeros are one value', [-0, 0, 1], { bins: [0, 0, 1], cuts: [0.5] }],
    ['neighbours with nothing in between', [1, 1 + Number.EPSILON], { bins: [0, 1], cuts: [1] }],
    ['sums that would overflow', [1.5e308, 1.7e308], { bins: [0, 1], cuts: [1.6e308] }],
    ['the smallest numbers', [0, 5e-324], { bins: [0, 1], cuts: [0] }],
  ];
  it.each(cases)('%s', (_name, column, expected) => {
    expect(binned(column)).toMatchObject(expected);
  });

  it('says which columns have values that are not known', () => {
    expect([binned([1, NaN]).hasMissing, binned([1, 2]).hasMissing]).toEqual([true, false]);
  });

  it('has bins of about equal rows where there are many values', () => {
    const { bins, cuts } = binned(numbers(51_000, (at) => Math.exp(at % 5_100 / 500)));
    expect(cuts.length + 1).toBe(MOST_BINS);
    const sizes = new Map<number, number>();
    for (const bin of bins) sizes.set(bin, (sizes.get(bin) ?? 0) + 1);
    expect(Math.min(...sizes.values())).toBeGreaterThan(100);
    expect(Math.max(...sizes.values())).toBeLessThan(300);
  });

  it.each([['few', 40], ['many', 900], ['more than are counted', 9_000]])('puts whole numbers into the bins of numbers that lie the same way, where there are %s of them', (_name, kinds) => {
    const whole = numbers(9_001, (at) => (at % 11 === 3 ? NaN : Math.floor(kinds * ((at * 0.618) % 1) ** 2)));
    const { bins, cuts } = binned(whole.map((value) => value - 0.5));
    expect(binned(whole)).toMatchObject({ bins, cuts: cuts.map((cut) => cut + 0.5) });
  });

  it('keeps a frequent value apart from its rare neighbours', () => {
    const { bins } = binned(numbers(6_000, (at) => (at < 4_000 ? 0 : at)));
    expect(bins.filter((bin) => bin === 0)).toHaveLength(4_000);
    expect(new Set(bins).size).toBeGreaterThan(200);
  });

  it('puts a value on the same side of a cut by bin and by threshold', () => {
    fc.assert(fc.property(fc.array(fc.oneof(fc.double({ noDefaultInfinity: true }), fc.integer({ min: -3, max: 3 })), { maxLength: 600 }), (column) => {
      const { columns, cuts } = binMatrix(matrixOf([column], new Uint8Array(column.length)), 1);
      expect(cuts[0]!.length).toBeLessThan(MOST_BINS);
      column.forEach((value, row) => {
        const bin = columns[0]![row]!;
        if (Number.isNaN(value)) return expect(bin).toBe(MISSING_BIN);
        expect(value).toBeLessThanOrEqual(thresholdOf(cuts[0]!, bin));
        return expect(bin === 0 || value > cuts[0]![bin - 1]!).toBe(true);
      });
    }));
  });
});

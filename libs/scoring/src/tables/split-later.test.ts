import { describe, expect, it } from 'vitest';
import { splitLater } from './split-later.ts';

/** Rows of so many moments, in no order, every second one with the outcome. */
function rowsOf(sizes: readonly number[]): { rows: Int32Array; order: Float64Array; labels: Uint8Array } {
  const moments = sizes.flatMap((size, moment) => Array<number>(size).fill(moment));
  const order = Float64Array.from(moments.keys(), (row) => moments[(row * 7) % moments.length]!);
  return { rows: Int32Array.from(moments.keys()), order, labels: Uint8Array.from(moments.keys(), (row) => row % 2) };
}

describe('splitLater', () => {
  it.each<[string, number[], number]>([
    ['a third where moments are short', Array<number>(300).fill(1), 100],
    ['whole moments, as near to a third as they come', [100, 301, 200, 100], 300],
    ['the nearer side of a long moment', [100, 500, 101], 101],
    ['no fewer than thirty of each', [401, 60, 3], 63],
  ])('gives %s', (_what, sizes, later) => {
    const { rows, order, labels } = rowsOf(sizes);
    const split = splitLater(rows, order, labels)!;
    expect(split.later).toHaveLength(later);
    expect(split.earlier.length + split.later.length).toBe(rows.length);
    const momentsOf = (of: Int32Array) => [...of].map((row) => order[row]!);
    expect(Math.max(...momentsOf(split.earlier))).toBeLessThan(Math.min(...momentsOf(split.later)));
    expect(momentsOf(split.later)).toEqual(momentsOf(split.later).toSorted((a, b) => a - b));
  });

  it.each<[string, number[]]>([['all is of one moment', [300]], ['one side would have too few', [500, 40]], ['there is nothing', []]])('gives none where %s', (_what, sizes) => {
    const { rows, order, labels } = rowsOf(sizes);
    expect(splitLater(rows, order, labels)).toBeNull();
  });
});

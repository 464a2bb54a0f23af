import { describe, expect, it } from 'vitest';
import { chanceOf, type LabelledMatrix } from './model.ts';
import { seededRandom } from './random.ts';
import { aLabelledMatrix, areaUnderCurve } from './sample-matrix.test-helper.ts';
import { makeSmallForestEngine } from './small-forest.ts';
import { CartCollector, pathContributions, sumOfShares } from './small-forest-trees.ts';

const quick = makeSmallForestEngine({ trees: 10, mostRows: 300 });
const fit = (data: LabelledMatrix) => quick.fit(data, { seed: 7 });
const matrix = (columns: number[][], labels: number[]): LabelledMatrix => ({ rows: labels.length, names: columns.map((_column, at) => `f${at}`), columns: columns.map((column) => Float64Array.from(column)), labels: Uint8Array.from(labels) });
const counting = (count: number) => Array.from({ length: count }, (_unused, at) => at);

describe('CartCollector', () => {
  const collector = new CartCollector(Float64Array.of(0, 9));
  const rows = [[0, 1], [0, 2], [0, 7], [0, 8]];
  collector.add({ root: { splitColumn: 0, splitValue: 5, left: { distribution: 0.5 }, right: { distribution: 1 } }, features: [1], rows });
  collector.add({ root: { distribution: 0.25 }, features: [0], rows });
  const trees = collector.finish();

  it.each([[4.999, 0.75], [5, 1.25], [NaN, 1.25], [-Infinity, 0.75]])('sends %d where the library would, and a gap where the median goes', (value, expected) => {
    expect(sumOfShares(trees, Float64Array.of(0, value))).toBe(expected);
  });

  it('explains by what changes on the way', () => {
    expect([...pathContributions(trees, Float64Array.of(0, 1))]).toEqual([0, -0.25]);
    expect([...pathContributions(trees, Float64Array.of(0, 8))]).toEqual([0, 0.25]);
  });
});

describe('smallForestEngine', () => {
  it('ranks customers it has not seen', () => {
    const later = aLabelledMatrix({ rows: 500, seed: 2 });
    expect(areaUnderCurve(makeSmallForestEngine({ trees: 30 }).fit(aLabelledMatrix(), { seed: 1 }).logOdds(later), later.labels)).toBeGreaterThan(0.72);
  });

  it('tells rare outcomes apart, where the classifier of the library says 0 to all', () => {
    const random = seededRandom(3);
    const signal = counting(1000).map(() => random.next());
    const data = matrix([signal], signal.map((value) => Number(random.next() < (value > 0.9 ? 0.12 : 0.003))));
    expect(areaUnderCurve(fit(data).logOdds(data), data.labels)).toBeGreaterThan(0.8);
  });

  it('splits without error, at the first node and below, where the library sees no gain', () => {
    const first = matrix([counting(200)], counting(200).map((value) => Number(value >= 60)));
    expect(areaUnderCurve(fit(first).logOdds(first), first.labels)).toBe(1);
    const below = matrix([counting(200)], counting(200).map((value) => Number(value >= 60 && value < 140)));
    // Not split to the end, the middle would share a leaf with one side, and its chance would stay below 0.7.
    const inTheMiddle = fit(below).logOdds(below).filter((_logOdds, row) => row > 70 && row < 130);
    expect(Math.min(...inTheMiddle.map(chanceOf))).toBeGreaterThan(0.85);
  });

  it('draws from all rows, where the library would take the first', () => {
    const data = aLabelledMatrix({ rows: 4000, missing: 0 });
    const order = counting(4000).sort((left, right) => data.labels[left]! - data.labels[right]!);
    const sorted = { ...data, columns: data.columns.map((column) => Float64Array.from(order, (row) => column[row]!)), labels: Uint8Array.from(order, (row) => data.labels[row]!) };
    expect(areaUnderCurve(fit(sorted).logOdds(sorted), sorted.labels)).toBeGreaterThan(0.7);
  });

  it.each([1, 2, 3, 4])('gives a tree one of %d features, where the library would give all', (features) => {
    const data = aLabelledMatrix({ features, missing: 0 });
    const model = makeSmallForestEngine({ trees: 1, mostRows: 200 }).fit(data, { seed: 2 });
    const used = new Set(counting(50).flatMap((row) => [...model.explain(data, row).contributions.entries()].filter(([, part]) => part !== 0).map(([feature]) => feature)));
    expect(used.size).toBe(1);
  });

  it('counts its first tree, and every other as much', () => {
    const data = aLabelledMatrix({ missing: 0 });
    const spread = (trees: number) => new Set(makeSmallForestEngine({ trees, mostRows: 200 }).fit(data, { seed: 2 }).logOdds(data)).size;
    expect(spread(1)).toBeGreaterThan(5);
    expect(spread(3)).toBeGreaterThan(spread(1));
  });

  it('takes a gap for the median, in training and after', () => {
    const column = [...counting(101), ...counting(99).map(() => NaN)];
    const data = matrix([column], column.map((value, row) => Number((Number.isNaN(value) ? 50 : value) > 45 !== (row % 7 === 0))));
    const [gap, median] = fit(data).logOdds({ rows: 2, names: data.names, columns: [Float64Array.of(NaN, 50)] });
    expect(gap).toBe(median);
    const filled = { ...data, columns: [data.columns[0]!.map((value) => (Number.isNaN(value) ? 50 : value))] };
    expect(fit(filled).logOdds(filled)).toEqual(fit(data).logOdds(data));
  });

  it('needs no row out of the bag, where the library throws', () => {
    for (let seed = 0; seed < 20; seed++) {
      const logOdds = quick.fit(matrix([[1, 2, 3]], [0, 1, 1]), { seed }).logOdds(matrix([[1, 2, 3]], [0, 1, 1]));
      expect(logOdds.every(Number.isFinite)).toBe(true);
    }
  });

  it('never takes more than 1,000 rows', () => {
    const data = aLabelledMatrix({ rows: 1500, features: 2 });
    const scores = (mostRows: number) => makeSmallForestEngine({ trees: 1, mostRows }).fit(data, { seed: 4 }).logOdds(data);
    expect(scores(1500)).toEqual(scores(1000));
    expect(scores(1000)).not.toEqual(scores(500));
  });

  it('keeps the trees it has when the time is used up', () => {
    const shares: number[] = [];
    const data = aLabelledMatrix();
    const model = quick.fit(data, { seed: 1, onProgress: (share) => shares.push(share), isOutOfTime: () => shares.length >= 3 });
    expect(shares).toEqual([0.1, 0.2, 0.3]);
    expect(model.logOdds(data)).toEqual(makeSmallForestEngine({ trees: 3, mostRows: 300 }).fit(data, { seed: 1 }).logOdds(data));
  });
});

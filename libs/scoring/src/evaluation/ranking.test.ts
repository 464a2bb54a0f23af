import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { areaUnderCurve, averagePrecision, rankRows, topDecileLift, weightedAreaUnderCurve, weightedAveragePrecision, weightedTopDecileLift } from './ranking.ts';

const rowsArbitrary = fc.array(fc.record({ score: fc.integer({ min: 0, max: 12 }), label: fc.integer({ min: 0, max: 1 }), weight: fc.integer({ min: 0, max: 3 }) }), { minLength: 1, maxLength: 60 });

describe('areaUnderCurve', () => {
  it.each<[string, number[], number[], number | null]>([
    ['perfect', [1, 2, 3, 4], [0, 0, 1, 1], 1],
    ['reversed', [4, 3, 2, 1], [0, 0, 1, 1], 0],
    ['all tied', [1, 1, 1, 1], [1, 0, 1, 0], 0.5],
    ['one pair of four wrong', [1, 3, 2, 4], [0, 0, 1, 1], 0.75],
    ['a tie counts half', [1, 2, 2, 4], [0, 0, 1, 1], 0.875],
    ['no positives', [1, 2], [0, 0], null],
    ['no negatives', [1, 2], [1, 1], null],
    ['no rows', [], [], null],
  ])('%s', (_case, scores, labels, expected) => {
    expect(areaUnderCurve(Float64Array.from(scores), Uint8Array.from(labels))).toBe(expected);
  });

  it('is the share of pairs won', () => {
    fc.assert(fc.property(rowsArbitrary, (rows) => {
      const positives = rows.filter(({ label }) => label === 1);
      const negatives = rows.filter(({ label }) => label === 0);
      const won = positives.flatMap((yes) => negatives.map((no) => (yes.score > no.score ? 1 : yes.score === no.score ? 0.5 : 0)));
      const found = areaUnderCurve(Float64Array.from(rows, (row) => row.score), Uint8Array.from(rows, (row) => row.label));
      if (won.length === 0) expect(found).toBeNull();
      else expect(found).toBeCloseTo(won.reduce<number>((sum, each) => sum + each, 0) / won.length, 12);
    }));
  });
});

describe('averagePrecision', () => {
  it.each<[string, number[], number[], number | null]>([
    ['perfect', [4, 3, 2, 1], [1, 1, 0, 0], 1],
    ['first and third of four', [4, 3, 2, 1], [1, 0, 1, 0], (1 + 2 / 3) / 2],
    ['last of four', [4, 3, 2, 1], [0, 0, 0, 1], 0.25],
    ['all tied: the share of positives', [1, 1, 1, 1], [1, 0, 0, 0], 0.25],
    ['a tie is one step', [2, 1, 1], [1, 1, 0], 0.5 + 0.5 * (2 / 3)],
    ['no positives', [1, 2], [0, 0], null],
    ['only positives', [1, 2], [1, 1], 1],
  ])('%s', (_case, scores, labels, expected) => {
    const found = averagePrecision(Float64Array.from(scores), Uint8Array.from(labels));
    if (expected === null) expect(found).toBeNull();
    else expect(found).toBeCloseTo(expected, 12);
  });
});

describe('topDecileLift', () => {
  const falling = Float64Array.from({ length: 20 }, (_, at) => 20 - at);
  const withPositives = (...at: number[]) => Uint8Array.from({ length: 20 }, (_, row) => (at.includes(row) ? 1 : 0));
  it.each<[string, Float64Array, Uint8Array, number | null]>([
    ['both of two positives in the first two of twenty', falling, withPositives(0, 1), 10],
    ['one of two', falling, withPositives(1, 7), 5],
    ['none', falling, withPositives(7, 9), 0],
    ['all tied', new Float64Array(20), withPositives(3), 1],
    ['half of the top tenth from a tie of four with one positive', Float64Array.from({ length: 20 }, (_, at) => (at === 0 ? 9 : at < 5 ? 8 : 1)), withPositives(0, 3), (1.25 / 2) / (2 / 20)],
    ['half a person of five', Float64Array.of(5, 4, 3, 2, 1), Uint8Array.of(1, 0, 0, 0, 0), 5],
    ['no positives', falling, withPositives(), null],
    ['no rows', new Float64Array(0), new Uint8Array(0), null],
  ])('%s', (_case, scores, labels, expected) => {
    const found = topDecileLift(scores, labels);
    if (expected === null) expect(found).toBeNull();
    else expect(found).toBeCloseTo(expected, 12);
  });
});

describe('weights', () => {
  it.each([
    ['areaUnderCurve', weightedAreaUnderCurve, areaUnderCurve],
    ['averagePrecision', weightedAveragePrecision, averagePrecision],
    ['topDecileLift', weightedTopDecileLift, topDecileLift],
  ] as const)('%s of a row with weight n is that of n equal rows', (_name, weighted, plain) => {
    fc.assert(fc.property(rowsArbitrary, (rows) => {
      const repeated = rows.flatMap((row) => Array.from({ length: row.weight }, () => row));
      const found = weighted(rankRows(Float64Array.from(rows, (row) => row.score), Uint8Array.from(rows, (row) => row.label)), Int32Array.from(rows, (row) => row.weight));
      const expected = plain(Float64Array.from(repeated, (row) => row.score), Uint8Array.from(repeated, (row) => row.label));
      if (expected === null) expect(found).toBeNull();
      else expect(found).toBeCloseTo(expected, 12);
    }));
  });

  it('does not depend on the order of the rows', () => {
    fc.assert(fc.property(rowsArbitrary, (rows) => {
      const of = (each: typeof rows) => [Float64Array.from(each, (row) => row.score), Uint8Array.from(each, (row) => row.label)] as const;
      for (const metric of [areaUnderCurve, averagePrecision, topDecileLift]) expect(metric(...of(rows.toReversed()))).toBe(metric(...of(rows)));
    }));
  });
});

describe('rankRows', () => {
  it.each<[string, number[], number[]]>([['a score that is not a number', [1, NaN], [0, 1]], ['a missing label', [1, 2], [0]], ['a label of 2', [1, 2], [0, 2]]])('refuses %s', (_case, scores, labels) => {
    expect(() => rankRows(Float64Array.from(scores), Uint8Array.from(labels))).toThrow(expect.objectContaining({ code: 'evaluation.bad_rows' }));
  });
});

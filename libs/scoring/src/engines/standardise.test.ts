import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitStandardiser, gatherByFeature, signedLog, standardColumns, standardRow } from './standardise.ts';
import type { FeatureMatrix } from './model.ts';

const matrix = (...columns: number[][]): FeatureMatrix => ({ rows: columns[0]!.length, names: columns.map((_column, at) => `f${at}`), columns: columns.map((column) => Float64Array.from(column)) });
const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('signedLog', () => {
  it.each([[0, 0], [Math.E - 1, 1], [1 - Math.E, -1], [1e-9, 1e-9]])('%d becomes %d', (value, expected) => {
    expect(signedLog(value)).toBeCloseTo(expected, 12);
  });
});

describe('fitStandardiser', () => {
  it('gives mean 0 and deviation 1 on the rows it learnt from', () => {
    const data = matrix([1, 5, 90, 0, -3], [2, 2, 3, 9, 1000]);
    for (const column of standardColumns(fitStandardiser(data).standardiser, data)) {
      expect(mean(column)).toBeCloseTo(0, 12);
      expect(mean(column.map((value) => value * value))).toBeCloseTo(1, 12);
    }
  });

  it.each<[string, number[], number]>([
    ['constant', [7, 7, 7, 7], 0],
    ['constant where known', [7, NaN, 7, 7], 1],
    ['never known', [NaN, NaN, NaN, NaN], 0],
    ['known once', [NaN, NaN, 5, NaN], 1],
    ['changing', [1, 2, 3, 4], 1],
    ['changing, with gaps', [1, 2, NaN, 4], 2],
  ])('a column that is %s has %#: inputs', (_case, column, inputs) => {
    expect(fitStandardiser(matrix(column)).standardiser.features).toHaveLength(inputs);
  });

  it('notices missing values above 1 % only', () => {
    const column = (gaps: number) => Array.from({ length: 200 }, (_unused, at) => (at < gaps ? NaN : at));
    expect(fitStandardiser(matrix(column(2))).standardiser.areFlags).toEqual(Uint8Array.of(0));
    expect(fitStandardiser(matrix(column(3))).standardiser.areFlags).toEqual(Uint8Array.of(0, 1));
  });

  it('takes what is missing for the mean', () => {
    const { standardiser } = fitStandardiser(matrix([1, 2, 3]));
    expect([...standardRow(standardiser, matrix([NaN]), 0)]).toEqual([0]);
  });

  it('takes what is far beyond the training rows for one deviation beyond', () => {
    const { standardiser } = fitStandardiser(matrix([-1, 1, -1, 1]));
    expect(standardRow(standardiser, matrix([1e300]), 0)[0]).toBeCloseTo(2, 12);
    expect(standardRow(standardiser, matrix([-1e300]), 0)[0]).toBeCloseTo(-2, 12);
  });

  it('gives finite inputs, the same by row and by column', () => {
    const value = fc.oneof(fc.double({ noDefaultInfinity: true }), fc.constant(NaN), fc.integer({ min: 0, max: 3 }));
    fc.assert(fc.property(fc.array(fc.tuple(value, value), { minLength: 1, maxLength: 12 }), (rows) => {
      const data = matrix(rows.map((row) => row[0]), rows.map((row) => row[1]));
      const { standardiser, columns: ofTraining } = fitStandardiser(data);
      const columns = standardColumns(standardiser, data);
      expect(ofTraining).toEqual(columns);
      rows.forEach((_row, at) => {
        const ofRow = [...standardRow(standardiser, data, at)];
        expect(ofRow.every(Number.isFinite)).toBe(true);
        expect(ofRow).toEqual(columns.map((column) => column[at]));
      });
    }));
  });
});

it('gatherByFeature adds the part of a missing value to its feature', () => {
  const { standardiser } = fitStandardiser(matrix([7, 7, 7], [1, 2, NaN], [1, 2, 3]));
  expect([...gatherByFeature(standardiser, Float64Array.of(0.5, 0.25, -1), 3)]).toEqual([0, 0.75, -1]);
});

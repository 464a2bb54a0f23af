import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aLabelledMatrix } from '../sample-matrix.test-helper.ts';
import { binMatrix } from './binning.ts';
import { FEATURE_STRIDE, fillHistogram, histogramLength, packColumns, subtractHistogram } from './gradient-histogram.ts';
import { fillGradients, unitsFor } from './gradient-units.ts';

const ROWS = 400;
const dense = aLabelledMatrix({ rows: ROWS, features: 5, missing: 0.2 });
/** As of something that few customers do: nothing known of the others. */
const rare = [0, 1, 2, 3, 4].map((at) => dense.columns[0]!.map((value, row) => (row % 7 === at % 2 ? value : at < 3 ? 0 : NaN)));
const data = { ...dense, names: [...dense.names, 'a', 'b', 'c', 'd', 'e'], columns: [...dense.columns, ...rare] };
const binned = binMatrix(data, 1);
const packed = packColumns(binned);
const gradients = new Float64Array(ROWS);
const countedHessians = new Float64Array(ROWS);
fillGradients(Float64Array.from({ length: ROWS }, (_unused, row) => Math.sin(row) * 3), data.labels, unitsFor(ROWS), gradients, countedHessians);

function histogramOf(rows: readonly number[]): Float64Array {
  const histogram = new Float64Array(histogramLength(packed));
  fillHistogram(histogram, packed, Int32Array.from(rows), 0, rows.length, Float64Array.from(rows, (row) => gradients[row]!), Float64Array.from(rows, (row) => countedHessians[row]!));
  return histogram;
}

describe('histograms of gradients', () => {
  it('sum every feature by bin, whatever the order of the rows', () => {
    fc.assert(fc.property(fc.shuffledSubarray([...Array(ROWS).keys()]), (rows) => {
      const histogram = histogramOf(rows);
      packed.features.forEach((feature, place) => {
        const expected = new Float64Array(FEATURE_STRIDE);
        for (const row of rows) {
          const slot = binned.columns[feature]![row]! * 2;
          expected[slot]! += gradients[row]!;
          expected[slot + 1]! += countedHessians[row]!;
        }
        expect(histogram.subarray(place * FEATURE_STRIDE, (place + 1) * FEATURE_STRIDE)).toEqual(expected);
      });
    }), { numRuns: 30 });
  });

  it('of a parent less one child are the other child to the bit', () => {
    fc.assert(fc.property(fc.array(fc.boolean(), { minLength: ROWS, maxLength: ROWS }), (isLeft) => {
      const all = [...Array(ROWS).keys()];
      const parent = histogramOf(all);
      subtractHistogram(parent, histogramOf(all.filter((row) => isLeft[row]!)));
      expect(parent).toEqual(histogramOf(all.filter((row) => !isLeft[row]!)));
    }), { numRuns: 30 });
  });

  it('know which columns say the same of most rows', () => {
    expect(packed.words.map(({ common }) => common === null)).toEqual([true, true, false]);
  });

  it('leave out columns that cannot split', () => {
    const columns = [new Float64Array(4).fill(1), Float64Array.of(1, 2, 3, 4), Float64Array.of(NaN, 1, 1, 1)];
    expect([...packColumns(binMatrix({ rows: 4, names: ['a', 'b', 'c'], columns }, 1)).features]).toEqual([1, 2]);
  });
});

describe('units of gradients', () => {
  it.each([1, 2, 1_000, 100_000, 4_000_000])('keep counts and hessians of %i rows apart and exact', (rows) => {
    const { perGradient, perHessian, countUnit } = unitsFor(rows);
    expect(rows * 0.25 * perHessian + 1).toBeLessThanOrEqual(countUnit);
    expect(rows * countUnit + countUnit).toBeLessThanOrEqual(2 ** 53);
    expect(rows * perGradient).toBeLessThanOrEqual(2 ** 53);
  });

  it('lose nothing of hessians that are smaller than a unit', () => {
    const rows = 50_000;
    const units = { ...unitsFor(rows), perHessian: 64 };
    const hessians = new Float64Array(rows);
    fillGradients(new Float64Array(rows).fill(-7), new Uint8Array(rows), units, new Float64Array(rows), hessians);
    const sum = hessians.reduce((all, each) => all + (each - units.countUnit), 0) / units.perHessian;
    const chance = 1 / (1 + Math.exp(7));
    expect(sum).toBeCloseTo(rows * chance * (1 - chance), 1);
  });
});

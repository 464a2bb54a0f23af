import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitTableEncoder } from './encode-table.ts';
import type { Table } from './table.ts';

const COLOURS = ['red', 'green', 'blue', 'rare'];
/** Red has the outcome two times of three, green never, blue one time of three; one row in fifty is of a rare colour. */
function aTable(rows: number): Table {
  const colourOf = (row: number): string => (row % 50 === 49 ? `${COLOURS[3]}${row}` : COLOURS[row % 3]!);
  return {
    rows,
    columns: [
      { kind: 'number', name: 'amount', values: Float64Array.from({ length: rows }, (_unused, row) => (row % 7 === 0 ? NaN : row + 0.5)) },
      { kind: 'category', name: 'colour', values: Array.from({ length: rows }, (_unused, row) => colourOf(row)) },
      { kind: 'category', name: 'isNew', values: Array.from({ length: rows }, (_unused, row) => (row % 2 ? 'yes' : 'no')) },
      { kind: 'number', name: 'plan', values: Float64Array.from({ length: rows }, (_unused, row) => row % 4) },
    ],
    labels: Uint8Array.from({ length: rows }, (_unused, row) => (row % 3 === 0 ? Number(row % 9 !== 0) : Number(row % 9 === 2))),
  };
}
const rowsOf = (from: number, to: number): Int32Array => Int32Array.from({ length: to - from }, (_unused, at) => from + at);

describe('fitTableEncoder', () => {
  const table = aTable(600);
  const { encoder, training } = fitTableEncoder(table, rowsOf(0, 500), 1);
  const valueAt = (row: number, name: string): number => encoder.encode(Int32Array.of(row)).columns[encoder.names.indexOf(name)]![0]!;

  it('keeps numbers, gives two values one column, and more values columns, a share and a rate', () => {
    expect(encoder.names).toEqual([
      'amount', 'colour=red', 'colour=blue', 'colour=green', 'colour:share', 'colour:outcome', 'isNew=no',
      'plan', 'plan=0', 'plan=1', 'plan=2', 'plan=3', 'plan:share', 'plan:outcome',
    ]);
    expect([valueAt(7, 'amount'), valueAt(8, 'amount'), valueAt(3, 'colour=red'), valueAt(4, 'colour=red'), valueAt(2, 'isNew=no')]).toEqual([NaN, 8.5, 1, 0, 1]);
    expect(valueAt(3, 'colour:share')).toBeCloseTo(1 / 3, 1);
    expect(valueAt(3, 'colour:outcome')).toBeGreaterThan(valueAt(5, 'colour:outcome'));
    expect(valueAt(5, 'colour:outcome')).toBeGreaterThan(valueAt(4, 'colour:outcome'));
  });

  it('gives a value that training never saw no columns, no share, and the rate of all', () => {
    const share = 1 / (1 + Math.exp(-valueAt(549, 'colour:outcome')));
    expect([valueAt(549, 'colour=red'), valueAt(549, 'colour:share')]).toEqual([0, 0]);
    expect(share).toBeCloseTo(training.labels.reduce((sum, label) => sum + label, 0) / 500, 2);
  });

  it('knows nothing of rows outside of training: their labels and values change nothing', () => {
    fc.assert(fc.property(fc.integer({ min: 500, max: 599 }), (row) => {
      const labels = table.labels.slice();
      labels[row] = 1 - labels[row]!;
      expect(fitTableEncoder({ ...table, labels }, rowsOf(0, 500), 1).training).toEqual(training);
    }), { numRuns: 20 });
  });

  it('never lets a training row see its own outcome', () => {
    const at = training.names.indexOf('colour:outcome');
    // A rare colour is all its own: what it says of a row must be what the rate of the others says.
    const rare = Array.from({ length: 10 }, (_unused, nth) => 49 + 50 * nth);
    const share = (row: number): number => 1 / (1 + Math.exp(-training.columns[at]![row]!));
    const overall = training.labels.reduce((sum, label) => sum + label, 0) / 500;
    for (const row of rare) expect(share(row)).toBeCloseTo(overall, 1.7);
    const withOutcome = rare.filter((row) => training.labels[row] === 1);
    expect(withOutcome.length).toBeGreaterThan(0);
    for (const row of withOutcome) expect(training.columns[at]![row]).toBeLessThan(encoder.encode(Int32Array.of(row)).columns[at]![0]!);
  });
});

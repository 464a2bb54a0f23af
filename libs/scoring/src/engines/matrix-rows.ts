import type { LabelledMatrix } from './model.ts';

/** Some rows of a matrix, in the order given, as a matrix of its own. */
export function takeRows(data: LabelledMatrix, rows: Int32Array): LabelledMatrix {
  return {
    rows: rows.length,
    names: data.names,
    columns: data.columns.map((column) => takeValues(column, rows)),
    labels: Uint8Array.from(rows, (row) => data.labels[row]!),
  };
}

/** The values of some rows. */
export function takeValues(column: Float64Array, rows: Int32Array): Float64Array {
  const values = new Float64Array(rows.length);
  for (let at = 0; at < rows.length; at++) values[at] = column[rows[at]!]!;
  return values;
}

/** Share of rows whose outcome came, 0–1. */
export function shareOfPositives(labels: Uint8Array): number {
  let positives = 0;
  for (const label of labels) positives += label;
  return positives / labels.length;
}

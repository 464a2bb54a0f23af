import type { LabelledMatrix } from './model.ts';

/** Some rows of a matrix, in the order given, as a matrix of its own. */
export function takeRows(data: LabelledMatrix, rows: Int32Array): LabelledMatrix {
  return {
    rows: rows.length,
    names: data.names,
    columns: data.columns.map((column) => Float64Array.from(rows, (row) => column[row]!)),
    labels: Uint8Array.from(rows, (row) => data.labels[row]!),
  };
}

/** Share of rows whose outcome came, 0–1. */
export function shareOfPositives(labels: Uint8Array): number {
  let positives = 0;
  for (const label of labels) positives += label;
  return positives / labels.length;
}

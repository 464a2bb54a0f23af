import type { LabelledMatrix } from '../model.ts';

/** A matrix from columns written down, named by their place. */
export function matrixOf(columns: readonly ArrayLike<number>[], labels: ArrayLike<number>): LabelledMatrix {
  return {
    rows: labels.length, names: columns.map((_column, at) => `f${at}`),
    columns: columns.map((column) => Float64Array.from(column)), labels: Uint8Array.from(labels),
  };
}

/** So many numbers made from their place. */
export function numbers(length: number, make: (at: number) => number): number[] {
  return Array.from({ length }, (_unused, at) => make(at));
}

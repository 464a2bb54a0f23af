import { type BinnedMatrix, BIN_SLOTS } from './binning.ts';

/** Numbers that one feature takes in a histogram: for each bin the sum of gradients, then of counted hessians. */
export const FEATURE_STRIDE = BIN_SLOTS * 2;

/** The columns that can split at all, four to a word: one read serves four features. */
export interface PackedColumns {
  /** The feature of each place; places that only fill up the last word are not listed. */
  readonly features: Int32Array;
  readonly words: readonly Int32Array[];
}

export function packColumns({ rows, columns, cuts, hasMissing }: BinnedMatrix): PackedColumns {
  const features = Int32Array.from(columns.keys()).filter((feature) => cuts[feature]!.length > 0 || hasMissing[feature]!);
  const words: Int32Array[] = [];
  for (let first = 0; first < features.length; first += 4) {
    const word = new Int32Array(rows);
    for (let place = first; place < Math.min(first + 4, features.length); place++) {
      const column = columns[features[place]!]!;
      const shift = (place - first) * 8;
      for (let row = 0; row < rows; row++) word[row] = word[row]! | (column[row]! << shift);
    }
    words.push(word);
  }
  return { features, words };
}

/** Length of a histogram over these columns. */
export function histogramLength({ words }: PackedColumns): number {
  return words.length * 4 * FEATURE_STRIDE;
}

/**
 * Sums gradients and counted hessians of `order[begin…end)` by feature and bin. `gradients[at − begin]` belongs to
 * `order[at]`: gathered once, so that every word reads them in sequence.
 */
export function fillHistogram(histogram: Float64Array, { words }: PackedColumns, order: Int32Array, begin: number, end: number, gradients: Float64Array, countedHessians: Float64Array): void {
  histogram.fill(0);
  for (let at = 0; at < words.length; at++) addWord(histogram, at * 4 * FEATURE_STRIDE, words[at]!, order, begin, end, gradients, countedHessians);
}

function addWord(histogram: Float64Array, base: number, word: Int32Array, order: Int32Array, begin: number, end: number, gradients: Float64Array, countedHessians: Float64Array): void {
  const second = base + FEATURE_STRIDE;
  const third = second + FEATURE_STRIDE;
  const fourth = third + FEATURE_STRIDE;
  for (let at = begin; at < end; at++) {
    const bins = word[order[at]!]!;
    const gradient = gradients[at - begin]!;
    const hessian = countedHessians[at - begin]!;
    const a = base + ((bins << 1) & 510);
    const b = second + ((bins >>> 7) & 510);
    const c = third + ((bins >>> 15) & 510);
    const d = fourth + ((bins >>> 23) & 510);
    histogram[a] = histogram[a]! + gradient;
    histogram[a + 1] = histogram[a + 1]! + hessian;
    histogram[b] = histogram[b]! + gradient;
    histogram[b + 1] = histogram[b + 1]! + hessian;
    histogram[c] = histogram[c]! + gradient;
    histogram[c + 1] = histogram[c + 1]! + hessian;
    histogram[d] = histogram[d]! + gradient;
    histogram[d + 1] = histogram[d + 1]! + hessian;
  }
}

/** Turns the histogram of a parent into that of one child, given the other's. Exact, because the sums are whole numbers. */
export function subtractHistogram(parent: Float64Array, child: Float64Array): void {
  for (let at = 0; at < parent.length; at++) parent[at] = parent[at]! - child[at]!;
}

import { type BinnedMatrix, BIN_SLOTS } from './binning.ts';

/** Numbers that one feature takes in a histogram: for each bin the sum of gradients, then of counted hessians. */
export const FEATURE_STRIDE = BIN_SLOTS * 2;

/** From this share on it is quicker to look whether a row has the commonest word than to add it. */
const COMMON_SHARE = 0.7;

/** The columns that can split at all, four to a word: one read serves four features. */
export interface PackedColumns {
  /** The feature of each place; places that only fill up the last word are not listed. */
  readonly features: Int32Array;
  readonly words: readonly PackedWord[];
}

export interface PackedWord {
  readonly bins: Int32Array;
  /** The word of most rows, as where four features tell of something that few customers do; null where there is none such. */
  readonly common: number | null;
}

export function packColumns({ rows, columns, cuts, hasMissing }: BinnedMatrix): PackedColumns {
  const features = Int32Array.from(columns.keys()).filter((feature) => cuts[feature]!.length > 0 || hasMissing[feature]!);
  const words: PackedWord[] = [];
  for (let first = 0; first < features.length; first += 4) {
    const word = new Int32Array(rows);
    for (let place = first; place < Math.min(first + 4, features.length); place++) {
      const column = columns[features[place]!]!;
      const shift = (place - first) * 8;
      for (let row = 0; row < rows; row++) word[row] = word[row]! | (column[row]! << shift);
    }
    words.push({ bins: word, common: commonestOf(word) });
  }
  return { features, words };
}

/** What more than half of the words can be (Boyer & Moore 1981), if so many are. */
function commonestOf(words: Int32Array): number | null {
  let candidate = 0;
  let lead = 0;
  for (const word of words) {
    if (lead === 0) candidate = word;
    lead += word === candidate ? 1 : -1;
  }
  let count = 0;
  for (const word of words) if (word === candidate) count += 1;
  return count >= COMMON_SHARE * words.length ? candidate : null;
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
  let gradient = 0;
  let hessian = 0;
  for (let at = 0; at < end - begin; at++) {
    gradient += gradients[at]!;
    hessian += countedHessians[at]!;
  }
  for (let at = 0; at < words.length; at++) {
    const { bins, common } = words[at]!;
    const base = at * 4 * FEATURE_STRIDE;
    if (common === null) addWord(histogram, base, bins, order, begin, end, gradients, countedHessians);
    else addRareWord(histogram, base, bins, common, order, begin, end, gradients, countedHessians, gradient, hessian);
  }
}

/** Written out, because this loop is most of a training. */
function addWord(histogram: Float64Array, base: number, words: Int32Array, order: Int32Array, begin: number, end: number, gradients: Float64Array, countedHessians: Float64Array): void {
  const second = base + FEATURE_STRIDE;
  const third = second + FEATURE_STRIDE;
  const fourth = third + FEATURE_STRIDE;
  for (let at = begin; at < end; at++) {
    const word = words[order[at]!]!;
    const gradient = gradients[at - begin]!;
    const hessian = countedHessians[at - begin]!;
    const a = base + ((word << 1) & 510);
    const b = second + ((word >>> 7) & 510);
    const c = third + ((word >>> 15) & 510);
    const d = fourth + ((word >>> 23) & 510);
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

/** Adds the rows without the common word one by one, and all others at once: what remains of the node's sums. Exact, because the sums are whole numbers. */
function addRareWord(
  histogram: Float64Array, base: number, words: Int32Array, common: number, order: Int32Array, begin: number, end: number, gradients: Float64Array, countedHessians: Float64Array, gradient: number, hessian: number,
): void {
  let restOfGradient = gradient;
  let restOfHessian = hessian;
  for (let at = begin; at < end; at++) {
    const word = words[order[at]!]!;
    if (word === common) continue;
    const own = gradients[at - begin]!;
    const ownHessian = countedHessians[at - begin]!;
    restOfGradient -= own;
    restOfHessian -= ownHessian;
    addTo(histogram, base, word, own, ownHessian);
  }
  addTo(histogram, base, common, restOfGradient, restOfHessian);
}

/** Adds one row to the bins of four features. */
function addTo(histogram: Float64Array, base: number, word: number, gradient: number, hessian: number): void {
  const second = base + FEATURE_STRIDE;
  const third = second + FEATURE_STRIDE;
  const fourth = third + FEATURE_STRIDE;
  const a = base + ((word << 1) & 510);
  const b = second + ((word >>> 7) & 510);
  const c = third + ((word >>> 15) & 510);
  const d = fourth + ((word >>> 23) & 510);
  histogram[a] = histogram[a]! + gradient;
  histogram[a + 1] = histogram[a + 1]! + hessian;
  histogram[b] = histogram[b]! + gradient;
  histogram[b + 1] = histogram[b + 1]! + hessian;
  histogram[c] = histogram[c]! + gradient;
  histogram[c + 1] = histogram[c + 1]! + hessian;
  histogram[d] = histogram[d]! + gradient;
  histogram[d + 1] = histogram[d + 1]! + hessian;
}

/** Turns the histogram of a parent into that of one child, given the other's. Exact, because the sums are whole numbers. */
export function subtractHistogram(parent: Float64Array, child: Float64Array): void {
  for (let at = 0; at < parent.length; at++) parent[at] = parent[at]! - child[at]!;
}

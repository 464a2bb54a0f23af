import type { FeatureMatrix } from '../model.ts';
import { type Random, seededRandom } from '../random.ts';

/** Bins that values may have, numbered from 0. */
export const MOST_BINS = 255;
/** The bin of values that are not known. */
export const MISSING_BIN = 255;
/** Places that a histogram keeps for one feature: the bins and the missing one. */
export const BIN_SLOTS = 256;

/** More rows than these say nothing new about where the quantiles lie, and sorting them would cost as much as learning. */
const SAMPLE_ROWS = 40_000;

/** Days and counts of events hardly ever reach it. */
const MOST_COUNTS = 4_096;

/** Columns with every value replaced by the number of its bin: what trees are grown on. */
export interface BinnedMatrix {
  readonly rows: number;
  /** One array of length `rows` for each feature. */
  readonly columns: readonly Uint8Array[];
  /** For each feature the upper bounds of its bins, ascending. A value is in bin b when b of them are below it, so there is one bin more than cuts. */
  readonly cuts: readonly Float64Array[];
  readonly hasMissing: readonly boolean[];
}

/**
 * Puts every column into at most {@link MOST_BINS} bins. Columns with fewer distinct values get one bin for each; others
 * get bins of about equal rows, and values that are frequent enough keep a bin to themselves. `seed` chooses the rows
 * whose values are looked at where there are very many. A column without a known value, or with one, has no cut.
 */
export function binMatrix(matrix: FeatureMatrix, seed: number): BinnedMatrix {
  const sample = sampleStretches(matrix.rows, SAMPLE_ROWS, seededRandom(seed));
  const cuts = matrix.columns.map((column) => findCuts(column, sample));
  const columns = matrix.columns.map((column, at) => binColumn(column, cuts[at]!));
  return { rows: matrix.rows, columns, cuts, hasMissing: columns.map((column) => column.includes(MISSING_BIN)) };
}

/** The largest value that a split after this bin sends left; after the last bin every known value goes left. */
export function thresholdOf(cuts: Float64Array, bin: number): number {
  return bin < cuts.length ? cuts[bin]! : Infinity;
}

/** One random row out of each of so many equal stretches, ascending: rows may come in an order that a fixed step would follow. All when there are no more. */
export function sampleStretches(rows: number, most: number, random: Random): Int32Array {
  const size = Math.min(rows, most);
  const step = rows / size;
  const sample = new Int32Array(size);
  for (let at = 0; at < size; at++) sample[at] = size === rows ? at : Math.min(rows - 1, Math.floor((at + random.next()) * step));
  return sample;
}

function findCuts(column: Float64Array, sample: Int32Array): Float64Array {
  const values = new Float64Array(sample.length);
  let known = 0;
  let areCounts = true;
  for (let at = 0; at < sample.length; at++) {
    const value = column[sample[at]!]!;
    if (value !== value) continue;
    values[known++] = value;
    areCounts = areCounts && value >= 0 && value < MOST_COUNTS && value === Math.floor(value);
  }
  const found = values.subarray(0, known);
  if (areCounts && known > MOST_COUNTS) sortCounts(found);
  else found.sort();
  return cutSorted(found);
}

/** Sorts whole numbers from 0 up to {@link MOST_COUNTS} by counting them: most columns are such, and sorting was most of binning. */
function sortCounts(values: Float64Array): void {
  const counts = new Int32Array(MOST_COUNTS);
  for (let at = 0; at < values.length; at++) counts[values[at]!]! += 1;
  for (let value = 0, at = 0; value < MOST_COUNTS; value++) {
    values.fill(value, at, at + counts[value]!);
    at += counts[value]!;
  }
}

/** Cuts half-way between neighbours, where a bin has its share of the rows that are left or every distinct value gets its own. */
function cutSorted(sorted: Float64Array): Float64Array {
  let distinct = sorted.length > 0 ? 1 : 0;
  for (let at = 1; at < sorted.length; at++) if (sorted[at] !== sorted[at - 1]) distinct++;
  const cuts = new Float64Array(Math.max(0, Math.min(distinct, MOST_BINS) - 1));
  let cutCount = 0;
  let binBegin = 0;
  for (let at = 1; at < sorted.length && cutCount < cuts.length; at++) {
    if (sorted[at] === sorted[at - 1]) continue;
    const share = distinct <= MOST_BINS ? 1 : (sorted.length - binBegin) / (MOST_BINS - cutCount);
    if (at - binBegin < share) continue;
    cuts[cutCount++] = between(sorted[at - 1]!, sorted[at]!);
    binBegin = at;
  }
  return cuts.slice(0, cutCount);
}

/** A number that is at least `low` and below `high`; halves first, because the sum of two large numbers overflows. */
function between(low: number, high: number): number {
  const middle = low / 2 + high / 2;
  return middle >= low && middle < high ? middle : low;
}

function binColumn(column: Float64Array, cuts: Float64Array): Uint8Array {
  const bins = new Uint8Array(column.length);
  // Filled up with what nothing exceeds, so that eight halvings always end at the right place.
  const bounds = new Float64Array(BIN_SLOTS).fill(Infinity);
  bounds.set(cuts);
  const ofCounts = column.length > MOST_COUNTS ? Uint8Array.from({ length: MOST_COUNTS }, (_unused, count) => binOf(count, bounds)) : null;
  for (let row = 0; row < column.length; row++) {
    const value = column[row]!;
    const count = value | 0;
    bins[row] = ofCounts !== null && count === value && count >= 0 && count < MOST_COUNTS ? ofCounts[count]! : binOf(value, bounds);
  }
  return bins;
}

function binOf(value: number, bounds: Float64Array): number {
  if (value !== value) return MISSING_BIN;
  let bin = 0;
  for (let step = 128; step > 0; step >>= 1) if (bounds[bin + step - 1]! < value) bin += step;
  return bin;
}

import type { FeatureMatrix, LabelledMatrix } from './model.ts';
import { type Random, seededRandom } from './random.ts';

/** A normally distributed number (Box–Muller). */
export function gaussian(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
}

/** An exponentially distributed number with mean 1. */
export function exponential(random: Random): number {
  return -Math.log(1 - random.next());
}

export interface SampleOptions {
  readonly rows?: number;
  readonly features?: number;
  readonly seed?: number;
  /** Share of values that are not known. */
  readonly missing?: number;
}

/**
 * Customers with counts and amounts. Feature 0 raises the chance, feature 1 lowers it, feature 2 matters by itself only
 * where it is missing, the rest is noise.
 */
export function aLabelledMatrix({ rows = 600, features = 6, seed = 1, missing = 0.1 }: SampleOptions = {}): LabelledMatrix {
  const random = seededRandom(seed);
  const columns = Array.from({ length: features }, () => Float64Array.from({ length: rows }, () => (random.next() < missing ? NaN : 20 * exponential(random))));
  const known = (value: number | undefined): number => (value === undefined || Number.isNaN(value) ? 2 : Math.log1p(value));
  const labels = Uint8Array.from({ length: rows }, (_unused, row) => {
    const isUnknown = Number.isNaN(columns[2]?.[row] ?? 0);
    const logOdds = 1.5 * (known(columns[0]![row]) - 2) - (known(columns[1]?.[row]) - 2) + (isUnknown ? 1 : 0) - 0.5;
    return Number(random.next() < 1 / (1 + Math.exp(-logOdds)));
  });
  return { rows, names: columns.map((_column, at) => `feature_${at}`), columns, labels };
}

/** One row of a matrix as a matrix. */
export function rowOf(matrix: FeatureMatrix, row: number): FeatureMatrix {
  return { rows: 1, names: matrix.names, columns: matrix.columns.map((column) => column.slice(row, row + 1)) };
}

/** Area under the ROC curve by counting pairs, ties for a half. */
export function areaUnderCurve(scores: Float64Array, labels: Uint8Array): number {
  let wins = 0;
  let pairs = 0;
  for (let left = 0; left < labels.length; left++) {
    if (labels[left] !== 1) continue;
    for (let right = 0; right < labels.length; right++) {
      if (labels[right] !== 0) continue;
      pairs += 1;
      if (scores[left]! > scores[right]!) wins += 1;
      else if (scores[left] === scores[right]) wins += 0.5;
    }
  }
  return wins / pairs;
}

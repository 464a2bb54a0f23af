import type { Drift, DriftFigure, DriftLevel } from '@kelvin/contracts';
import { z } from 'zod';
import { quantileOfSorted } from '../quantile.ts';

/** Where a feature lay at training, to be kept with the model. */
export const driftReferenceSchema = z.object({
  name: z.string(),
  rows: z.number().int().nonnegative(),
  /** Inner bin edges, ascending; a bin takes what is above its lower edge, up to and with its upper one. */
  edges: z.array(z.number()),
  /** Share of the rows in each bin (one more than edges), then of those without a value. */
  shares: z.array(z.number()),
});
export type DriftReference = z.infer<typeof driftReferenceSchema>;

const BINS = 10;
/** Rows on either side below which the index is mostly noise: about (bins − 1) × (1 ÷ rows then + 1 ÷ rows now). */
const LEAST_ROWS = 500;
/** Indices from which a distribution has moved, and from which it has drifted: a reason to train anew. */
export const DRIFT_LIMITS = { moved: 0.1, drifted: 0.25 } as const;

/** Bins the values a model was trained on, into tenths where they are spread out, into fewer bins where many are equal. NaN: not known. */
export function buildDriftReference(name: string, values: Float64Array): DriftReference {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  const edges = new Set<number>();
  if (sorted.length > 0) {
    const most = sorted.at(-1)!;
    for (let tenth = 1; tenth < BINS; tenth++) edges.add(quantileOfSorted(sorted, tenth / BINS)!);
    // A value that nearly all rows share is every quantile; what lies below it still needs a bin of its own.
    if (sorted[0]! < most && [...edges].every((edge) => edge === most)) edges.add(sorted[0]!);
    edges.delete(most);
  }
  const ascending = [...edges].toSorted((a, b) => a - b);
  return { name, rows: values.length, edges: ascending, shares: Array.from(countBins(ascending, values), (count) => (values.length === 0 ? 0 : count / values.length)) };
}

/**
 * Population stability index between training and now: Σ over bins of (share now − share then) × ln(share now ÷ share then).
 * Half a row is added to each bin on both sides, so that an empty one does not make it infinite. 0: nothing moved.
 */
export function computeStabilityIndex(reference: DriftReference, now: Float64Array): number {
  const counts = countBins(reference.edges, now);
  const bins = counts.length;
  let sum = 0;
  for (let bin = 0; bin < bins; bin++) {
    const shareThen = (reference.shares[bin]! * reference.rows + 0.5) / (reference.rows + bins / 2);
    const shareNow = (counts[bin]! + 0.5) / (now.length + bins / 2);
    sum += (shareNow - shareThen) * Math.log(shareNow / shareThen);
  }
  return sum;
}

/** Steady below .1, moved below .25, drifted from there on. */
export function driftLevelOf(index: number): DriftLevel {
  return index < DRIFT_LIMITS.moved ? 'steady' : index < DRIFT_LIMITS.drifted ? 'moved' : 'drifted';
}

/** The index of one distribution and what it means; `too_few_rows` with fewer than 500 rows then or now. */
export function measureDrift(reference: DriftReference, now: Float64Array): DriftFigure {
  const index = computeStabilityIndex(reference, now);
  return { name: reference.name, index, level: Math.min(reference.rows, now.length) < LEAST_ROWS ? 'too_few_rows' : driftLevelOf(index) };
}

/** What is known now of the distributions a model was trained on, or gave. */
export interface DriftInput {
  readonly features: readonly { readonly reference: DriftReference; readonly now: Float64Array }[];
  readonly chances: { readonly reference: DriftReference; readonly now: Float64Array };
  /** Outcomes (0 or 1) of rows after training; null while none are known. */
  readonly outcome: { readonly reference: DriftReference; readonly now: Float64Array } | null;
}

/** Drift of features (furthest first), chances and outcome since training. */
export function computeDrift({ features, chances, outcome }: DriftInput): Drift {
  return {
    features: features.map(({ reference, now }) => measureDrift(reference, now)).toSorted((a, b) => b.index - a.index || (a.name < b.name ? -1 : 1)),
    chances: measureDrift(chances.reference, chances.now),
    outcome: outcome && measureDrift(outcome.reference, outcome.now),
  };
}

/** Rows in each bin, then those without a value. */
function countBins(edges: readonly number[], values: Float64Array): Int32Array {
  const counts = new Int32Array(edges.length + 2);
  for (const value of values) counts[Number.isNaN(value) ? edges.length + 1 : binOf(edges, value)]! += 1;
  return counts;
}

function binOf(edges: readonly number[], value: number): number {
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value <= edges[middle]!) high = middle;
    else low = middle + 1;
  }
  return low;
}

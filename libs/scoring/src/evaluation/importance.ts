import type { Importance } from '@kelvin/contracts';

/** A correlation nearer to 0 than this has no direction worth telling. */
const LEAST_CORRELATION = 0.1;

/** What one feature was and did, row by row. */
export interface FeatureContributions {
  readonly feature: string;
  /** NaN: not known. */
  readonly values: Float64Array;
  /** Signed log-odds, as {@link Explanation} has them. */
  readonly contributions: Float64Array;
}

/**
 * How much each feature does, largest first: the mean of its absolute contributions. Its direction is the sign of the
 * correlation between value and contribution over the rows where the value is known, `mixed` below .1 or without spread.
 * Shares are 0 when nothing contributes.
 */
export function computeImportance(features: readonly FeatureContributions[]): Importance[] {
  const means = features.map(({ contributions }) => (contributions.length === 0 ? 0 : contributions.reduce((sum, each) => sum + Math.abs(each), 0) / contributions.length));
  const total = means.reduce((sum, each) => sum + each, 0);
  return features
    .map(({ feature, values, contributions }, at): Importance => ({
      feature, meanContribution: means[at]!, share: total === 0 ? 0 : means[at]! / total, direction: directionOf(values, contributions),
    }))
    .toSorted((a, b) => b.meanContribution - a.meanContribution || (a.feature < b.feature ? -1 : 1));
}

function directionOf(values: Float64Array, contributions: Float64Array): Importance['direction'] {
  const known = [...values.keys()].filter((row) => !Number.isNaN(values[row]!));
  const meanOf = (of: Float64Array) => known.reduce((sum, row) => sum + of[row]!, 0) / known.length;
  const meanValue = meanOf(values);
  const meanContribution = meanOf(contributions);
  let both = 0;
  let valueSquares = 0;
  let contributionSquares = 0;
  for (const row of known) {
    const value = values[row]! - meanValue;
    const contribution = contributions[row]! - meanContribution;
    both += value * contribution;
    valueSquares += value * value;
    contributionSquares += contribution * contribution;
  }
  const correlation = both / Math.sqrt(valueSquares * contributionSquares);
  if (!(Math.abs(correlation) >= LEAST_CORRELATION)) return 'mixed';
  return correlation > 0 ? 'up' : 'down';
}

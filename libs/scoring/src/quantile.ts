/**
 * Quantile of numbers sorted ascending, interpolated between neighbours (the default of R and numpy).
 * Null for no numbers.
 */
export function quantileOfSorted(sorted: ArrayLike<number>, share: number): number | null {
  if (sorted.length === 0) return null;
  const position = (sorted.length - 1) * share;
  const below = Math.floor(position);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return low + (high - low) * (position - below);
}

/** The same quantile of whole numbers given as a histogram: `histogram[v]` is how often v occurs. */
export function quantileOfHistogram(histogram: ArrayLike<number>, share: number): number | null {
  let total = 0;
  for (let value = 0; value < histogram.length; value++) total += histogram[value]!;
  if (total === 0) return null;
  const position = (total - 1) * share;
  const rank = Math.floor(position);
  const low = valueAtRank(histogram, rank);
  const high = valueAtRank(histogram, Math.min(rank + 1, total - 1));
  return low + (high - low) * (position - rank);
}

function valueAtRank(histogram: ArrayLike<number>, rank: number): number {
  let seen = 0;
  for (let value = 0; value < histogram.length; value++) {
    seen += histogram[value]!;
    if (seen > rank) return value;
  }
  return histogram.length - 1;
}

/**
 * For each pair of a positive and a negative row, ln(1 + e^(negative − positive)), the mean over all pairs (RankNet,
 * Burges et al. 2005): adds to `gradient` how `weight` times this mean changes with each score. Nothing without a pair.
 */
export function addRankingGradient(scores: Float64Array, labels: Uint8Array, weight: number, gradient: Float64Array): void {
  const positives: number[] = [];
  const negatives: number[] = [];
  labels.forEach((label, at) => (label === 1 ? positives : negatives).push(at));
  const ofPair = weight / (positives.length * negatives.length);
  for (const positive of positives) {
    for (const negative of negatives) {
      const push = ofPair / (1 + Math.exp(scores[positive]! - scores[negative]!));
      gradient[positive]! -= push;
      gradient[negative]! += push;
    }
  }
}

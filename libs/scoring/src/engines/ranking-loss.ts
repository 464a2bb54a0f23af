/** Scores beyond this say no more, and what is raised to them must stay finite. */
const MOST_SCORE = 300;

/**
 * For each pair of a positive and a negative row, ln(1 + e^(negative − positive)), the mean over all pairs (RankNet,
 * Burges et al. 2005): adds to `gradient` how `weight` times this mean changes with each score. Nothing without a pair.
 */
export function addRankingGradient(scores: Float64Array, labels: Uint8Array, weight: number, gradient: Float64Array): void {
  const positives = Int32Array.from(labels.keys()).filter((at) => labels[at] === 1);
  const negatives = Int32Array.from(labels.keys()).filter((at) => labels[at] !== 1);
  // Powers of rows, not of pairs: there are thousands of pairs.
  const powers = Float64Array.from(negatives, (at) => Math.exp(-within(scores[at]!)));
  const pushes = new Float64Array(negatives.length);
  const ofPair = weight / (positives.length * negatives.length);
  for (const positive of positives) {
    const power = Math.exp(within(scores[positive]!));
    let pushed = 0;
    for (let at = 0; at < powers.length; at++) {
      const push = ofPair / (1 + power * powers[at]!);
      pushed += push;
      pushes[at] = pushes[at]! + push;
    }
    gradient[positive]! -= pushed;
  }
  negatives.forEach((negative, at) => { gradient[negative]! += pushes[at]!; });
}

function within(score: number): number {
  return Math.min(MOST_SCORE, Math.max(-MOST_SCORE, score));
}

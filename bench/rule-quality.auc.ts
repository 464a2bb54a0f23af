/**
 * Chance that a positive gets a higher score than a negative; ties count half (Mann–Whitney U ÷ pairs).
 * .5 is guessing. NaN when one side is empty.
 */
export function areaUnderCurve(scores: readonly number[], outcomes: readonly boolean[]): number {
  const order = scores.map((_, at) => at).sort((a, b) => scores[a]! - scores[b]!);
  let positives = 0;
  let rankSum = 0;
  for (let from = 0; from < order.length; ) {
    let to = from;
    while (to < order.length && scores[order[to]!] === scores[order[from]!]) to++;
    const meanRank = (from + 1 + to) / 2;
    for (let at = from; at < to; at++) {
      if (!outcomes[order[at]!]) continue;
      positives++;
      rankSum += meanRank;
    }
    from = to;
  }
  const negatives = order.length - positives;
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives);
}

import { AppError } from '@kelvin/kernel';

/** Rows by score, sorted once, so that many weightings of them can be measured without sorting again. */
export interface Ranking {
  /** Row numbers from the highest score to the lowest. */
  readonly order: Int32Array;
  /** Labels in that order. */
  readonly labels: Uint8Array;
  /** Where each run of equal scores ends (exclusive, in `order`): the score says nothing about the order inside a run. */
  readonly stepEnds: Int32Array;
}

/**
 * Sorts rows by score.
 *
 * @throws AppError `evaluation.bad_rows` for unequal lengths, a label other than 0 and 1, or a score that is not a number.
 */
export function rankRows(scores: Float64Array, labels: Uint8Array): Ranking {
  checkLabels(scores, labels);
  for (const score of scores) if (Number.isNaN(score)) throw new AppError('invalid', 'evaluation.bad_rows', 'A score is not a number, so the rows have no order.');
  const order = Int32Array.from(scores.keys()).sort((a, b) => (scores[a]! < scores[b]! ? 1 : scores[a]! > scores[b]! ? -1 : 0));
  const ends: number[] = [];
  for (let at = 1; at <= order.length; at++) {
    if (at === order.length || scores[order[at]!] !== scores[order[at - 1]!]) ends.push(at);
  }
  return { order, labels: Uint8Array.from(order, (row) => labels[row]!), stepEnds: Int32Array.from(ends) };
}

/** Refuses labels that do not fit the rows. @throws AppError `evaluation.bad_rows` */
export function checkLabels(scores: Float64Array, labels: Uint8Array): void {
  if (scores.length !== labels.length) throw new AppError('invalid', 'evaluation.bad_rows', `There are ${labels.length} labels for ${scores.length} rows.`);
  for (const label of labels) if (label > 1) throw new AppError('invalid', 'evaluation.bad_rows', `A label is ${label}; it must be 0 or 1.`);
}

/**
 * Chance that a positive gets a higher score than a negative; ties count half (Mann–Whitney U ÷ pairs).
 * .5 is guessing. Null when there are no positives or no negatives.
 *
 * @throws AppError `evaluation.bad_rows`
 */
export function areaUnderCurve(scores: Float64Array, labels: Uint8Array): number | null {
  return weightedAreaUnderCurve(rankRows(scores, labels), equalWeights(labels.length));
}

/**
 * Area under the precision-recall curve as a sum over steps: Σ (recall gained) × (precision after the step).
 * A run of equal scores is one step, so the order of the rows does not matter. The share of positives is guessing.
 * Null without positives.
 *
 * @throws AppError `evaluation.bad_rows`
 */
export function averagePrecision(scores: Float64Array, labels: Uint8Array): number | null {
  return weightedAveragePrecision(rankRows(scores, labels), equalWeights(labels.length));
}

/**
 * How many times more positives the top tenth by score holds than a tenth drawn at random. 1 is guessing.
 * A tenth is exact, not rounded to whole rows: a run of equal scores that crosses its border counts in proportion.
 * Null without positives.
 *
 * @throws AppError `evaluation.bad_rows`
 */
export function topDecileLift(scores: Float64Array, labels: Uint8Array): number | null {
  return weightedTopDecileLift(rankRows(scores, labels), equalWeights(labels.length));
}

/** Each row once. */
export function equalWeights(rows: number): Int32Array {
  return new Int32Array(rows).fill(1);
}

/** {@link areaUnderCurve} of rows that count `weights[row]` times each. */
export function weightedAreaUnderCurve({ order, labels, stepEnds }: Ranking, weights: Int32Array): number | null {
  let above = 0;
  let negatives = 0;
  let wonPairs = 0;
  let at = 0;
  for (const end of stepEnds) {
    let stepPositives = 0;
    let stepNegatives = 0;
    for (; at < end; at++) {
      const weight = weights[order[at]!]!;
      if (labels[at] === 1) stepPositives += weight;
      else stepNegatives += weight;
    }
    wonPairs += stepNegatives * (above + stepPositives / 2);
    above += stepPositives;
    negatives += stepNegatives;
  }
  return above === 0 || negatives === 0 ? null : wonPairs / (above * negatives);
}

/** {@link averagePrecision} of rows that count `weights[row]` times each. */
export function weightedAveragePrecision({ order, labels, stepEnds }: Ranking, weights: Int32Array): number | null {
  let hits = 0;
  let people = 0;
  let sum = 0;
  let at = 0;
  for (const end of stepEnds) {
    let stepPositives = 0;
    for (; at < end; at++) {
      const weight = weights[order[at]!]!;
      people += weight;
      if (labels[at] === 1) stepPositives += weight;
    }
    if (stepPositives === 0) continue;
    hits += stepPositives;
    sum += stepPositives * (hits / people);
  }
  return hits === 0 ? null : sum / hits;
}

/** {@link topDecileLift} of rows that count `weights[row]` times each. */
export function weightedTopDecileLift(ranking: Ranking, weights: Int32Array): number | null {
  let total = 0;
  let positives = 0;
  for (let at = 0; at < ranking.order.length; at++) {
    const weight = weights[ranking.order[at]!]!;
    total += weight;
    if (ranking.labels[at] === 1) positives += weight;
  }
  if (positives === 0) return null;
  return hitsAmongTop(ranking, weights, total / 10) / (total / 10) / (positives / total);
}

/** Positives among the first `people` of the ranking; equal scores that straddle the border count in proportion. */
function hitsAmongTop({ order, labels, stepEnds }: Ranking, weights: Int32Array, people: number): number {
  let seen = 0;
  let hits = 0;
  let at = 0;
  for (const end of stepEnds) {
    let stepPeople = 0;
    let stepHits = 0;
    for (; at < end; at++) {
      const weight = weights[order[at]!]!;
      stepPeople += weight;
      if (labels[at] === 1) stepHits += weight;
    }
    if (seen + stepPeople >= people) return stepPeople === 0 ? hits : hits + stepHits * ((people - seen) / stepPeople);
    seen += stepPeople;
    hits += stepHits;
  }
  return hits;
}

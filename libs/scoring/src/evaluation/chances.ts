import type { CalibrationBin } from '@kelvin/contracts';
import { AppError } from '@kelvin/kernel';
import { clampLogOdds, logOddsOf } from '../engines/model.ts';
import { checkLabels, equalWeights, type Ranking, rankRows } from './ranking.ts';

/** Equal-count bins of a calibration curve and of its error. */
export const CALIBRATION_BINS = 10;

/** Rows with their chances, prepared once to be measured many times over. */
export interface EvaluatedRows {
  readonly chances: Float64Array;
  readonly labels: Uint8Array;
  readonly ranking: Ranking;
  /** What each row adds to the log loss. */
  readonly losses: Float64Array;
}

/**
 * Prepares chances and what came of them.
 *
 * @throws AppError `evaluation.bad_rows` for unequal lengths, a label other than 0 and 1, or a chance outside 0–1.
 */
export function evaluateRows(chances: Float64Array, labels: Uint8Array): EvaluatedRows {
  checkChances(chances, labels);
  return { chances, labels, ranking: rankRows(chances, labels), losses: chances.map((chance, row) => lossOf(chance, labels[row]!)) };
}

/** Mean of −ln(chance given to what happened). A chance of 0 or 1 is taken for the surest a model can say. Null without rows. @throws AppError `evaluation.bad_rows` */
export function logLoss(chances: Float64Array, labels: Uint8Array): number | null {
  return weightedLogLoss(evaluateRows(chances, labels), equalWeights(labels.length));
}

/** Mean squared distance of the chance from what happened. Null without rows. @throws AppError `evaluation.bad_rows` */
export function brierScore(chances: Float64Array, labels: Uint8Array): number | null {
  return weightedBrierScore(evaluateRows(chances, labels), equalWeights(labels.length));
}

/**
 * Expected calibration error: Σ over equal-count bins of (share of rows in the bin) × |mean chance − observed share|.
 * Rows with equal chances stay in one bin, so bins can be fewer and uneven. Chance alone makes it larger than 0:
 * by about √(bins × 2 p (1 − p) ÷ (π rows)). Null without rows.
 *
 * @throws AppError `evaluation.bad_rows`
 */
export function expectedCalibrationError(chances: Float64Array, labels: Uint8Array, bins = CALIBRATION_BINS): number | null {
  return weightedCalibrationError(evaluateRows(chances, labels), equalWeights(labels.length), bins);
}

/** The bins of {@link expectedCalibrationError}, lowest chances first, each with the Wilson interval of its observed share. */
export function calibrationBins(rows: EvaluatedRows, bins = CALIBRATION_BINS): CalibrationBin[] {
  const result: CalibrationBin[] = [];
  eachBin(rows, equalWeights(rows.labels.length), bins, (n, chances, positives) => {
    result.push({ n, meanChance: chances / n, observedShare: positives / n, ...wilsonInterval(positives, n) });
  });
  return result.reverse();
}

/** Share of the commoner label: what always giving the same answer gets right. Null without rows. */
export function majorityShare(labels: Uint8Array): number | null {
  if (labels.length === 0) return null;
  const share = countPositives(labels) / labels.length;
  return Math.max(share, 1 - share);
}

/** Share of right answers when a chance of one half or more means yes. Null without rows. */
export function accuracyAtHalf(chances: Float64Array, labels: Uint8Array): number | null {
  checkChances(chances, labels);
  if (labels.length === 0) return null;
  return labels.reduce((right, label, row) => right + (chances[row]! >= 0.5 === (label === 1) ? 1 : 0), 0) / labels.length;
}

export function countPositives(labels: Uint8Array): number {
  return labels.reduce((sum, label) => sum + label, 0);
}

/** Wilson's 95 % interval of a share (E. B. Wilson, 1927): holds for rare outcomes and few rows too. */
export function wilsonInterval(positives: number, n: number): { low: number; high: number } {
  if (n === 0) return { low: 0, high: 1 };
  const z = 1.959964;
  const share = positives / n;
  const scale = 1 + (z * z) / n;
  const middle = (share + (z * z) / (2 * n)) / scale;
  const half = (z / scale) * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n));
  return { low: positives === 0 ? 0 : Math.max(0, middle - half), high: positives === n ? 1 : Math.min(1, middle + half) };
}

/** {@link logLoss} of rows that count `weights[row]` times each. */
export function weightedLogLoss({ losses }: EvaluatedRows, weights: Int32Array): number | null {
  let total = 0;
  let sum = 0;
  for (let row = 0; row < losses.length; row++) {
    total += weights[row]!;
    sum += weights[row]! * losses[row]!;
  }
  return total === 0 ? null : sum / total;
}

/** {@link brierScore} of rows that count `weights[row]` times each. */
export function weightedBrierScore({ chances, labels }: EvaluatedRows, weights: Int32Array): number | null {
  let total = 0;
  let sum = 0;
  for (let row = 0; row < labels.length; row++) {
    const off = chances[row]! - labels[row]!;
    total += weights[row]!;
    sum += weights[row]! * off * off;
  }
  return total === 0 ? null : sum / total;
}

/** {@link expectedCalibrationError} of rows that count `weights[row]` times each. */
export function weightedCalibrationError(rows: EvaluatedRows, weights: Int32Array, bins = CALIBRATION_BINS): number | null {
  let total = 0;
  let sum = 0;
  eachBin(rows, weights, bins, (n, chances, positives) => {
    total += n;
    sum += Math.abs(chances - positives);
  });
  return total === 0 ? null : sum / total;
}

/**
 * Walks the bins from the highest chances down. A bin is closed by the first run of equal chances that reaches its border,
 * so rows that count twice fall as two equal rows would.
 */
function eachBin({ chances, ranking }: EvaluatedRows, weights: Int32Array, bins: number, visit: (n: number, chances: number, positives: number) => void): void {
  const { order, labels, stepEnds } = ranking;
  let total = 0;
  for (const weight of weights) total += weight;
  let seen = 0;
  let n = 0;
  let chanceSum = 0;
  let positives = 0;
  let border = total / bins;
  let at = 0;
  for (const end of stepEnds) {
    let stepRows = 0;
    const chance = chances[order[at]!]!;
    for (; at < end; at++) {
      const weight = weights[order[at]!]!;
      stepRows += weight;
      if (labels[at] === 1) positives += weight;
    }
    n += stepRows;
    chanceSum += stepRows * chance;
    seen += stepRows;
    if (n === 0 || seen < border) continue;
    visit(n, chanceSum, positives);
    n = 0;
    chanceSum = 0;
    positives = 0;
    border = ((Math.floor((seen * bins) / total) + 1) * total) / bins;
  }
  if (n > 0) visit(n, chanceSum, positives);
}

function checkChances(chances: Float64Array, labels: Uint8Array): void {
  checkLabels(chances, labels);
  for (const chance of chances) if (!(chance >= 0 && chance <= 1)) throw new AppError('invalid', 'evaluation.bad_rows', `A chance is ${chance}; it must be between 0 and 1.`);
}

/** −ln of the chance of what happened, by way of log-odds: exact where 1 − chance would be rounded away. */
function lossOf(chance: number, label: number): number {
  const logOdds = clampLogOdds(logOddsOf(chance));
  return Math.log1p(Math.exp(label === 1 ? -logOdds : logOdds));
}

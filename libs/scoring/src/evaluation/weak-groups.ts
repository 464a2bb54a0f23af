import type { Estimate, GroupQuality } from '@kelvin/contracts';
import { AppError } from '@kelvin/kernel';
import { countPositives, type EvaluatedRows } from './chances.ts';
import { rankRows } from './ranking.ts';

/** Below these a group is listed, but nothing is said against it. */
const LEAST_ROWS = 100;
const LEAST_OUTCOMES = 20;
/** The largest groups of an attribute; the tail is too small to tell anything. */
const MOST_GROUPS = 20;
const Z_95 = 1.959964;
/** Standard errors that make a difference clear: with twenty groups looked at, chance alone flags one in one report of thirty or so. */
const CLEAR_ERRORS = 3;
/** Differences that matter: in AUC, and in the mean chance (or half of what was observed, where that is less). */
const AUC_MATTERS = 0.05;
const GAP_MATTERS = 0.05;

/**
 * How well chances serve each group of an attribute (a country, a device, a band), largest group first, at most twenty.
 *
 * A group is weak in *ranking* when its AUC is .05 or more below that of everybody else, in *calibration* when its mean chance is off by
 * .05 (or half of its observed share) or more, and in both cases differs from everybody else by more than three standard errors.
 * It needs 100 rows, and for ranking 20 positives and 20 negatives.
 *
 * Intervals are normal approximations, for AUC with the variance of DeLong, DeLong and Clarke-Pearson (1988);
 * they suppose one row a customer.
 *
 * @param groups the group of each row; null where it is not known (such rows still count among everybody else)
 * @throws AppError `evaluation.bad_rows` when a row has no group entry.
 */
export function findWeakGroups(rows: EvaluatedRows, attribute: string, groups: readonly (string | null)[]): GroupQuality[] {
  if (groups.length !== rows.labels.length) throw new AppError('invalid', 'evaluation.bad_rows', `There are ${groups.length} groups for ${rows.labels.length} rows.`);
  const rowsOf = new Map<string, number[]>();
  groups.forEach((group, row) => {
    if (group === null) return;
    const known = rowsOf.get(group);
    if (known) known.push(row);
    else rowsOf.set(group, [row]);
  });
  const largest = [...rowsOf].toSorted(([name, own], [otherName, others]) => others.length - own.length || (name < otherName ? -1 : 1)).slice(0, MOST_GROUPS);
  return largest.map(([group, own]) => {
    const isOwn = new Uint8Array(groups.length);
    for (const row of own) isOwn[row] = 1;
    return qualityOf(rows, attribute, group, own, Array.from(isOwn.keys()).filter((row) => isOwn[row] === 0));
  });
}

function qualityOf(rows: EvaluatedRows, attribute: string, group: string, own: readonly number[], others: readonly number[]): GroupQuality {
  const [auc, gap, positives] = measure(rows, own);
  const [restAuc, restGap] = measure(rows, others);
  const negatives = own.length - positives;
  const weaknesses: GroupQuality['weaknesses'] = [];
  const isRankable = own.length >= LEAST_ROWS && positives >= LEAST_OUTCOMES && negatives >= LEAST_OUTCOMES;
  if (isRankable && auc && restAuc && restAuc.value - auc.value >= AUC_MATTERS && isClear(auc, restAuc)) weaknesses.push('ranking');
  const matters = Math.min(GAP_MATTERS, positives / own.length / 2);
  if (own.length >= LEAST_ROWS && restGap && Math.abs(gap!.value) >= matters && Math.abs(gap!.value) > Math.abs(restGap.value) && isClear(gap!, restGap)) weaknesses.push('calibration');
  return { attribute, group, rows: own.length, positives, auc: auc && toEstimate(auc, 0, 1), calibrationGap: toEstimate(gap!, -1, 1), weaknesses };
}

interface Measured { readonly value: number; readonly variance: number }

function measure({ chances, labels }: EvaluatedRows, own: readonly number[]): [auc: Measured | null, gap: Measured | null, positives: number] {
  const ownChances = Float64Array.from(own, (row) => chances[row]!);
  const ownLabels = Uint8Array.from(own, (row) => labels[row]!);
  return [aucWithVariance(ownChances, ownLabels), gapWithVariance(ownChances, ownLabels), countPositives(ownLabels)];
}

/** Each positive is placed among the negatives and the other way round; the variance of the placements is that of the AUC. */
function aucWithVariance(chances: Float64Array, labels: Uint8Array): Measured | null {
  const positives = countPositives(labels);
  const negatives = labels.length - positives;
  if (positives < 2 || negatives < 2) return null;
  const ranking = rankRows(chances, labels);
  let above = 0;
  let positivesAbove = 0;
  let sum = 0;
  let positiveSquares = 0;
  let negativeSquares = 0;
  let at = 0;
  for (const end of ranking.stepEnds) {
    let stepPositives = 0;
    const people = end - at;
    for (; at < end; at++) stepPositives += ranking.labels[at]!;
    const stepNegatives = people - stepPositives;
    const below = negatives - (above - positivesAbove) - stepNegatives;
    const placedPositive = (below + stepNegatives / 2) / negatives;
    const placedNegative = (positivesAbove + stepPositives / 2) / positives;
    sum += stepPositives * placedPositive;
    positiveSquares += stepPositives * placedPositive ** 2;
    negativeSquares += stepNegatives * placedNegative ** 2;
    above += people;
    positivesAbove += stepPositives;
  }
  const value = sum / positives;
  const varianceOf = (squares: number, n: number) => Math.max(0, squares - n * value * value) / (n - 1) / n;
  return { value, variance: varianceOf(positiveSquares, positives) + varianceOf(negativeSquares, negatives) };
}

/** Mean chance − observed share, a mean of differences; its variance is at least that of the chances' own coin tosses. */
function gapWithVariance(chances: Float64Array, labels: Uint8Array): Measured | null {
  const n = labels.length;
  if (n === 0) return null;
  let sum = 0;
  let squares = 0;
  let tosses = 0;
  for (let row = 0; row < n; row++) {
    const off = chances[row]! - labels[row]!;
    sum += off;
    squares += off * off;
    tosses += chances[row]! * (1 - chances[row]!);
  }
  const value = sum / n;
  return { value, variance: Math.max(squares - n * value * value, tosses) / n / n };
}

function isClear(one: Measured, other: Measured): boolean {
  return Math.abs(one.value - other.value) > CLEAR_ERRORS * Math.sqrt(one.variance + other.variance);
}

function toEstimate({ value, variance }: Measured, least: number, most: number): Estimate {
  const half = Z_95 * Math.sqrt(variance);
  return { value, low: Math.max(least, value - half), high: Math.min(most, value + half) };
}

import { AppError } from '@kelvin/kernel';
import { z } from 'zod';
import { chanceOf, logOddsOf } from '../engines/model.ts';
import { countPositives } from './chances.ts';
import { missingOutcomesIn, type MissingOutcomes } from './least-outcomes.ts';

/** Chances from rules: log-odds = intercept + slope × points of the rule score R (0–100). */
export const ruleCurveSchema = z.object({
  intercept: z.number(),
  /** Log-odds a point; 0 where the outcome does not go with the score in the direction it must. */
  slope: z.number(),
  /** What it was fitted on. */
  positives: z.number().int(), negatives: z.number().int(),
});
export type RuleCurve = z.infer<typeof ruleCurveSchema>;

/** Points are centred on 50 and counted in tens, so that both parameters are of one size. */
const MIDDLE = 50;
const UNIT = 10;
/** Only to keep a slope finite where the score separates the outcomes perfectly. */
const RIDGE = 1e-3;
const MOST_STEPS = 100;

/**
 * Fits one logistic curve over the rule score, by Newton's method.
 *
 * @param points rule scores R, 0–100
 * @param direction `rises`: the outcome is likelier at higher scores (buying, staying); `falls`: at lower ones (leaving).
 *   Data that say otherwise give a flat curve, which is the best one that does not go the wrong way.
 * @param customers whose each row is, where a customer may have several; left out: each row is a customer of its own
 * @returns the curve, or what is missing to 40 customers with the outcome and 40 without
 * @throws AppError `evaluation.bad_rows` for unequal lengths or points that are not finite.
 */
export function fitRuleCurve(points: Float64Array, labels: Uint8Array, direction: 'rises' | 'falls', customers?: Int32Array): RuleCurve | { missing: MissingOutcomes } {
  if (points.length !== labels.length) throw new AppError('invalid', 'evaluation.bad_rows', `There are ${labels.length} labels for ${points.length} scores.`);
  if (!points.every(Number.isFinite)) throw new AppError('invalid', 'evaluation.bad_rows', 'A score is not a number, so no curve can be fitted.');
  const missing = missingOutcomesIn(labels, customers);
  if (missing) return { missing };
  const positives = countPositives(labels);
  const negatives = labels.length - positives;
  const [intercept, slope] = fitLine(points.map((each) => (each - MIDDLE) / UNIT), labels, positives / labels.length);
  if (direction === 'rises' ? slope <= 0 : slope >= 0) return { intercept: logOddsOf(positives / labels.length), slope: 0, positives, negatives };
  return { intercept: intercept - (slope * MIDDLE) / UNIT, slope: slope / UNIT, positives, negatives };
}

/** The chance of the outcome at a rule score of so many points (0–100). */
export function chanceFromRules(curve: RuleCurve, points: number): number {
  return chanceOf(curve.intercept + curve.slope * points);
}

/** Newton's method with step halving: each step lowers the loss, so it ends at the one minimum. */
function fitLine(xs: Float64Array, labels: Uint8Array, share: number): [number, number] {
  let at: [number, number] = [logOddsOf(share), 0];
  let loss = lossOf(xs, labels, at);
  for (let step = 0; step < MOST_STEPS; step++) {
    const [a, b] = newtonStep(xs, labels, at);
    let scale = 1;
    let next: [number, number] = [at[0] - a, at[1] - b];
    let nextLoss = lossOf(xs, labels, next);
    while (nextLoss > loss && scale > 1e-6) {
      scale /= 2;
      next = [at[0] - scale * a, at[1] - scale * b];
      nextLoss = lossOf(xs, labels, next);
    }
    if (!(nextLoss < loss)) return at;
    const isDone = loss - nextLoss < 1e-12 * (1 + loss);
    at = next;
    loss = nextLoss;
    if (isDone) return at;
  }
  return at;
}

/** Inverse Hessian × gradient of the penalised loss. */
function newtonStep(xs: Float64Array, labels: Uint8Array, [intercept, slope]: [number, number]): [number, number] {
  let g0 = 0;
  let g1 = RIDGE * slope;
  let h00 = 1e-9;
  let h01 = 0;
  let h11 = RIDGE;
  for (let row = 0; row < xs.length; row++) {
    const x = xs[row]!;
    const chance = chanceOf(intercept + slope * x);
    const off = chance - labels[row]!;
    const weight = chance * (1 - chance);
    g0 += off;
    g1 += off * x;
    h00 += weight;
    h01 += weight * x;
    h11 += weight * x * x;
  }
  const determinant = h00 * h11 - h01 * h01;
  return [(h11 * g0 - h01 * g1) / determinant, (h00 * g1 - h01 * g0) / determinant];
}

function lossOf(xs: Float64Array, labels: Uint8Array, [intercept, slope]: [number, number]): number {
  let sum = (RIDGE / 2) * slope * slope;
  for (let row = 0; row < xs.length; row++) {
    const logOdds = intercept + slope * xs[row]!;
    const wrong = labels[row] === 1 ? -logOdds : logOdds;
    sum += Math.max(wrong, 0) + Math.log1p(Math.exp(-Math.abs(wrong)));
  }
  return sum;
}

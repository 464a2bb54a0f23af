import { AppError } from '@kelvin/kernel';
import { packArtefact } from './artefact.ts';
import { clampLogOdds, type Explanation, type FeatureMatrix, type Model } from './model.ts';
import { logLossOf } from './penalised-logistic.ts';
import { CALIBRATED_FORMAT } from './stored-model.ts';

/** Calibrated log-odds are `slope` × log-odds + `intercept`. */
export interface PlattScaling {
  readonly slope: number;
  readonly intercept: number;
}

const MOST_STEPS = 100;
const MOST_HALVINGS = 40;

/**
 * Platt scaling: the straight line over log-odds that fits held-out labels best. Labels are drawn in a little,
 * to (n₊+1)/(n₊+2) and 1/(n₋+2), as Platt proposed (Probabilistic Outputs for Support Vector Machines, 1999), so that
 * the answer is finite even where the log-odds split the labels without a mistake. Newton steps with halving after
 * Lin, Lin & Weng 2007. Log-odds that are all alike get slope 1.
 *
 * @throws AppError `model.no_rows` without rows, `model.bad_matrix` when the lengths differ.
 */
export function fitPlatt(logOdds: Float64Array, labels: Uint8Array): PlattScaling {
  if (logOdds.length !== labels.length) throw new AppError('invalid', 'model.bad_matrix', `There are ${labels.length} labels for ${logOdds.length} rows.`);
  if (labels.length === 0) throw new AppError('invalid', 'model.no_rows', 'There is no row to calibrate on.');
  let positives = 0;
  for (const label of labels) positives += label;
  const ofPositives = (positives + 1) / (positives + 2);
  const ofNegatives = 1 / (labels.length - positives + 2);
  const targets = Float64Array.from(labels, (label) => (label === 1 ? ofPositives : ofNegatives));
  const scores = logOdds.map(clampLogOdds);
  const first = scores[0]!;
  if (scores.every((score) => score === first)) {
    const share = targets.reduce((sum, target) => sum + target, 0) / targets.length;
    return { slope: 1, intercept: Math.log(share / (1 - share)) - first };
  }
  return descend(scores, targets);
}

/**
 * What to add to log-odds so that the mean chance is the share of positives (drawn in by half a row, so that the answer is
 * finite), by Newton's method on a convex loss. 0 without rows.
 */
export function fitShift(logOdds: Float64Array, labels: Uint8Array): number {
  let positives = 0;
  for (const label of labels) positives += label;
  const target = positives === 0 ? 0.5 : positives === labels.length ? positives - 0.5 : positives;
  let shift = 0;
  for (let step = 0; step < MOST_STEPS && labels.length > 0; step++) {
    let excess = -target;
    let slope = 1e-12;
    for (const each of logOdds) {
      const chance = 1 / (1 + Math.exp(-(each + shift)));
      excess += chance;
      slope += chance * (1 - chance);
    }
    // A step of more than two leaps over where the curve is flat.
    const move = Math.max(-2, Math.min(2, excess / slope));
    shift -= move;
    if (Math.abs(move) < 1e-12) break;
  }
  return shift;
}

function descend(scores: Float64Array, targets: Float64Array): PlattScaling {
  let at: PlattScaling = { slope: 1, intercept: 0 };
  let loss = lossOf(at, scores, targets);
  for (let step = 0; step < MOST_STEPS; step++) {
    let [bySlope, byIntercept, slopeSlope, slopeIntercept, interceptIntercept] = [0, 0, 1e-12, 0, 1e-12];
    for (let row = 0; row < scores.length; row++) {
      const score = scores[row]!;
      const chance = 1 / (1 + Math.exp(-(at.slope * score + at.intercept)));
      const error = chance - targets[row]!;
      const weight = chance * (1 - chance);
      bySlope += error * score;
      byIntercept += error;
      slopeSlope += weight * score * score;
      slopeIntercept += weight * score;
      interceptIntercept += weight;
    }
    const determinant = slopeSlope * interceptIntercept - slopeIntercept ** 2;
    const slopeMove = (interceptIntercept * bySlope - slopeIntercept * byIntercept) / determinant;
    const interceptMove = (slopeSlope * byIntercept - slopeIntercept * bySlope) / determinant;
    let next = at;
    let nextLoss = Infinity;
    for (let halving = 0, stride = 1; halving < MOST_HALVINGS && !(nextLoss < loss); halving++, stride /= 2) {
      next = { slope: at.slope - stride * slopeMove, intercept: at.intercept - stride * interceptMove };
      nextLoss = lossOf(next, scores, targets);
    }
    if (!(nextLoss < loss)) break;
    [at, loss] = [next, nextLoss];
  }
  return at;
}

function lossOf({ slope, intercept }: PlattScaling, scores: Float64Array, targets: Float64Array): number {
  let loss = 0;
  for (let row = 0; row < scores.length; row++) loss += logLossOf(slope * scores[row]! + intercept, targets[row]!);
  return loss;
}

/** The same model with calibrated chances, and explanations to match. `loadModel` reads what it saves; the engine alone does not. */
export function calibrateModel(model: Model, platt: PlattScaling): Model {
  const { slope, intercept } = platt;
  return {
    engine: model.engine,
    names: model.names,
    logOdds: (matrix: FeatureMatrix): Float64Array => model.logOdds(matrix).map((logOdds) => logOdds * slope + intercept),
    explain(matrix: FeatureMatrix, row: number): Explanation {
      const { base, contributions, isApproximate } = model.explain(matrix, row);
      return { base: base * slope + intercept, contributions: contributions.map((contribution) => contribution * slope), isApproximate };
    },
    save: () => packArtefact({ engine: model.engine, facts: { format: CALIBRATED_FORMAT }, arrays: { platt: Float64Array.of(slope, intercept), model: model.save() } }),
  };
}

import { solveSymmetric } from './cholesky.ts';
import { minimiseSmooth } from './lbfgs.ts';

/** Standardised inputs, one array each, and whether the outcome came. */
export interface LogisticProblem {
  readonly inputs: readonly Float64Array[];
  readonly labels: Uint8Array;
  /** Half of it times the sum of squared coefficients is added to the summed log loss; the intercept goes free. Above 0. */
  readonly penalty: number;
  /** How far, in log loss a row, the answer may be from the optimum. Default: as far as rounding. */
  readonly tolerance?: number;
  readonly isOutOfTime?: () => boolean;
}

/** Up to so many inputs Newton's steps are the quicker way: beyond, their matrix costs more than many cheap steps. */
const MOST_NEWTON_INPUTS = 300;
const MOST_NEWTON_STEPS = 50;
const MOST_LBFGS_STEPS = 500;
const MOST_HALVINGS = 30;
const ROUNDING = 1e-15;
/** Steps by gradients cannot go as near: their steps get too short to be told from rounding. */
const GRADIENT_ROUNDING = 1e-7;
/** So many rows of some columns stay in the processor's cache while their products are summed. */
const BLOCK_ROWS = 512;

/**
 * Coefficients with the least penalised log loss: the intercept first, then one for each input. The optimum is unique
 * and finite, separable data included, because of the penalty. Begins at `start`, which saves steps and changes nothing else.
 */
export function solveLogistic(problem: LogisticProblem, start?: Float64Array): Float64Array {
  const from = start ?? startingPoint(problem);
  return problem.inputs.length <= MOST_NEWTON_INPUTS ? solveByNewton(problem, from) : solveByGradients(problem, from);
}

/** Newton's method (iteratively reweighted least squares) with halved steps wherever a whole one would not fall. */
export function solveByNewton(problem: LogisticProblem, start: Float64Array): Float64Array {
  const size = problem.inputs.length + 1;
  const rows = problem.labels.length;
  const hessian = new Float64Array(size * size);
  const curvatures = new Float64Array(rows);
  let point = start.slice();
  const gradient = new Float64Array(size);
  let loss = evaluateLogistic(problem, point, gradient, curvatures);
  for (let step = 0; step < MOST_NEWTON_STEPS && !problem.isOutOfTime?.(); step++) {
    fillHessian(problem, curvatures, hessian);
    const move = gradient.slice();
    solveSymmetric(hessian, move, size);
    const promise = gradient.reduce((sum, part, at) => sum + part * move[at]!, 0);
    // The promise is twice what is left to gain.
    if (!(promise / 2 > (problem.tolerance ?? ROUNDING) * rows)) break;
    let next = point;
    let nextLoss = Infinity;
    for (let halving = 0, stride = 1; halving < MOST_HALVINGS && !(nextLoss < loss); halving++, stride /= 2) {
      next = point.map((coefficient, at) => coefficient - stride * move[at]!);
      nextLoss = evaluateLogistic(problem, next, gradient, curvatures);
    }
    if (!(nextLoss < loss)) break;
    [point, loss] = [next, nextLoss];
  }
  return point;
}

/** The same optimum by cheap steps (L-BFGS), for many inputs. */
export function solveByGradients(problem: LogisticProblem, start: Float64Array): Float64Array {
  return minimiseSmooth((point, gradient) => evaluateLogistic(problem, point, gradient), start, {
    mostSteps: MOST_LBFGS_STEPS,
    gradientTolerance: Math.max(GRADIENT_ROUNDING, problem.tolerance ?? 0) * problem.labels.length,
    ...(problem.isOutOfTime && { isOutOfTime: problem.isOutOfTime }),
  });
}

/** Log-odds of every row under some coefficients. */
export function linearLogOdds(inputs: readonly Float64Array[], coefficients: Float64Array, rows: number): Float64Array {
  const logOdds = new Float64Array(rows).fill(coefficients[0]!);
  let at = 0;
  for (; at + 3 < inputs.length; at += 4) {
    const [first, second, third, fourth] = [inputs[at]!, inputs[at + 1]!, inputs[at + 2]!, inputs[at + 3]!];
    const [ofFirst, ofSecond, ofThird, ofFourth] = [coefficients[at + 1]!, coefficients[at + 2]!, coefficients[at + 3]!, coefficients[at + 4]!];
    for (let row = 0; row < rows; row++) logOdds[row] = logOdds[row]! + ofFirst * first[row]! + ofSecond * second[row]! + ofThird * third[row]! + ofFourth * fourth[row]!;
  }
  for (; at < inputs.length; at++) {
    const input = inputs[at]!;
    const coefficient = coefficients[at + 1]!;
    for (let row = 0; row < rows; row++) logOdds[row]! += coefficient * input[row]!;
  }
  return logOdds;
}

/** Log loss of one row, without overflow: ln(1+e^l) − y·l. */
export function logLossOf(logOdds: number, label: number): number {
  return Math.max(logOdds, 0) + Math.log1p(Math.exp(-Math.abs(logOdds))) - label * logOdds;
}

/** Where every chance is the share of the outcome. */
export function startingPoint({ inputs, labels }: LogisticProblem): Float64Array {
  const point = new Float64Array(inputs.length + 1);
  let positives = 0;
  for (const label of labels) positives += label;
  point[0] = Math.log((positives + 0.5) / (labels.length - positives + 0.5));
  return point;
}

/** The penalised loss at a point; writes the gradient and, when asked, the weight p·(1−p) of every row. */
export function evaluateLogistic({ inputs, labels, penalty }: LogisticProblem, point: Float64Array, gradient: Float64Array, curvatures?: Float64Array): number {
  const rows = labels.length;
  const errors = linearLogOdds(inputs, point, rows);
  let loss = 0;
  let sumOfErrors = 0;
  for (let row = 0; row < rows; row++) {
    const logOdds = errors[row]!;
    loss += logLossOf(logOdds, labels[row]!);
    const chance = 1 / (1 + Math.exp(-logOdds));
    errors[row] = chance - labels[row]!;
    sumOfErrors += errors[row]!;
    if (curvatures) curvatures[row] = chance * (1 - chance);
  }
  gradient.fill(0);
  addProducts(errors, inputs, 0, rows, inputs.length, gradient);
  gradient[0] = sumOfErrors;
  for (let at = 1; at < point.length; at++) {
    const coefficient = point[at]!;
    loss += (penalty / 2) * coefficient * coefficient;
    gradient[at]! += penalty * coefficient;
  }
  return loss;
}

/** The lower triangle of the second derivatives. */
function fillHessian({ inputs, penalty }: LogisticProblem, curvatures: Float64Array, hessian: Float64Array): void {
  hessian.fill(0);
  addSecondDerivatives(inputs, curvatures, hessian);
  const size = inputs.length + 1;
  for (let at = 1; at < size; at++) hessian[at * size + at]! += penalty;
}

/** Adds the lower triangle of the second derivatives of the log loss, the intercept first, given the weight p·(1−p) of every row. */
export function addSecondDerivatives(inputs: readonly Float64Array[], curvatures: Float64Array, hessian: Float64Array): void {
  const size = inputs.length + 1;
  const rows = curvatures.length;
  const weighted = new Float64Array(rows);
  for (let from = 0; from < rows; from += BLOCK_ROWS) {
    const to = Math.min(rows, from + BLOCK_ROWS);
    for (let row = from; row < to; row++) hessian[0]! += curvatures[row]!;
    for (let left = 1; left < size; left++) {
      const input = inputs[left - 1]!;
      let sum = 0;
      for (let row = from; row < to; row++) {
        const product = input[row]! * curvatures[row]!;
        weighted[row] = product;
        sum += product;
      }
      hessian[left * size]! += sum;
      addProducts(weighted, inputs, from, to, left, hessian.subarray(left * size, left * size + left + 1));
    }
  }
}

/** Adds to `sums[k]` the products of one column with inputs 1 to `count`: four inputs a pass, so that the column is read a quarter as often. */
function addProducts(column: Float64Array, inputs: readonly Float64Array[], from: number, to: number, count: number, sums: Float64Array): void {
  let at = 1;
  for (; at + 3 <= count; at += 4) {
    const [first, second, third, fourth] = [inputs[at - 1]!, inputs[at]!, inputs[at + 1]!, inputs[at + 2]!];
    let ofFirst = 0;
    let ofSecond = 0;
    let ofThird = 0;
    let ofFourth = 0;
    for (let row = from; row < to; row++) {
      const value = column[row]!;
      ofFirst += value * first[row]!;
      ofSecond += value * second[row]!;
      ofThird += value * third[row]!;
      ofFourth += value * fourth[row]!;
    }
    sums[at]! += ofFirst;
    sums[at + 1]! += ofSecond;
    sums[at + 2]! += ofThird;
    sums[at + 3]! += ofFourth;
  }
  for (; at <= count; at++) sums[at]! += dotRows(column, inputs[at - 1]!, from, to);
}

function dotRows(left: Float64Array, right: Float64Array, from: number, to: number): number {
  let sum = 0;
  for (let row = from; row < to; row++) sum += left[row]! * right[row]!;
  return sum;
}

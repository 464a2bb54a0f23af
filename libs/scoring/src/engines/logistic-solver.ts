import { factorSymmetric, solveFactored } from './cholesky.ts';
import { minimiseSmooth } from './lbfgs.ts';
import { shareOfPositives, takeValues } from './matrix-rows.ts';
import { addSecondDerivatives, evaluateLogistic, type LogisticProblem, solveLogistic, startingPoint } from './penalised-logistic.ts';

/** With fewer inputs Newton's matrix is cheaper than what saves it; with more, the matrix itself is too dear. */
const FEWEST_INPUTS = 16;
const MOST_INPUTS = 300;
/** So many rows tell the curvature well enough to head the right way: where a step ends, all rows decide. */
const CURVATURE_ROWS = 4_000;
const MOST_STEPS = 200;
const ROUNDING = 1e-15;

/**
 * Finds the coefficients of {@link solveLogistic} for one set of rows, under one penalty after another. The second
 * derivatives, which are nearly all of the work, are summed once, over some of the rows and where all chances are alike;
 * what they miss, the steps learn (L-BFGS, preconditioned). The optimum is the same, because it is unique.
 */
export class LogisticSolver {
  private curvature: Float64Array | null = null;

  constructor(private readonly inputs: readonly Float64Array[], private readonly labels: Uint8Array) {}

  /** Begins at `start`, which saves steps and changes nothing else. */
  solve(wanted: Omit<LogisticProblem, 'inputs' | 'labels'>, start?: Float64Array): Float64Array {
    const problem: LogisticProblem = { ...wanted, inputs: this.inputs, labels: this.labels };
    const { length } = this.inputs;
    if (length < FEWEST_INPUTS || length > MOST_INPUTS) return solveLogistic(problem, start);
    const factor = this.factorFor(problem.penalty);
    return minimiseSmooth((point, gradient) => evaluateLogistic(problem, point, gradient), start ?? startingPoint(problem), {
      mostSteps: MOST_STEPS, gradientTolerance: 0, promiseTolerance: (problem.tolerance ?? ROUNDING) * this.labels.length,
      precondition: (direction) => solveFactored(factor, direction, length + 1),
      ...(problem.isOutOfTime && { isOutOfTime: problem.isOutOfTime }),
    });
  }

  private factorFor(penalty: number): Float64Array {
    this.curvature ??= curvatureOf(this.inputs, this.labels);
    const size = this.inputs.length + 1;
    const factor = this.curvature.slice();
    for (let at = 1; at < size; at++) factor[at * size + at]! += penalty;
    factorSymmetric(factor, size);
    return factor;
  }
}

/**
 * Second derivatives of the log loss where all chances are the same, from every n-th row, scaled up. The diagonal is of all
 * rows, because a rare input may be the same in all that were taken.
 */
function curvatureOf(inputs: readonly Float64Array[], labels: Uint8Array): Float64Array {
  const rows = labels.length;
  const share = shareOfPositives(labels);
  const weight = share * (1 - share);
  const count = Math.min(rows, CURVATURE_ROWS);
  const taken = Int32Array.from({ length: count }, (_unused, at) => Math.floor((at * rows) / count));
  const sample = inputs.map((input) => takeValues(input, taken));
  const size = inputs.length + 1;
  const curvature = new Float64Array(size * size);
  addSecondDerivatives(sample, new Float64Array(count).fill((weight * rows) / count), curvature);
  inputs.forEach((input, at) => {
    let squares = 0;
    for (let row = 0; row < rows; row++) squares += input[row]! * input[row]!;
    const diagonal = (at + 1) * (size + 1);
    curvature[diagonal] = Math.max(curvature[diagonal]!, weight * squares);
  });
  return curvature;
}

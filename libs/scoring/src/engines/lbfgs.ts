/** A smooth function of many variables: its value at a point, and its gradient written into `gradient`. */
export type SmoothFunction = (point: Float64Array, gradient: Float64Array) => number;

export interface LbfgsOptions {
  readonly mostSteps: number;
  /** Stops when no part of the gradient is larger. */
  readonly gradientTolerance: number;
  /** Stops when the slope promises no larger fall than this. Default 0. */
  readonly promiseTolerance?: number;
  /** Divides by about what the second derivatives are, in place. Left out: by one number, which the last step tells. */
  readonly precondition?: (direction: Float64Array) => void;
  readonly isOutOfTime?: () => boolean;
}

const REMEMBERED_STEPS = 10;
const MOST_HALVINGS = 40;
/** Share of the fall that the slope promises which a step must bring (Armijo's rule). */
const ENOUGH_FALL = 1e-4;

interface Step {
  readonly moved: Float64Array;
  readonly turned: Float64Array;
  readonly inverseCurvature: number;
}

/**
 * The lowest point near `start` of a convex function (limited-memory BFGS; Nocedal & Wright, Numerical Optimization,
 * algorithm 7.4, with a halving line search).
 */
export function minimiseSmooth(evaluate: SmoothFunction, start: Float64Array, options: LbfgsOptions): Float64Array {
  const { mostSteps, gradientTolerance, promiseTolerance = 0, precondition, isOutOfTime } = options;
  let point = start.slice();
  let gradient = new Float64Array(point.length);
  let value = evaluate(point, gradient);
  const steps: Step[] = [];
  for (let step = 0; step < mostSteps && largest(gradient) > gradientTolerance && !isOutOfTime?.(); step++) {
    const direction = descentDirection(gradient, steps, precondition);
    const slope = dot(direction, gradient);
    // The slope is twice what a step can gain where its curvature is right.
    if (-slope / 2 <= promiseTolerance) break;
    let stride = steps.length === 0 && !precondition ? 1 / Math.max(1, largest(gradient)) : 1;
    const next = new Float64Array(point.length);
    const nextGradient = new Float64Array(point.length);
    let nextValue = Infinity;
    for (let halving = 0; halving < MOST_HALVINGS; halving++, stride /= 2) {
      for (let at = 0; at < point.length; at++) next[at] = point[at]! + stride * direction[at]!;
      nextValue = evaluate(next, nextGradient);
      if (nextValue <= value + ENOUGH_FALL * stride * slope) break;
    }
    // No step falls any more: rounding is all that is left.
    if (!(nextValue < value)) break;
    const moved = next.map((coordinate, at) => coordinate - point[at]!);
    const turned = nextGradient.map((part, at) => part - gradient[at]!);
    const curvature = dot(moved, turned);
    if (curvature > 1e-12 * dot(turned, turned)) steps.push({ moved, turned, inverseCurvature: 1 / curvature });
    if (steps.length > REMEMBERED_STEPS) steps.shift();
    [point, gradient, value] = [next, nextGradient, nextValue];
  }
  return point;
}

/** Minus the gradient, bent by what the last steps have shown of the curvature. */
function descentDirection(gradient: Float64Array, steps: readonly Step[], precondition: LbfgsOptions['precondition']): Float64Array {
  const direction = gradient.map((part) => -part);
  const shares = new Float64Array(steps.length);
  for (let at = steps.length - 1; at >= 0; at--) {
    const { moved, turned, inverseCurvature } = steps[at]!;
    shares[at] = inverseCurvature * dot(moved, direction);
    addScaled(direction, turned, -shares[at]!);
  }
  const last = steps.at(-1);
  if (precondition) {
    precondition(direction);
  } else if (last) {
    const scale = 1 / (last.inverseCurvature * dot(last.turned, last.turned));
    for (let at = 0; at < direction.length; at++) direction[at]! *= scale;
  }
  steps.forEach(({ moved, turned, inverseCurvature }, at) => {
    addScaled(direction, moved, shares[at]! - inverseCurvature * dot(turned, direction));
  });
  return direction;
}

function dot(left: Float64Array, right: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < left.length; at++) sum += left[at]! * right[at]!;
  return sum;
}

function addScaled(to: Float64Array, what: Float64Array, factor: number): void {
  for (let at = 0; at < to.length; at++) to[at]! += factor * what[at]!;
}

function largest(values: Float64Array): number {
  let most = 0;
  for (const value of values) most = Math.max(most, Math.abs(value));
  return most;
}

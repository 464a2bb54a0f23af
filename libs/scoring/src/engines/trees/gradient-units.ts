/**
 * Fixed-point units in which gradients and hessians are summed.
 *
 * Whole numbers below 2^53 add up exactly in a Float64, so a histogram does not depend on the order of the rows and
 * "parent minus one child" is the other child to the bit. Hessian and row count share one number, `count × countUnit +
 * hessian`: two sums a bin instead of three.
 */
export interface GradientUnits {
  /** A gradient of 1 in units. */
  readonly perGradient: number;
  /** A hessian of 1 in units. */
  readonly perHessian: number;
  readonly countUnit: number;
}

/** Gradients of the logistic loss lie within −1…1, hessians within 0…¼. */
export function unitsFor(rows: number): GradientUnits {
  const countBits = Math.ceil(Math.log2(rows + 1));
  const hessianBits = Math.min(32, 55 - 2 * countBits);
  return { perGradient: 2 ** (52 - countBits), perHessian: 2 ** hessianBits, countUnit: 2 ** (countBits + hessianBits - 2) };
}

/** Adding and taking away this number rounds to a whole one. */
const ROUNDER = 1.5 * 2 ** 52;

/**
 * First and second derivative of the logistic loss at these log-odds, in units. What rounding cuts off a hessian is
 * handed on to the next row, so that sums stay right even where single hessians are smaller than a unit.
 */
export function fillGradients(logOdds: Float64Array, labels: Uint8Array, units: GradientUnits, gradients: Float64Array, countedHessians: Float64Array): void {
  const { perGradient, perHessian, countUnit } = units;
  let carried = 0;
  for (let row = 0; row < logOdds.length; row++) {
    const chance = 1 / (1 + Math.exp(-logOdds[row]!));
    gradients[row] = (chance - labels[row]!) * perGradient + ROUNDER - ROUNDER;
    const exact = chance * (1 - chance) * perHessian + carried;
    const whole = Math.floor(exact);
    carried = exact - whole;
    countedHessians[row] = whole + countUnit;
  }
}

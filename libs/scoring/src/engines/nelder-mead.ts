export interface NelderMeadOptions {
  /** Length of the first steps along each axis. */
  readonly firstStep: number;
  readonly mostEvaluations: number;
  /** Stops when the values of all corners differ by no more than this. */
  readonly tolerance: number;
  /** Asked before each evaluation. */
  readonly shouldStop?: () => boolean;
}

interface Corner {
  readonly point: Float64Array;
  readonly value: number;
}

/** The lowest point near `start`, without derivatives (Nelder & Mead 1965, with the usual factors 1, 2, ½, ½). NaN counts as worst. */
export function minimiseBySimplex(evaluate: (point: Float64Array) => number, start: Float64Array, options: NelderMeadOptions): { point: Float64Array; value: number } {
  let evaluations = 0;
  const at = (point: Float64Array): Corner => {
    evaluations += 1;
    const value = evaluate(point);
    return { point, value: Number.isNaN(value) ? Infinity : value };
  };
  const corners = [at(start.slice())];
  start.forEach((_coordinate, axis) => {
    const point = start.slice();
    point[axis]! += options.firstStep;
    corners.push(at(point));
  });
  const byValue = (left: Corner, right: Corner): number => left.value - right.value || 0;
  corners.sort(byValue);
  while (evaluations < options.mostEvaluations && !(corners.at(-1)!.value - corners[0]!.value <= options.tolerance) && !options.shouldStop?.()) {
    const best = corners[0]!;
    const worst = corners.at(-1)!;
    const centre = centreOf(corners.slice(0, -1));
    const along = (factor: number): Corner => at(centre.map((coordinate, axis) => coordinate + factor * (worst.point[axis]! - coordinate)));
    const reflected = along(-1);
    let better: Corner | null;
    if (reflected.value < best.value) {
      const expanded = along(-2);
      better = expanded.value < reflected.value ? expanded : reflected;
    } else if (reflected.value < corners.at(-2)!.value) {
      better = reflected;
    } else {
      const contracted = reflected.value < worst.value ? along(-0.5) : along(0.5);
      better = contracted.value < Math.min(reflected.value, worst.value) ? contracted : null;
    }
    if (better) corners[corners.length - 1] = better;
    else for (let corner = 1; corner < corners.length; corner++) corners[corner] = at(corners[corner]!.point.map((coordinate, axis) => (coordinate + best.point[axis]!) / 2));
    corners.sort(byValue);
  }
  return corners[0]!;
}

function centreOf(corners: readonly Corner[]): Float64Array {
  return corners[0]!.point.map((_coordinate, axis) => corners.reduce((sum, corner) => sum + corner.point[axis]!, 0) / corners.length);
}

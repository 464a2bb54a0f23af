import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LogisticSolver } from './logistic-solver.ts';
import { linearLogOdds, logLossOf, solveByNewton } from './penalised-logistic.ts';
import { seededRandom } from './random.ts';
import { gaussian } from './sample-matrix.test-helper.ts';

/** Inputs that hang together, some of them flags that few rows have, and labels that follow a few of them. */
function aProblem(rows: number, size: number, seed: number) {
  const random = seededRandom(seed);
  const shared = Float64Array.from({ length: rows }, () => gaussian(random));
  const inputs = Array.from({ length: size }, (_unused, at) => Float64Array.from(shared, (value, row) => {
    if (at % 5 === 4) return row % Math.max(2, rows >> 2) === at ? Math.sqrt(rows) / 2 : -0.1;
    return 0.6 * value + 0.8 * gaussian(random);
  }));
  return { inputs, labels: Uint8Array.from(shared, (value, row) => Number(value + inputs[0]![row]! + gaussian(random) > 1)) };
}

describe('LogisticSolver', () => {
  it('finds the optimum of Newton, whatever the penalty and wherever it begins', () => {
    fc.assert(fc.property(fc.integer({ min: 60, max: 400 }), fc.integer({ min: 16, max: 40 }), fc.nat(), fc.constantFrom(3, 0.1, 0.001), fc.boolean(), (rows, size, seed, strength, isWarm) => {
      const { inputs, labels } = aProblem(rows, size, seed);
      fc.pre(new Set(labels).size === 2);
      const penalty = strength * rows;
      const solver = new LogisticSolver(inputs, labels);
      const found = solver.solve({ penalty }, isWarm ? solver.solve({ penalty: penalty * 10, tolerance: 1e-4 }) : undefined);
      const expected = solveByNewton({ inputs, labels, penalty }, new Float64Array(size + 1));
      // A loss that is exact to rounding leaves a coefficient under a weak penalty its square root to move in.
      found.forEach((coefficient, at) => expect(Math.abs(coefficient - expected[at]!)).toBeLessThan(1e-4 * (1 + Math.abs(expected[at]!))));
    }), { numRuns: 60 });
  });

  it('takes rows beyond those that the curvature is of into account', () => {
    const { inputs, labels } = aProblem(9_000, 18, 5);
    const penalty = 0.01;
    const found = new LogisticSolver(inputs, labels).solve({ penalty });
    solveByNewton({ inputs, labels, penalty }, new Float64Array(19)).forEach((expected, at) => expect(found[at]).toBeCloseTo(expected, 5));
  });

  it('gets as near as it is asked to', () => {
    const { inputs, labels } = aProblem(2_000, 30, 7);
    const lossAt = (point: Float64Array): number => linearLogOdds(inputs, point, labels.length).reduce((sum, logOdds, row) => sum + logLossOf(logOdds, labels[row]!), 0) / labels.length;
    const solver = new LogisticSolver(inputs, labels);
    expect(lossAt(solver.solve({ penalty: 1, tolerance: 1e-4 })) - lossAt(solver.solve({ penalty: 1 }))).toBeLessThan(5e-4);
  });

  it('ends where it began when the time is used up', () => {
    const { inputs, labels } = aProblem(200, 20, 9);
    const start = new Float64Array(21).fill(0.5);
    expect(new LogisticSolver(inputs, labels).solve({ penalty: 1, isOutOfTime: () => true }, start)).toEqual(start);
  });
});

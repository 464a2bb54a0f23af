import { describe, expect, it } from 'vitest';
import { logisticEngine, makeLogisticEngine } from './logistic.ts';
import { linearLogOdds, logLossOf, solveByGradients, solveByNewton, solveLogistic } from './penalised-logistic.ts';
import { aLabelledMatrix, areaUnderCurve, gaussian } from './sample-matrix.test-helper.ts';
import { seededRandom } from './random.ts';
import { solveSymmetric } from './cholesky.ts';

function aProblem(rows: number, size: number, penalty: number, seed = 3) {
  const random = seededRandom(seed);
  const inputs = Array.from({ length: size }, () => Float64Array.from({ length: rows }, () => gaussian(random)));
  const labels = Uint8Array.from({ length: rows }, (_unused, row) => Number(inputs[0]![row]! + gaussian(random) > 0.4));
  return { inputs, labels, penalty };
}
type Problem = ReturnType<typeof aProblem>;

function penalisedLoss({ inputs, labels, penalty }: Problem, point: Float64Array): number {
  const loss = linearLogOdds(inputs, point, labels.length).reduce((sum, logOdds, row) => sum + logLossOf(logOdds, labels[row]!), 0);
  return loss + (penalty / 2) * point.slice(1).reduce((sum, coefficient) => sum + coefficient ** 2, 0);
}

/** Tries ever smaller steps along every axis: slow, and nothing in common with what is tested. */
function bruteForceOptimum(problem: Problem): Float64Array {
  let best = new Float64Array(problem.inputs.length + 1);
  let loss = penalisedLoss(problem, best);
  for (let stride = 1; stride > 1e-7;) {
    let isBetter = false;
    for (let at = 0; at < best.length; at++) {
      for (const direction of [stride, -stride]) {
        const tried = best.slice();
        tried[at]! += direction;
        const triedLoss = penalisedLoss(problem, tried);
        if (triedLoss < loss) [best, loss, isBetter] = [tried, triedLoss, true];
      }
    }
    if (!isBetter) stride /= 2;
  }
  return best;
}

const expectClose = (left: Float64Array, right: Float64Array, digits: number) => left.forEach((value, at) => expect(value).toBeCloseTo(right[at]!, digits));

describe('solveLogistic', () => {
  it.each([[30, 1, 0.5], [40, 3, 2], [200, 3, 0.1]])('finds the brute-force optimum of %d rows, %d inputs, penalty %d', (rows, size, penalty) => {
    const problem = aProblem(rows, size, penalty);
    expectClose(solveLogistic(problem), bruteForceOptimum(problem), 5);
  });

  it('finds the same by Newton and by gradients', () => {
    const problem = aProblem(300, 12, 3);
    const start = new Float64Array(13);
    expectClose(solveByNewton(problem, start), solveByGradients(problem, start), 4);
  });

  it('finds the same from anywhere', () => {
    const problem = aProblem(100, 4, 1);
    expectClose(solveByNewton(problem, Float64Array.of(30, -40, 8, 0, 90)), solveLogistic(problem), 5);
  });

  it('stays finite on separable data, and on inputs that are copies of each other', () => {
    const values = Float64Array.from({ length: 50 }, (_unused, row) => row - 24.5);
    const problem = { inputs: [values, values], labels: Uint8Array.from(values, (value) => Number(value > 0)), penalty: 0.001 };
    const point = solveLogistic(problem);
    expect(point.every(Number.isFinite)).toBe(true);
    expect(point[1]).toBeGreaterThan(0.5);
    expect(point[1]).toBeCloseTo(point[2]!, 6);
    expectClose(point, bruteForceOptimum({ ...problem }), 2);
  });
});

describe('solveSymmetric', () => {
  it('solves a small system', () => {
    const right = Float64Array.of(10, 8);
    solveSymmetric(Float64Array.of(4, 0, 2, 3), right, 2);
    expect(right[0]).toBeCloseTo(1.75, 12);
    expect(right[1]).toBeCloseTo(1.5, 12);
  });

  it('leaves an unknown that nothing determines at about 0', () => {
    const right = Float64Array.of(4, 0);
    solveSymmetric(Float64Array.of(4, 0, 0, 0), right, 2);
    expect([...right]).toEqual([1, 0]);
  });
});

describe('logisticEngine', () => {
  it('ranks customers it has not seen, and knows which way features and gaps work', () => {
    const model = logisticEngine.fit(aLabelledMatrix({ rows: 2000 }), { seed: 5 });
    const later = aLabelledMatrix({ rows: 1000, seed: 2 });
    expect(areaUnderCurve(model.logOdds(later), later.labels)).toBeGreaterThan(0.78);
    const { base, contributions } = model.explain({ rows: 1, names: later.names, columns: [100, 100, NaN, 5, 5, 5].map((value) => Float64Array.of(value)) }, 0);
    expect(contributions[0]).toBeGreaterThan(0.5);
    expect(contributions[1]).toBeLessThan(-0.5);
    expect(contributions[2]).toBeGreaterThan(0.5);
    expect(Math.abs(contributions[3]!)).toBeLessThan(0.3);
    expect(base).toBeLessThan(1);
  });

  it('chooses a strong penalty for noise and a weak one for a clear case', () => {
    const noise = aLabelledMatrix({ rows: 400, features: 40 });
    const random = seededRandom(8);
    const fitted = logisticEngine.fit({ ...noise, labels: noise.labels.map(() => random.int(2)) }, { seed: 1 });
    const [least, most] = [Math.min(...fitted.logOdds(noise)), Math.max(...fitted.logOdds(noise))];
    expect(most - least).toBeLessThan(1.5);
    const clear = makeLogisticEngine({ strengths: [10, 0.0001] }).fit(aLabelledMatrix(), { seed: 1 });
    const loosely = makeLogisticEngine({ strengths: [0.0001] }).fit(aLabelledMatrix(), { seed: 1 });
    expect(clear.logOdds(aLabelledMatrix())).toEqual(loosely.logOdds(aLabelledMatrix()));
  });

  it('is the same whatever the seed, so that training again on the same rows changes nothing', () => {
    const data = aLabelledMatrix({ rows: 300 });
    const [first, ...others] = [1, 2, 3, 4, 5, 6, 7, 8].map((seed) => logisticEngine.fit(data, { seed }).save());
    for (const other of others) expect(other).toEqual(first);
  });

  it('ends at once with a sound model when the time is used up', () => {
    const data = aLabelledMatrix();
    const logOdds = logisticEngine.fit(data, { seed: 1, isOutOfTime: () => true }).logOdds(data);
    expect(logOdds.every(Number.isFinite)).toBe(true);
  });
});

import { describe, expect, it } from 'vitest';
import { NetworkBatch } from './network-batch.ts';
import { countWeights, Network, startingWeights } from './network.ts';
import { makeRankerEngine, rankerEngine } from './ranker.ts';
import { seededRandom } from './random.ts';
import { addRankingGradient } from './ranking-loss.ts';
import { aLabelledMatrix, areaUnderCurve, gaussian } from './sample-matrix.test-helper.ts';

describe('Network', () => {
  const shape = { inputs: 5, first: 7, second: 3 };
  const random = seededRandom(4);
  const weights = startingWeights(shape, -0.4, random).map((weight) => weight + 0.1 * gaussian(random));
  const inputs = Float64Array.from({ length: 9 }, () => gaussian(random));
  const scoreWith = (changed: Float64Array, of: Float64Array = inputs): number => {
    const network = new Network(shape, changed);
    return network.score(of, 2, new Float64Array(network.hiddenSize), 0);
  };
  const nudged = (values: Float64Array, at: number, by: number): Float64Array => values.map((value, place) => (place === at ? value + by : value));
  const slope = (of: (by: number) => number): number => (of(1e-6) - of(-1e-6)) / 2e-6;

  it('tells how its output changes with each input', () => {
    const network = new Network(shape, weights);
    const hidden = new Float64Array(network.hiddenSize + 1);
    network.score(inputs, 2, hidden, 1);
    const ofInputs = new Float64Array(5);
    network.addInputGradient(hidden, 1, ofInputs);
    ofInputs.forEach((gradient, at) => expect(gradient).toBeCloseTo(slope((by) => scoreWith(weights, nudged(inputs, at + 2, by))), 5));
    expect(ofInputs.some((gradient) => gradient !== 0)).toBe(true);
  });
});

describe('NetworkBatch', () => {
  const numbers = (count: number, random = seededRandom(count)): Float64Array => Float64Array.from({ length: count }, () => gaussian(random));

  it.each<[string, { inputs: number; first: number; second: number }, number[]]>([
    ['rows that fill the last four', { inputs: 5, first: 8, second: 4 }, [3, 0, 2, 1]],
    ['one row', { inputs: 3, first: 4, second: 2 }, [6]],
    ['odd sizes, and a row twice', { inputs: 4, first: 7, second: 3 }, [0, 6, 2, 2, 5]],
    ['no inputs', { inputs: 0, first: 2, second: 1 }, [0, 1]],
  ])('says of many rows what the network says of each, and how it changes with each weight: %s', (_case, shape, rows) => {
    const network = new Network(shape, numbers(countWeights(shape)));
    const inputs = numbers(7 * shape.inputs + 1);
    const upstream = numbers(rows.length);
    const batch = new NetworkBatch(network, 6);
    // Of an earlier batch nothing may be left.
    batch.score(inputs, Int32Array.of(4, 4, 4, 4, 4, 4));
    batch.score(inputs, Int32Array.from(rows));
    const sumWith = (weights: Float64Array): number => {
      const other = new Network(shape, weights);
      const hidden = new Float64Array(other.hiddenSize);
      return rows.reduce((sum, row, at) => sum + upstream[at]! * other.score(inputs, row * shape.inputs, hidden, 0), 0);
    };
    rows.forEach((row, at) => expect(batch.scores[at]).toBeCloseTo(network.score(inputs, row * shape.inputs, new Float64Array(network.hiddenSize), 0), 12));
    const gradient = new Float64Array(network.weights.length);
    batch.addWeightGradient(rows.length, upstream, gradient);
    const nudged = (at: number, by: number): Float64Array => network.weights.map((weight, place) => (place === at ? weight + by : weight));
    gradient.forEach((slope, at) => expect(slope).toBeCloseTo((sumWith(nudged(at, 1e-6)) - sumWith(nudged(at, -1e-6))) / 2e-6, 5));
  });
});

describe('addRankingGradient', () => {
  const scores = Float64Array.of(0.3, -1, 2, 0.1);
  const labels = Uint8Array.of(1, 0, 0, 1);
  const loss = (of: Float64Array): number => [[0, 1], [0, 2], [3, 1], [3, 2]].reduce((sum, [positive, negative]) => sum + Math.log1p(Math.exp(of[negative!]! - of[positive!]!)) / 4, 0);

  it('is the slope of the mean over pairs, times its weight, added to what is there', () => {
    const gradient = new Float64Array(4).fill(10);
    addRankingGradient(scores, labels, 3, gradient);
    gradient.forEach((slope, at) => {
      const nudge = (by: number) => loss(scores.map((score, place) => (place === at ? score + by : score)));
      expect(slope - 10).toBeCloseTo((3 * (nudge(1e-6) - nudge(-1e-6))) / 2e-6, 6);
    });
  });

  it('stays finite where scores are beyond all bounds', () => {
    const gradient = new Float64Array(4);
    addRankingGradient(Float64Array.of(-1e6, 1e6, -1e6, 1e6), labels, 1, gradient);
    [-0.375, 0.375, 0.125, -0.125].forEach((slope, at) => expect(gradient[at]).toBeCloseTo(slope, 12));
  });

  it('is nothing where there is no pair', () => {
    const gradient = new Float64Array(4);
    addRankingGradient(scores, new Uint8Array(4), 3, gradient);
    expect([...gradient]).toEqual([0, 0, 0, 0]);
  });
});

describe('rankerEngine', () => {
  const later = aLabelledMatrix({ rows: 1000, seed: 2 });

  it('ranks customers it has not seen', () => {
    const model = rankerEngine.fit(aLabelledMatrix({ rows: 2000 }), { seed: 5 });
    expect(areaUnderCurve(model.logOdds(later), later.labels)).toBeGreaterThan(0.77);
  });

  it('learns what no line can: that two features together decide', () => {
    const bend = (seed: number) => {
      const random = seededRandom(seed);
      const columns = [0, 1].map(() => Float64Array.from({ length: 1500 }, () => gaussian(random)));
      return { rows: 1500, names: ['a', 'b'], columns, labels: Uint8Array.from(columns[0]!, (value, row) => Number(value * columns[1]![row]! > 0)) };
    };
    const model = rankerEngine.fit(bend(1), { seed: 1 });
    expect(areaUnderCurve(model.logOdds(bend(2)), bend(2).labels)).toBeGreaterThan(0.95);
  });

  it('opens a gap between the labels where the order counts more', () => {
    const data = aLabelledMatrix({ rows: 300 });
    const gap = (rankingWeight: number): number => {
      const scores = makeRankerEngine({ rankingWeight, mostEpochs: 3 }).fit(data, { seed: 1 }).logOdds(data);
      const meanOf = (label: number) => scores.filter((_score, row) => data.labels[row] === label).reduce((sum, score, _at, all) => sum + score / all.length, 0);
      return meanOf(1) - meanOf(0);
    };
    expect(gap(5)).toBeGreaterThan(1.1 * gap(0));
  });

  it('explains mostly by what matters, in the right direction', () => {
    const model = rankerEngine.fit(aLabelledMatrix({ rows: 2000 }), { seed: 5 });
    const { contributions } = model.explain({ rows: 1, names: later.names, columns: [100, 100, 5, 5, 5, 5].map((value) => Float64Array.of(value)) }, 0);
    expect(contributions[0]).toBeGreaterThan(0.5);
    expect(contributions[1]).toBeLessThan(-0.5);
    expect(Math.abs(contributions[4]!)).toBeLessThan(0.4);
  });

  it('stops within an epoch when the time is used up', () => {
    let asked = 0;
    const model = rankerEngine.fit(aLabelledMatrix(), { seed: 1, isOutOfTime: () => (asked += 1) > 5 });
    expect(model.logOdds(later).every(Number.isFinite)).toBe(true);
    expect(asked).toBeLessThan(10);
  });
});

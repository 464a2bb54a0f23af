import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packArtefact } from '../artefact.ts';
import { chanceOf, type FeatureMatrix, logOddsOf } from '../model.ts';
import { aLabelledMatrix, areaUnderCurve, rowOf } from '../sample-matrix.test-helper.ts';
import { binMatrix } from './binning.ts';
import { gbdtEngine, makeGbdtEngine } from './gbdt.engine.ts';
import { GradientTreeGrower } from './gradient-tree.ts';
import { fillGradients, unitsFor } from './gradient-units.ts';
import { matrixOf, numbers } from './matrix-of.test-helper.ts';
import { buildEnsemble, featureOf, LEAF } from './tree-ensemble.ts';
import { sumOfTrees } from './tree-sums.ts';
import { TreeWriter } from './tree-writer.ts';

const SEED = { seed: 7 };
const small = makeGbdtEngine({ trees: 20, minLeafRows: 5 });
const data = aLabelledMatrix({ rows: 900, features: 6, missing: 0.15 });

const sumOf = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0);

describe('gradient boosted trees', () => {
  it('rank rows that they have not seen', () => {
    const later = aLabelledMatrix({ rows: 900, features: 6, missing: 0.15, seed: 2 });
    const model = gbdtEngine.fit(data, SEED);
    expect(areaUnderCurve(model.logOdds(later), later.labels)).toBeGreaterThan(0.78);
  });

  it('learn an interaction that no single column shows', () => {
    const columns = [numbers(800, (at) => at % 2), numbers(800, (at) => (at >> 1) % 2 + (at % 7) / 100)];
    const model = small.fit(matrixOf(columns, numbers(800, (at) => (at % 2) ^ ((at >> 1) % 2) ^ (at % 40 === 0 ? 1 : 0))), SEED);
    const chances = [...model.logOdds(matrixOf([[0, 0, 1, 1], [0, 1, 0, 1]], [0, 0, 0, 0]))].map(chanceOf);
    expect(chances.map((chance) => chance > 0.5)).toEqual([false, true, true, false]);
  });

  it('have a mean chance that is the share of the outcome', () => {
    const model = makeGbdtEngine({ trees: 150, l2: 0 }).fit(data, SEED);
    const mean = model.logOdds(data).reduce((sum, logOdds) => sum + chanceOf(logOdds), 0) / data.rows;
    expect(mean).toBeCloseTo(data.labels.reduce((sum, label) => sum + label, 0) / data.rows, 2);
  });

  it.each([['all rows', 1], ['every third row', 3]])('say of all rows what training saw, to the bit: learned from %s', (_name, step) => {
    const binned = binMatrix(data, 1);
    const units = unitsFor(data.rows);
    const grower = new GradientTreeGrower(binned, units, { maxLeaves: 9, minLeafRows: 5, l2: 1, learningRate: 0.3 });
    const writer = new TreeWriter();
    const seen = new Float64Array(data.rows).fill(-0.7);
    const [gradients, hessians] = [new Float64Array(data.rows), new Float64Array(data.rows)];
    for (let tree = 0; tree < 8; tree++) {
      fillGradients(seen, data.labels, units, gradients, hessians);
      grower.grow(Int32Array.from(seen.keys()).filter((row) => (row + tree) % step === 0), gradients, hessians, seen, writer);
    }
    const trees = buildEnsemble(writer.finish(binned));
    expect(trees.roots).toHaveLength(8);
    expect(sumOfTrees(trees, data, -0.7)).toEqual(seen);
    const leaves = [...trees.covers].filter((_cover, node) => featureOf(trees, node) === LEAF);
    expect(leaves).toHaveLength(8 * 9);
    expect(Math.min(...leaves)).toBeGreaterThanOrEqual(5);
    expect(leaves.reduce((sum, cover) => sum + cover, 0)).toBe((8 * data.rows) / step);
  });

  it('learn from other rows with every tree where there are more than a tree takes', () => {
    const few = makeGbdtEngine({ trees: 20, minLeafRows: 5, mostRows: 300 });
    const later = aLabelledMatrix({ rows: 900, features: 6, missing: 0.15, seed: 2 });
    const model = few.fit(data, SEED);
    expect(areaUnderCurve(model.logOdds(later), later.labels)).toBeGreaterThan(0.77);
    expect(few.fit(data, SEED).save()).toEqual(model.save());
    expect(makeGbdtEngine({ trees: 20, minLeafRows: 5, mostRows: 900 }).fit(data, SEED).save()).toEqual(small.fit(data, SEED).save());
  });

  it('choose the split with the largest fall of the loss', () => {
    const columns = [numbers(60, (at) => (at * 7) % 60), numbers(60, (at) => (at % 5 === 0 ? NaN : (at * 11) % 13))];
    const labels = numbers(60, (at) => Number((at * 7) % 60 > 38 || at % 5 === 0));
    const model = makeGbdtEngine({ trees: 1, maxLeaves: 2, minLeafRows: 5, l2: 1, learningRate: 1 }).fit(matrixOf(columns, labels), SEED);
    const share = labels.reduce((sum, label) => sum + label, 0) / 60;
    let best = { gain: -Infinity, expected: [] as number[] };
    for (const column of columns) {
      for (const threshold of [...new Set(column.filter((value) => !Number.isNaN(value))), Infinity]) {
        for (const isMissingLeft of [false, true]) {
          const isLeft = column.map((value) => (Number.isNaN(value) ? isMissingLeft : value <= threshold));
          const sides = [true, false].map((side) => labels.filter((_label, at) => isLeft[at] === side));
          if (sides.some((side) => side.length < 5)) continue;
          const sums = sides.map((side) => ({ g: side.reduce((sum, label) => sum + share - label, 0), h: side.length * share * (1 - share) }));
          const gain = sums.reduce((sum, { g, h }) => sum + (g * g) / (h + 1), 0);
          if (gain > best.gain) best = { gain, expected: isLeft.map((left) => logOddsOf(share) - sums[left ? 0 : 1]!.g / (sums[left ? 0 : 1]!.h + 1)) };
        }
      }
    }
    model.logOdds(matrixOf(columns, labels)).forEach((logOdds, row) => expect(logOdds).toBeCloseTo(best.expected[row]!, 6));
  });

  it.each([['outcome where missing', 1], ['none where missing', 0]])('let missing values learn their side: %s', (_name, label) => {
    // Among known values the outcome comes for the high ones, so only the labels can say where missing ones belong.
    const column = numbers(300, (at) => (at % 3 === 0 ? NaN : at));
    const model = small.fit(matrixOf([column], numbers(300, (at) => (at % 3 === 0 ? label : Number(at > 150)))), SEED);
    const [missing, low, high] = model.logOdds(matrixOf([[NaN, 10, 290]], [0, 0, 0]));
    expect([missing! > 0, low! > 0, high! > 0]).toEqual([label === 1, false, true]);
  });

  it('split known from not known where values say nothing', () => {
    const column = numbers(200, (at) => (at % 4 === 0 ? NaN : 5));
    const [missing, known] = small.fit(matrixOf([column], numbers(200, (at) => Number(at % 4 === 0))), SEED).logOdds(matrixOf([[NaN, 5]], [0, 0]));
    expect(missing!).toBeGreaterThan(0);
    expect(known!).toBeLessThan(0);
  });

  it('send missing values along with most rows where training had none', () => {
    const model = small.fit(matrixOf([numbers(200, (at) => at)], numbers(200, (at) => Number(at >= 150))), SEED);
    const [missing, low] = model.logOdds(matrixOf([[NaN, 0]], [0, 0]));
    expect(missing).toBe(low);
  });
});

describe('explanations of gradient boosted trees', () => {
  const model = makeGbdtEngine({ trees: 60, maxLeaves: 31, minLeafRows: 5 }).fit(data, SEED);
  const logOdds = model.logOdds(data);

  it('add up to the log-odds', () => {
    for (let row = 0; row < 100; row++) {
      const { base, contributions, isApproximate } = model.explain(data, row);
      expect(Math.abs(base + sumOf(contributions) - logOdds[row]!)).toBeLessThan(1e-9);
      expect(isApproximate).toBe(false);
    }
  });

  it('begin with the mean of the training rows', () => {
    expect(model.explain(data, 0).base).toBeCloseTo(sumOf(logOdds) / data.rows, 9);
  });

  it('name the features that matter', () => {
    const total = new Float64Array(6);
    for (let row = 0; row < 200; row++) model.explain(data, row).contributions.forEach((each, at) => { total[at]! += Math.abs(each); });
    expect(Math.min(total[0]!, total[1]!)).toBeGreaterThan(Math.max(total[3]!, total[4]!, total[5]!));
  });
});

describe('saving and repeating', () => {
  it('gives the same bits after save and load, row by row and all at once', () => {
    const model = small.fit(data, SEED);
    const loaded = gbdtEngine.load(model.save());
    const logOdds = model.logOdds(data);
    expect(loaded.logOdds(data)).toEqual(logOdds);
    expect(loaded.names).toEqual(data.names);
    expect(loaded.explain(data, 3)).toEqual(model.explain(data, 3));
    expect(loaded.save()).toEqual(model.save());
    for (let row = 0; row < data.rows; row += 50) expect(model.logOdds(rowOf(data, row))[0]).toBe(logOdds[row]);
  });

  it('gives the same bits for the same seed and rows', () => {
    expect(small.fit(data, SEED).save()).toEqual(small.fit(data, SEED).save());
  });

  it('refuses a damaged artefact and one of a later version', () => {
    const artefact = small.fit(data, SEED).save();
    const later = packArtefact({ engine: 'gbdt', facts: { format: 2, names: data.names }, arrays: {} });
    artefact[artefact.length - 1]! ^= 1;
    expect(() => gbdtEngine.load(artefact)).toThrow(expect.objectContaining({ code: 'model.artefact_corrupt' }));
    expect(() => gbdtEngine.load(later)).toThrow(expect.objectContaining({ code: 'model.artefact_foreign' }));
  });
});

describe('unusual training data', () => {
  const refusals: [string, ReturnType<typeof matrixOf>, string][] = [
    ['no rows', matrixOf([[]], []), 'model.no_rows'],
    ['one row', matrixOf([[1]], [1]), 'model.one_class'],
    ['one class', matrixOf([[1, 2, 3]], [0, 0, 0]), 'model.one_class'],
    ['infinite values', matrixOf([[1, Infinity]], [0, 1]), 'model.bad_matrix'],
  ];
  it.each(refusals)('is refused: %s', (_name, matrix, code) => {
    expect(() => gbdtEngine.fit(matrix, SEED)).toThrow(expect.objectContaining({ code }));
  });

  const sound: [string, ReturnType<typeof matrixOf>][] = [
    ['two rows', matrixOf([[1, 2]], [0, 1])],
    ['no columns', matrixOf([], [0, 1, 1])],
    ['a constant column', matrixOf([new Float64Array(50).fill(3)], numbers(50, (at) => at % 2))],
    ['nothing known', matrixOf([new Float64Array(50).fill(NaN)], numbers(50, (at) => at % 2))],
  ];
  it.each(sound)('gives the share of the outcome: %s', (_name, matrix) => {
    const model = gbdtEngine.fit(matrix, SEED);
    const share = matrix.labels.reduce((sum, label) => sum + label, 0) / matrix.rows;
    for (const logOdds of model.logOdds(matrix)) expect(logOdds).toBe(logOddsOf(share));
    expect([...model.explain(matrix, 0).contributions].every((each) => each === 0)).toBe(true);
    expect(gbdtEngine.load(model.save()).logOdds(matrix)).toEqual(model.logOdds(matrix));
  });

  it('may have 500 columns', () => {
    const wide = aLabelledMatrix({ rows: 200, features: 500 });
    const model = small.fit(wide, SEED);
    expect(areaUnderCurve(model.logOdds(wide), wide.labels)).toBeGreaterThan(0.8);
  });

  it('always gives finite log-odds', () => {
    fc.assert(fc.property(fc.integer({ min: 2, max: 60 }), fc.nat(), fc.double({ min: 0, max: 1, noNaN: true }), (rows, seed, missing) => {
      const matrix = aLabelledMatrix({ rows, features: 3, seed, missing });
      fc.pre(new Set(matrix.labels).size === 2);
      const model = makeGbdtEngine({ trees: 30, minLeafRows: 1, l2: 0, learningRate: 1 }).fit(matrix, SEED);
      expect([...model.logOdds(matrix)].every(Number.isFinite)).toBe(true);
    }), { numRuns: 50 });
  });

  it('is not predicted with other columns than those that were learned', () => {
    const other: FeatureMatrix = { rows: 1, names: ['x'], columns: [Float64Array.of(1)] };
    expect(() => small.fit(data, SEED).logOdds(other)).toThrow(expect.objectContaining({ code: 'model.wrong_columns' }));
  });
});

describe('a run', () => {
  it('tells how far it is', () => {
    const shares: number[] = [];
    makeGbdtEngine({ trees: 4 }).fit(data, { seed: 1, onProgress: (share) => shares.push(share) });
    expect(shares).toEqual([0.25, 0.5, 0.75, 1]);
  });

  it('is ended by what its progress throws', () => {
    expect(() => small.fit(data, { seed: 1, onProgress: () => { throw new Error('cancelled'); } })).toThrow('cancelled');
  });

  it('keeps the trees that it has when time is up', () => {
    let asked = 0;
    const stopped = small.fit(data, { seed: 1, isOutOfTime: () => ++asked > 5 });
    expect(stopped.logOdds(data)).toEqual(makeGbdtEngine({ trees: 5, minLeafRows: 5 }).fit(data, SEED).logOdds(data));
  });
});

import { describe, expect, it } from 'vitest';
import { chanceOf, logOddsOf } from '../model.ts';
import { seededRandom } from '../random.ts';
import { aLabelledMatrix, areaUnderCurve, rowOf } from '../sample-matrix.test-helper.ts';
import { binMatrix } from './binning.ts';
import { DISTINCT_UNIT, drawBootstrap } from './bootstrap.ts';
import { forestEngine, makeForestEngine } from './forest.engine.ts';
import { ForestTreeGrower } from './forest-tree.ts';
import { gbdtEngine } from './gbdt.engine.ts';
import { matrixOf, numbers } from './matrix-of.test-helper.ts';
import { buildEnsemble, featureOf, goesLeft, LEAF, rightOf } from './tree-ensemble.ts';
import { vectorOf } from './tree-sums.ts';
import { TreeWriter } from './tree-writer.ts';

const SEED = { seed: 7 };
const small = makeForestEngine({ trees: 30 });
const data = aLabelledMatrix({ rows: 900, features: 6, missing: 0.15 });

describe('a random forest', () => {
  it('ranks rows that it has not seen', () => {
    const later = aLabelledMatrix({ rows: 900, features: 6, missing: 0.15, seed: 2 });
    expect(areaUnderCurve(small.fit(data, SEED).logOdds(later), later.labels)).toBeGreaterThan(0.77);
  });

  it('counts distinct rows in a leaf, not how often they were drawn', () => {
    const minLeafRows = 6;
    const bootstrap = drawBootstrap(data.labels, seededRandom(3));
    const writer = new TreeWriter();
    new ForestTreeGrower(binMatrix(data, 1), data.labels, minLeafRows).grow(seededRandom(3), writer);
    const trees = buildEnsemble(writer.finish(binMatrix(data, 1)));
    const leaves = new Map<number, { rows: number; draws: number; positives: number }>();
    for (const row of bootstrap.rows) {
      const vector = vectorOf(data, row);
      let node = trees.roots[0]!;
      while (featureOf(trees, node) !== LEAF) node = goesLeft(trees, node, vector) ? node + 1 : rightOf(trees, node);
      const leaf = leaves.get(node) ?? { rows: 0, draws: 0, positives: 0 };
      const draws = bootstrap.counts[row]! % DISTINCT_UNIT;
      leaves.set(node, { rows: leaf.rows + 1, draws: leaf.draws + draws, positives: leaf.positives + draws * data.labels[row]! });
    }
    expect(leaves.size).toBeGreaterThan(20);
    expect(Math.min(...[...leaves.values()].map(({ rows }) => rows))).toBe(minLeafRows);
    for (const [node, { draws, positives }] of leaves) {
      expect(trees.covers[node]).toBe(draws);
      expect(trees.values[node]).toBe(positives / draws);
    }
  });

  it('draws as many rows as there are, some of them more than once', () => {
    const { rows, counts } = drawBootstrap(new Uint8Array(1_000), seededRandom(1));
    expect(rows.length).toBeGreaterThan(580);
    expect(rows.length).toBeLessThan(680);
    expect(rows.reduce((sum, row) => sum + counts[row]! % DISTINCT_UNIT, 0)).toBe(1_000);
  });

  it('draws no more for a tree than it may, and is as it was where there are fewer rows', () => {
    const { rows, counts } = drawBootstrap(new Uint8Array(1_000), seededRandom(1), 200);
    expect(rows.reduce((sum, row) => sum + counts[row]! % DISTINCT_UNIT, 0)).toBe(200);
    const few = makeForestEngine({ trees: 30, mostDraws: 300 }).fit(data, SEED);
    const later = aLabelledMatrix({ rows: 900, features: 6, missing: 0.15, seed: 2 });
    expect(areaUnderCurve(few.logOdds(later), later.labels)).toBeGreaterThan(0.75);
    expect(makeForestEngine({ trees: 30, mostDraws: 900 }).fit(data, SEED).save()).toEqual(small.fit(data, SEED).save());
  });

  it.each([['outcome where missing', 1], ['none where missing', 0]])('lets missing values learn their side: %s', (_name, label) => {
    const column = numbers(300, (at) => (at % 3 === 0 ? NaN : at));
    const model = small.fit(matrixOf([column], numbers(300, (at) => (at % 3 === 0 ? label : Number(at > 150)))), SEED);
    const [missing, low, high] = model.logOdds(matrixOf([[NaN, 10, 290]], [0, 0, 0]));
    expect([missing! > 0, low! > 0, high! > 0]).toEqual([label === 1, false, true]);
  });

  it('never says never, even where all leaves are pure', () => {
    const model = small.fit(matrixOf([numbers(100, (at) => at)], numbers(100, (at) => Number(at >= 50))), SEED);
    const [low, high] = model.logOdds(matrixOf([[0, 99]], [0, 0]));
    expect(chanceOf(low!)).toBeCloseTo(0.5 / 31, 10);
    expect(chanceOf(high!)).toBeCloseTo(30.5 / 31, 10);
  });
});

describe('explanations of a forest', () => {
  it('add up to the log-odds and are marked approximate', () => {
    const model = small.fit(data, SEED);
    const logOdds = model.logOdds(data);
    for (let row = 0; row < 100; row++) {
      const { base, contributions, isApproximate } = model.explain(data, row);
      expect(Math.abs(contributions.reduce((sum, each) => sum + each, base) - logOdds[row]!)).toBeLessThan(1e-9);
      expect(isApproximate).toBe(true);
    }
  });

  it('give a feature the sign of what it does', () => {
    const model = small.fit(data, SEED);
    const many = matrixOf([[200], [0], [1], [1], [1], [1]], [0]);
    const { contributions } = model.explain({ ...many, names: data.names }, 0);
    expect(contributions[0]!).toBeGreaterThan(0.3);
    expect(contributions[1]!).toBeGreaterThan(0.3);
  });

  it('are all 0 where the forest knows nothing', () => {
    const matrix = matrixOf([new Float64Array(40).fill(1)], numbers(40, (at) => Number(at < 10)));
    const model = small.fit(matrix, SEED);
    expect([...model.explain(matrix, 0).contributions]).toEqual([0]);
    expect(model.explain(matrix, 0).base).toBe(model.logOdds(matrix)[0]);
  });
});

describe('saving and repeating a forest', () => {
  it('gives the same bits after save and load, row by row and all at once', () => {
    const model = small.fit(data, SEED);
    const loaded = forestEngine.load(model.save());
    const logOdds = model.logOdds(data);
    expect(loaded.logOdds(data)).toEqual(logOdds);
    expect(loaded.explain(data, 5)).toEqual(model.explain(data, 5));
    for (let row = 0; row < data.rows; row += 50) expect(model.logOdds(rowOf(data, row))[0]).toBe(logOdds[row]);
  });

  it('gives the same bits for the same seed, and others for another', () => {
    expect(small.fit(data, SEED).save()).toEqual(small.fit(data, SEED).save());
    expect(small.fit(data, SEED).logOdds(data)).not.toEqual(small.fit(data, { seed: 8 }).logOdds(data));
  });

  it('refuses what another engine wrote', () => {
    expect(() => forestEngine.load(gbdtEngine.fit(data, SEED).save())).toThrow(expect.objectContaining({ code: 'model.artefact_foreign' }));
  });
});

describe('unusual training data for a forest', () => {
  const refusals: [string, ReturnType<typeof matrixOf>, string][] = [
    ['no rows', matrixOf([[]], []), 'model.no_rows'],
    ['one class', matrixOf([[1, 2, 3]], [1, 1, 1]), 'model.one_class'],
  ];
  it.each(refusals)('is refused: %s', (_name, matrix, code) => {
    expect(() => forestEngine.fit(matrix, SEED)).toThrow(expect.objectContaining({ code }));
  });

  const sound: [string, ReturnType<typeof matrixOf>][] = [
    ['two rows', matrixOf([[1, 2]], [0, 1])],
    ['no columns', matrixOf([], [0, 1, 1])],
    ['nothing known', matrixOf([new Float64Array(50).fill(NaN)], numbers(50, (at) => at % 2))],
    ['500 columns', aLabelledMatrix({ rows: 60, features: 500 })],
  ];
  it.each(sound)('gives finite log-odds: %s', (_name, matrix) => {
    const model = small.fit(matrix, SEED);
    expect([...model.logOdds(matrix)].every(Number.isFinite)).toBe(true);
    expect(forestEngine.load(model.save()).logOdds(matrix)).toEqual(model.logOdds(matrix));
  });

  it('keeps what it has when time is up', () => {
    const none = small.fit(data, { seed: 1, isOutOfTime: () => true });
    const share = data.labels.reduce((sum, label) => sum + label, 0) / data.rows;
    expect(none.logOdds(data)[0]).toBe(logOddsOf(share));
    let asked = 0;
    const five = small.fit(data, { ...SEED, isOutOfTime: () => ++asked > 5 });
    expect(five.logOdds(data)).toEqual(makeForestEngine({ trees: 5 }).fit(data, SEED).logOdds(data));
  });

  it('tells how far it is', () => {
    const shares: number[] = [];
    makeForestEngine({ trees: 4 }).fit(data, { seed: 1, onProgress: (share) => shares.push(share) });
    expect(shares).toEqual([0.25, 0.5, 0.75, 1]);
  });
});

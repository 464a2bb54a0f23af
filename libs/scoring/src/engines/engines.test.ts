import { describe, expect, it } from 'vitest';
import { unpackArtefact, packArtefact } from './artefact.ts';
import { makeBgNbdEngine } from './bg-nbd.ts';
import { makeBlendEngine } from './blend.ts';
import { calibrateModel } from './calibrate.ts';
import { engineOf, loadModel } from './load-model.ts';
import { logisticEngine } from './logistic.ts';
import type { Engine, LabelledMatrix } from './model.ts';
import { makeRankerEngine } from './ranker.ts';
import { makeRecencyEngine } from './recency.ts';
import { aLabelledMatrix, areaUnderCurve, rowOf } from './sample-matrix.test-helper.ts';
import { makeSmallForestEngine } from './small-forest.ts';

const ranker = makeRankerEngine({ mostEpochs: 3 });
const ENGINES: readonly [string, Engine][] = [
  ['logistic', logisticEngine],
  ['gbdt', engineOf('gbdt')],
  ['forest', engineOf('forest')],
  ['blend', engineOf('blend')],
  ['a blend of three', makeBlendEngine([logisticEngine, ranker, makeRecencyEngine('feature_1')])],
  ['ranker', ranker],
  ['bg_nbd', makeBgNbdEngine({ repeats: 'feature_0', ageAtLast: 'feature_1', age: 'feature_2', horizonDays: 30, outcome: 'purchase' })],
  ['recency', makeRecencyEngine('feature_1')],
  ['small_forest', makeSmallForestEngine({ trees: 5, mostRows: 200 })],
];

const DATA = aLabelledMatrix({ rows: 300 });
const OPTIONS = { seed: 3 };
const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);
const withColumns = (change: (column: Float64Array, at: number) => Float64Array): LabelledMatrix => ({ ...DATA, columns: DATA.columns.map(change) });

describe.each(ENGINES)('%s', (_name, engine) => {
  const model = engine.fit(DATA, OPTIONS);

  it('says who made it of what', () => {
    expect(model.engine).toBe(engine.code);
    expect(model.names).toEqual(DATA.names);
  });

  it('gives the same bits for the same seed, and after saving and loading', () => {
    const expected = model.logOdds(DATA);
    expect(engine.fit(DATA, OPTIONS).save()).toEqual(model.save());
    for (const loaded of [engine.load(model.save()), loadModel(model.save())]) {
      expect(loaded.logOdds(DATA)).toEqual(expected);
      expect(loaded.explain(DATA, 5)).toEqual(model.explain(DATA, 5));
      expect(loaded.save()).toEqual(model.save());
    }
  });

  it('says the same of a customer alone and among others', () => {
    const together = model.logOdds(DATA);
    for (const row of [0, 17, 299]) expect(model.logOdds(rowOf(DATA, row))[0]).toBe(together[row]);
  });

  it('explains with parts that add up', () => {
    const logOdds = model.logOdds(DATA);
    for (let row = 0; row < 40; row++) {
      const { base, contributions } = model.explain(DATA, row);
      expect(contributions).toHaveLength(DATA.names.length);
      expect(base + sum(contributions)).toBeCloseTo(logOdds[row]!, 9);
    }
  });

  it('stays true to itself when calibrated, saved and loaded', () => {
    const calibrated = calibrateModel(model, { slope: 0.7, intercept: -0.2 });
    const loaded = loadModel(calibrated.save());
    expect(loaded.engine).toBe(engine.code);
    expect(loaded.logOdds(DATA)).toEqual(calibrated.logOdds(DATA));
    const { base, contributions } = loaded.explain(DATA, 9);
    expect(base + sum(contributions)).toBeCloseTo(calibrated.logOdds(DATA)[9]!, 9);
    expect(() => engine.load(calibrated.save())).toThrow(expect.objectContaining({ code: 'model.artefact_foreign' }));
  });

  it.each<[string, LabelledMatrix]>([
    ['constant columns', withColumns((column) => column.map(() => 4))],
    ['nothing known', withColumns((column) => column.map(() => NaN))],
    ['one column known once', withColumns((column, at) => column.map((_value, row) => (at === 1 && row === 7 ? 3 : NaN)))],
    ['huge and tiny values', withColumns((column, at) => column.map((value) => value * (at % 2 ? 1e300 : 1e-300)))],
    ['values below 0', withColumns((column) => column.map((value) => -value))],
    ['two rows', { ...DATA, rows: 2, columns: DATA.columns.map((column) => column.slice(0, 2)), labels: Uint8Array.of(0, 1) }],
    ['one positive row', { ...DATA, labels: DATA.labels.map((_label, row) => Number(row === 40)) }],
    ['one negative row', { ...DATA, labels: DATA.labels.map((_label, row) => Number(row !== 40)) }],
    ['a column that is the outcome', withColumns((column, at) => (at < 2 ? Float64Array.from(DATA.labels) : column))],
  ])('learns something sound from %s', (_case, data) => {
    const odd = engine.fit(data, OPTIONS);
    for (const asked of [data, DATA]) {
      expect(odd.logOdds(asked).every(Number.isFinite)).toBe(true);
      const { base, contributions } = odd.explain(asked, 1);
      expect(base + sum(contributions)).toBeCloseTo(odd.logOdds(asked)[1]!, 8);
    }
    expect(loadModel(odd.save()).logOdds(DATA)).toEqual(odd.logOdds(DATA));
  });

  it('predicts nobody and an empty customer', () => {
    expect(model.logOdds({ rows: 0, names: DATA.names, columns: DATA.columns.map(() => new Float64Array(0)) })).toHaveLength(0);
    const unknown = { rows: 1, names: DATA.names, columns: DATA.columns.map(() => Float64Array.of(NaN)) };
    expect(Number.isFinite(model.logOdds(unknown)[0])).toBe(true);
  });

  it.each<[string, LabelledMatrix]>([
    ['model.no_rows', { rows: 0, names: DATA.names, columns: DATA.columns.map(() => new Float64Array(0)), labels: new Uint8Array(0) }],
    ['model.one_class', { ...rowOf(DATA, 0), labels: Uint8Array.of(1) }],
    ['model.one_class', { ...DATA, labels: new Uint8Array(300) }],
    ['model.bad_matrix', { ...DATA, labels: new Uint8Array(3) }],
    ['model.bad_matrix', withColumns((column) => column.map(() => Infinity))],
  ])('refuses to learn with %s', (code, data) => {
    expect(() => engine.fit(data, OPTIONS)).toThrow(expect.objectContaining({ code }));
  });

  it('refuses other columns and damaged or foreign artefacts', () => {
    expect(() => model.logOdds({ ...DATA, names: [...DATA.names].reverse() })).toThrow(expect.objectContaining({ code: 'model.wrong_columns' }));
    expect(() => model.explain({ ...DATA, names: [...DATA.names].reverse() }, 0)).toThrow(expect.objectContaining({ code: 'model.wrong_columns' }));
    const damaged = model.save();
    damaged[damaged.length - 9]! ^= 1;
    expect(() => engine.load(damaged)).toThrow(expect.objectContaining({ code: 'model.artefact_corrupt' }));
    expect(() => loadModel(damaged)).toThrow(expect.objectContaining({ code: 'model.artefact_corrupt' }));
    const later = packArtefact({ ...unpackArtefact(model.save()), facts: { format: 99, names: DATA.names } });
    expect(() => engine.load(later)).toThrow(expect.objectContaining({ code: 'model.artefact_foreign' }));
    const other = (engine.code === 'logistic' ? makeRecencyEngine('feature_1') : logisticEngine).fit(DATA, OPTIONS).save();
    expect(() => engine.load(other)).toThrow(expect.objectContaining({ code: 'model.artefact_foreign' }));
  });

  it('reports progress up to the whole, and ends with what progress throws', () => {
    const shares: number[] = [];
    engine.fit(DATA, { seed: 1, onProgress: (share) => shares.push(share) });
    expect(shares.at(-1)).toBeCloseTo(1, 9);
    expect(shares).toEqual([...shares].sort((left, right) => left - right));
    expect(() => engine.fit(DATA, { seed: 1, onProgress: () => { throw new Error('cancelled'); } })).toThrow('cancelled');
  });
});

describe('500 columns', () => {
  const wide = aLabelledMatrix({ rows: 150, features: 500 });
  it.each(ENGINES)('%s', (_name, engine) => {
    const model = engine.fit(wide, OPTIONS);
    expect(model.logOdds(wide).every(Number.isFinite)).toBe(true);
    const { base, contributions } = model.explain(wide, 3);
    expect(base + sum(contributions)).toBeCloseTo(model.logOdds(wide)[3]!, 8);
  });
});

describe('makeBlendEngine', () => {
  it('is the mean of its members, and its explanation the mean of theirs', () => {
    const members = [logisticEngine, makeRecencyEngine('feature_1')];
    const models = members.map((member) => member.fit(DATA, OPTIONS));
    const blend = makeBlendEngine(members).fit(DATA, OPTIONS);
    const [left, right] = models.map((model) => model.logOdds(DATA));
    blend.logOdds(DATA).forEach((logOdds, row) => expect(logOdds).toBeCloseTo((left![row]! + right![row]!) / 2, 12));
    const parts = models.map((model) => model.explain(DATA, 2).contributions);
    blend.explain(DATA, 2).contributions.forEach((part, at) => expect(part).toBeCloseTo((parts[0]![at]! + parts[1]![at]!) / 2, 12));
  });

  it('is approximate as soon as one member is', () => {
    expect(makeBlendEngine([logisticEngine, makeRecencyEngine('feature_1')]).fit(DATA, OPTIONS).explain(DATA, 0).isApproximate).toBe(false);
    expect(makeBlendEngine([logisticEngine, ranker]).fit(DATA, OPTIONS).explain(DATA, 0).isApproximate).toBe(true);
  });

  it('cannot load a blend of engines that it does not have', () => {
    const artefact = makeBlendEngine([logisticEngine, ranker]).fit(DATA, OPTIONS).save();
    expect(() => makeBlendEngine([logisticEngine]).load(artefact)).toThrow(expect.objectContaining({ code: 'model.artefact_foreign' }));
  });

  it('of logistic regression and boosted trees ranks customers it has not seen', () => {
    const later = aLabelledMatrix({ rows: 1000, seed: 2 });
    expect(areaUnderCurve(engineOf('blend').fit(aLabelledMatrix({ rows: 2000 }), OPTIONS).logOdds(later), later.labels)).toBeGreaterThan(0.78);
  });
});

import { describe, expect, it } from 'vitest';
import { calibrateModel, fitPlatt, fitShift, type PlattScaling } from './calibrate.ts';
import { logisticEngine } from './logistic.ts';
import { chanceOf } from './model.ts';
import { logLossOf } from './penalised-logistic.ts';
import { aLabelledMatrix, gaussian } from './sample-matrix.test-helper.ts';
import { seededRandom } from './random.ts';

/** Log-odds that a line must mend, and labels drawn from the mended ones. */
function distorted({ slope, intercept }: PlattScaling, rows: number) {
  const random = seededRandom(6);
  const logOdds = Float64Array.from({ length: rows }, () => 2 * gaussian(random));
  const labels = Uint8Array.from(logOdds, (value) => Number(random.next() < chanceOf(slope * value + intercept)));
  return { logOdds, labels };
}

describe('fitPlatt', () => {
  it.each<[number, number]>([[1, 0], [0.5, -1], [2, 1.5], [-0.8, 0.3], [0.05, -3]])('recovers slope %d and intercept %d', (slope, intercept) => {
    const { logOdds, labels } = distorted({ slope, intercept }, 40_000);
    const fitted = fitPlatt(logOdds, labels);
    expect(Math.abs(fitted.slope - slope)).toBeLessThan(0.06);
    expect(Math.abs(fitted.intercept - intercept)).toBeLessThan(0.1);
  });

  it('is at the optimum of the drawn-in labels', () => {
    const { logOdds, labels } = distorted({ slope: 0.6, intercept: 0.4 }, 60);
    const positives = labels.reduce((sum, label) => sum + label, 0);
    const target = (label: number) => (label === 1 ? (positives + 1) / (positives + 2) : 1 / (60 - positives + 2));
    const loss = ({ slope, intercept }: PlattScaling) => logOdds.reduce((sum, value, row) => sum + logLossOf(slope * value + intercept, target(labels[row]!)), 0);
    const fitted = fitPlatt(logOdds, labels);
    for (const [slope, intercept] of [[1e-3, 0], [-1e-3, 0], [0, 1e-3], [0, -1e-3]] as const) {
      expect(loss({ slope: fitted.slope + slope, intercept: fitted.intercept + intercept })).toBeGreaterThan(loss(fitted));
    }
  });

  it.each<[string, number[], number[]]>([
    ['separable', [-3, -2, 2, 3], [0, 0, 1, 1]],
    ['separable the wrong way', [-3, -2, 2, 3], [1, 1, 0, 0]],
    ['of one class', [-1, 0, 1], [1, 1, 1]],
    ['extreme', [-1e9, 1e9, 1e9, -1e9], [0, 1, 0, 1]],
    ['a single row', [2], [0]],
  ])('gives a finite line for log-odds that are %s', (_case, logOdds, labels) => {
    const { slope, intercept } = fitPlatt(Float64Array.from(logOdds), Uint8Array.from(labels));
    expect([slope, intercept].every(Number.isFinite)).toBe(true);
  });

  it('moves log-odds that are all alike to the share of positives', () => {
    const { slope, intercept } = fitPlatt(new Float64Array(98).fill(5), Uint8Array.from({ length: 98 }, (_unused, row) => Number(row < 49)));
    expect(slope).toBe(1);
    expect(5 + intercept).toBeCloseTo(0, 10);
  });

  it('refuses nothing to go by', () => {
    expect(() => fitPlatt(new Float64Array(0), new Uint8Array(0))).toThrow(expect.objectContaining({ code: 'model.no_rows' }));
    expect(() => fitPlatt(new Float64Array(1), new Uint8Array(2))).toThrow(expect.objectContaining({ code: 'model.bad_matrix' }));
  });
});

describe('calibrateModel', () => {
  const data = aLabelledMatrix();
  const model = logisticEngine.fit(data, { seed: 1 });
  const calibrated = calibrateModel(model, { slope: 0.5, intercept: -1 });

  it('draws a line over the log-odds, and the explanation with it', () => {
    expect(calibrated.logOdds(data)).toEqual(model.logOdds(data).map((logOdds) => logOdds * 0.5 - 1));
    const { base, contributions } = calibrated.explain(data, 3);
    expect(contributions.reduce((sum, part) => sum + part, base)).toBeCloseTo(calibrated.logOdds(data)[3]!, 10);
    expect(base).toBe(model.explain(data, 3).base * 0.5 - 1);
  });

  it('cannot be taken for the model inside', () => {
    expect(() => logisticEngine.load(calibrated.save())).toThrow(expect.objectContaining({ code: 'model.artefact_foreign' }));
  });
});

describe('fitShift', () => {
  const meanChance = (logOdds: Float64Array, shift: number) => logOdds.reduce((sum, each) => sum + 1 / (1 + Math.exp(-each - shift)), 0) / logOdds.length;

  it.each([[-8, 0.3], [0, 0.5], [9, 0.05], [40, 0.5]])('brings chances around log-odds %d to the share of positives, %d', (middle, share) => {
    const logOdds = Float64Array.from({ length: 200 }, (_unused, row) => middle + (row % 20) / 5);
    const labels = Uint8Array.from(logOdds, (_each, row) => (row < share * 200 ? 1 : 0));
    expect(meanChance(logOdds, fitShift(logOdds, labels))).toBeCloseTo(share, 9);
  });

  it('is finite for one label, and nothing without rows', () => {
    const logOdds = new Float64Array(50);
    expect(meanChance(logOdds, fitShift(logOdds, new Uint8Array(50)))).toBeCloseTo(0.01, 9);
    expect(meanChance(logOdds, fitShift(logOdds, new Uint8Array(50).fill(1)))).toBeCloseTo(0.99, 9);
    expect(fitShift(new Float64Array(0), new Uint8Array(0))).toBe(0);
  });
});

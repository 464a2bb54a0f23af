import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MODEL_METRICS } from '@kelvin/contracts';
import { seededRandom } from '../engines/random.ts';
import { compareModels, rowDrawer } from './bootstrap.ts';
import { brierScore, evaluateRows, expectedCalibrationError, logLoss } from './chances.ts';
import { METRICS } from './metrics.ts';
import { areaUnderCurve, averagePrecision, topDecileLift } from './ranking.ts';

const PLAIN = { auc: areaUnderCurve, averagePrecision, logLoss, brier: brierScore, calibrationError: expectedCalibrationError, topDecileLift } as const;

/** Chances of which `sharpness` 1 is the truth and 0 knows nothing. */
function simulated(n: number, seed: number, sharpness: readonly number[]) {
  const random = seededRandom(seed);
  const truth = Float64Array.from({ length: n }, () => random.next() ** 2);
  const labels = Uint8Array.from(truth, (chance) => (random.next() < chance ? 1 : 0));
  return sharpness.map((share) => evaluateRows(truth.map((chance) => share * chance + (1 - share) * random.next()), labels));
}

describe('rowDrawer', () => {
  it('draws as many rows as there are', () => {
    const weights = rowDrawer(500)(seededRandom(1));
    expect(weights.reduce((sum, each) => sum + each, 0)).toBe(500);
    // 1 − 1/e of the rows are drawn at least once.
    expect(weights.filter((each) => each > 0).length / 500).toBeCloseTo(0.632, 1);
  });

  it('draws the rows of one customer together, as many customers as there are', () => {
    const customers = ['a', 'b', 'a', 'c', 'b', 'a'];
    const draw = rowDrawer(customers.length, customers);
    const random = seededRandom(9);
    for (let time = 0; time < 20; time++) {
      const [a, b, a2, c, b2, a3] = draw(random);
      expect([a2, a3, b2]).toEqual([a, a, b]);
      expect(a! + b! + c!).toBe(3);
    }
  });
});

describe('compareModels', () => {
  it('measures what a resample with repeated rows would measure, for every figure', () => {
    fc.assert(fc.property(fc.integer(), fc.integer({ min: 1, max: 80 }), (seed, n) => {
      const [rows] = simulated(n, seed, [0.6]);
      const weights = rowDrawer(n)(seededRandom(seed));
      const indices = [...weights.keys()].flatMap((row) => Array.from({ length: weights[row]! }, () => row));
      const chances = Float64Array.from(indices, (row) => rows!.chances[row]!);
      const labels = Uint8Array.from(indices, (row) => rows!.labels[row]!);
      for (const metric of MODEL_METRICS) {
        const expected = PLAIN[metric](chances, labels);
        const found = METRICS[metric].compute(rows!, weights);
        if (expected === null) expect(found).toBeNull();
        else expect(found).toBeCloseTo(expected, 10);
      }
    }));
  });

  it('takes its value from the rows as they are, its interval from the resamples', () => {
    const [model] = simulated(800, 4, [1]);
    const comparison = compareModels({ model }, { seed: 1 });
    for (const metric of MODEL_METRICS) {
      const { value, low, high } = comparison.estimate('model', metric)!;
      expect(value).toBe(PLAIN[metric](model!.chances, model!.labels));
      expect(low).toBeLessThan(high);
    }
  });

  it('has the calibration error within its interval, however few the rows and however good the chances', () => {
    for (const [n, seed] of [[60, 1], [300, 2], [800, 3], [4000, 4]] as const) {
      for (const rows of simulated(n, seed, [1, 0.8, 0.2])) {
        const { value, low, high } = compareModels({ model: rows }, { seed }).estimate('model', 'calibrationError')!;
        expect(low).toBeGreaterThanOrEqual(0);
        expect(low).toBeLessThan(value);
        expect(high).toBeGreaterThan(value);
      }
    }
  });

  it('has intervals as wide as theory says', () => {
    // A Brier score is a mean: its standard error is known.
    const [model] = simulated(2000, 11, [1]);
    const squares = model!.chances.map((chance, row) => (chance - model!.labels[row]!) ** 2);
    const mean = squares.reduce((sum, each) => sum + each, 0) / 2000;
    const standardError = Math.sqrt(squares.reduce((sum, each) => sum + (each - mean) ** 2, 0)) / 2000;
    const { low, high } = compareModels({ model }, { seed: 2, resamples: 1000 }).estimate('model', 'brier')!;
    expect((high - low) / (2 * 1.96 * standardError)).toBeCloseTo(1, 0.9);
  });

  it('has wider intervals where rows of one customer are alike', () => {
    const [one] = simulated(300, 5, [1]);
    const repeated = evaluateRows(Float64Array.from({ length: 1500 }, (_, row) => one!.chances[row % 300]!), Uint8Array.from({ length: 1500 }, (_, row) => one!.labels[row % 300]!));
    const width = (groups?: number[]) => {
      const { low, high } = compareModels({ model: repeated }, { seed: 3, ...(groups && { groups }) }).estimate('model', 'logLoss')!;
      return high - low;
    };
    expect(width(Array.from({ length: 1500 }, (_, row) => row % 300)) / width()).toBeGreaterThan(1.8);
  });

  it('tells paired differences that the intervals of each alone hide', () => {
    const [model, other] = simulated(1500, 6, [1, 0.8]);
    const comparison = compareModels({ model, other }, { seed: 1 });
    for (const metric of ['logLoss', 'auc', 'averagePrecision', 'brier'] as const) {
      const gain = comparison.gain('model', 'other', metric)!;
      expect(gain.low).toBeGreaterThan(0);
      const back = comparison.gain('other', 'model', metric)!;
      expect([back.value, back.low, back.high]).toEqual([-gain.value, expect.closeTo(-gain.high, 12), expect.closeTo(-gain.low, 12)]);
    }
    expect(comparison.estimate('model', 'averagePrecision')!.low).toBeLessThan(comparison.estimate('other', 'averagePrecision')!.high);
  });

  it('is surer that there is a gain than how large it is: the one-sided bound lies above the lower end', () => {
    const [model, other] = simulated(2000, 6, [1, 0.9]);
    const comparison = compareModels({ model, other }, { seed: 1, resamples: 1000 });
    const { value, low, high } = comparison.gain('model', 'other', 'brier')!;
    const bound = comparison.gainAtLeast('model', 'other', 'brier')!;
    expect(bound).toBeGreaterThan(low);
    // Of a normal distribution: 1.645 and 1.96 standard errors below.
    expect((value - bound) / ((high - low) / (2 * 1.96))).toBeCloseTo(1.645, 0.9);
    expect(comparison.gainAtLeast('other', 'model', 'brier')).toBeLessThan(-value);
    expect(compareModels<'model' | 'other'>({ model }, { seed: 1 }).gainAtLeast('model', 'other', 'brier')).toBeNull();
  });

  it('gives a model no gain over itself', () => {
    const [model] = simulated(200, 8, [1]);
    expect(compareModels({ model, twin: model }, { seed: 1 }).gain('model', 'twin', 'logLoss')).toEqual({ value: 0, low: 0, high: 0 });
  });

  it('gives the same bits for the same seed, others for another', () => {
    const [model] = simulated(200, 8, [1]);
    const at = (seed: number) => MODEL_METRICS.map((metric) => compareModels({ model }, { seed }).estimate('model', metric));
    expect(at(1)).toEqual(at(1));
    expect(at(1)).not.toEqual(at(2));
  });

  it('has no answer without rows, without both labels, or for a model that was not given', () => {
    const none = evaluateRows(new Float64Array(0), new Uint8Array(0));
    expect(compareModels({ model: none }, { seed: 1 }).estimate('model', 'logLoss')).toBeNull();
    const oneClass = compareModels<'model' | 'champion'>({ model: evaluateRows(Float64Array.of(0.2, 0.3), Uint8Array.of(0, 0)) }, { seed: 1 });
    expect(oneClass.estimate('model', 'auc')).toBeNull();
    expect(oneClass.estimate('model', 'logLoss')).not.toBeNull();
    expect(oneClass.gain('model', 'champion', 'logLoss')).toBeNull();
  });

  it('has no interval where many resamples have no answer, as with a single positive', () => {
    const rows = evaluateRows(Float64Array.of(0.2, 0.9, 0.4), Uint8Array.of(0, 1, 0));
    expect(compareModels({ rows }, { seed: 1 }).estimate('rows', 'auc')).toBeNull();
  });

  it('refuses models measured on other rows', () => {
    const one = evaluateRows(Float64Array.of(0.2, 0.9), Uint8Array.of(0, 1));
    const other = evaluateRows(Float64Array.of(0.2, 0.9), Uint8Array.of(1, 1));
    expect(() => compareModels({ one, other }, { seed: 1 })).toThrow(expect.objectContaining({ code: 'evaluation.bad_rows' }));
    expect(() => compareModels({ one }, { seed: 1, groups: [1] })).toThrow(expect.objectContaining({ code: 'evaluation.bad_rows' }));
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../engines/random.ts';
import {
  accuracyAtHalf, brierScore, calibrationBins, evaluateRows, expectedCalibrationError, logLoss, majorityShare,
  weightedBrierScore, weightedCalibrationError, weightedLogLoss, wilsonInterval,
} from './chances.ts';

const chances = (...values: number[]) => Float64Array.from(values);
const labels = (...values: number[]) => Uint8Array.from(values);

describe('log loss and Brier score', () => {
  it.each<[string, number[], number[], number, number]>([
    ['guessing a half', [0.5, 0.5], [1, 0], Math.LN2, 0.25],
    ['by hand', [0.8, 0.3], [1, 0], -(Math.log(0.8) + Math.log(0.7)) / 2, (0.04 + 0.09) / 2],
    ['wrong', [0.9], [0], -Math.log(0.1), 0.81],
    ['sure and wrong is bad, not infinite', [1, 0], [0, 1], 16, 1],
    ['sure and right', [1, 0], [1, 0], Math.log1p(Math.exp(-16)), 0],
  ])('%s', (_case, given, came, loss, brier) => {
    expect(logLoss(chances(...given), labels(...came))).toBeCloseTo(loss, 6);
    expect(brierScore(chances(...given), labels(...came))).toBeCloseTo(brier, 12);
  });
});

describe('expectedCalibrationError', () => {
  it('is by hand: two bins of two', () => {
    // .1 and .2 with one positive: |.15 − .5|; .8 and .9 with two: |.85 − 1|
    expect(expectedCalibrationError(chances(0.1, 0.9, 0.2, 0.8), labels(1, 1, 0, 1), 2)).toBeCloseTo((0.35 + 0.15) / 2, 12);
  });

  it('keeps equal chances in one bin', () => {
    expect(expectedCalibrationError(chances(0.5, 0.5, 0.5, 0.5), labels(1, 1, 0, 0), 2)).toBe(0);
    expect(calibrationBins(evaluateRows(chances(0.5, 0.5, 0.5, 0.1), labels(1, 0, 1, 0)), 2)).toMatchObject([{ n: 1, meanChance: 0.1, observedShare: 0 }, { n: 3, meanChance: 0.5, observedShare: 2 / 3 }]);
  });

  it('keeps its borders where equal chances overrun one', () => {
    const rows = evaluateRows(chances(...Array.from({ length: 7 }, () => 0.9), 0.3, 0.2, 0.1), labels(...Array.from({ length: 10 }, () => 1)));
    expect(calibrationBins(rows, 5).map(({ n }) => n)).toEqual([2, 1, 7]);
  });

  it('is small for chances that are true, and what they are off by for others', () => {
    const random = seededRandom(3);
    const truth = Float64Array.from({ length: 40_000 }, () => 0.05 + 0.6 * random.next());
    const came = Uint8Array.from(truth, (chance) => (random.next() < chance ? 1 : 0));
    expect(expectedCalibrationError(truth, came)).toBeLessThan(0.012);
    expect(expectedCalibrationError(truth.map((chance) => chance + 0.1), came)).toBeCloseTo(0.1, 2);
  });

  it('makes bins of equal counts, lowest chance first, whose parts add up', () => {
    const random = seededRandom(5);
    const given = Float64Array.from({ length: 1000 }, () => random.next());
    const came = Uint8Array.from(given, (chance) => (random.next() < chance ? 1 : 0));
    const bins = calibrationBins(evaluateRows(given, came));
    expect(bins.map(({ n }) => n)).toEqual(Array.from({ length: 10 }, () => 100));
    expect(bins.map(({ meanChance }) => meanChance)).toEqual(bins.map(({ meanChance }) => meanChance).toSorted((a, b) => a - b));
    expect(bins.reduce((sum, { n, meanChance, observedShare }) => sum + (n / 1000) * Math.abs(meanChance - observedShare), 0)).toBeCloseTo(expectedCalibrationError(given, came)!, 12);
    for (const { low, observedShare, high } of bins) expect(low <= observedShare && observedShare <= high).toBe(true);
  });
});

describe('weights', () => {
  it.each([['logLoss', weightedLogLoss, logLoss], ['brierScore', weightedBrierScore, brierScore], ['calibration error', weightedCalibrationError, expectedCalibrationError]] as const)(
    '%s of a row with weight n is that of n equal rows', (_name, weighted, plain) => {
      const row = fc.record({ chance: fc.integer({ min: 0, max: 20 }).map((of20) => of20 / 20), label: fc.integer({ min: 0, max: 1 }), weight: fc.integer({ min: 0, max: 3 }) });
      fc.assert(fc.property(fc.array(row, { maxLength: 60 }), (rows) => {
        const repeated = rows.flatMap((each) => Array.from({ length: each.weight }, () => each));
        const found = weighted(evaluateRows(Float64Array.from(rows, (each) => each.chance), Uint8Array.from(rows, (each) => each.label)), Int32Array.from(rows, (each) => each.weight));
        const expected = plain(Float64Array.from(repeated, (each) => each.chance), Uint8Array.from(repeated, (each) => each.label));
        if (expected === null) expect(found).toBeNull();
        else expect(found).toBeCloseTo(expected, 9);
      }));
    },
  );
});

describe('wilsonInterval', () => {
  it.each([[0, 10, 0, 0.2775], [5, 10, 0.2366, 0.7634], [10, 10, 0.7225, 1], [1, 100, 0.0018, 0.0545], [0, 0, 0, 1]])('%d of %d: %d to %d', (positives, n, low, high) => {
    const found = wilsonInterval(positives, n);
    expect(found.low).toBeCloseTo(low, 4);
    expect(found.high).toBeCloseTo(high, 4);
  });
});

describe('accuracy', () => {
  it('counts a half as yes, and stands beside the commoner label', () => {
    expect(accuracyAtHalf(chances(0.5, 0.2, 0.9, 0.4), labels(1, 0, 0, 1))).toBe(0.5);
    expect(majorityShare(labels(0, 0, 0, 1))).toBe(0.75);
    expect(majorityShare(labels(1, 1, 1, 0))).toBe(0.75);
  });
});

describe('edges', () => {
  it('has no answer without rows', () => {
    const none = [chances(), labels()] as const;
    for (const metric of [logLoss, brierScore, accuracyAtHalf]) expect(metric(...none)).toBeNull();
    expect(expectedCalibrationError(...none)).toBeNull();
    expect(majorityShare(labels())).toBeNull();
    expect(calibrationBins(evaluateRows(...none))).toEqual([]);
  });

  it.each<[string, number[], number[]]>([['above 1', [1.1], [1]], ['below 0', [-0.1], [1]], ['not a number', [NaN], [1]], ['without its label', [0.5], []]])('refuses a chance %s', (_case, given, came) => {
    expect(() => evaluateRows(chances(...given), labels(...came))).toThrow(expect.objectContaining({ code: 'evaluation.bad_rows' }));
  });
});

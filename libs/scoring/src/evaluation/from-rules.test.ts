import { describe, expect, it } from 'vitest';
import { seededRandom } from '../engines/random.ts';
import { expectedCalibrationError } from './chances.ts';
import { chanceFromRules, fitRuleCurve, type RuleCurve, ruleCurveSchema } from './from-rules.ts';

function simulated(n: number, chanceOfPoints: (points: number) => number, seed = 1): [Float64Array, Uint8Array] {
  const random = seededRandom(seed);
  const points = Float64Array.from({ length: n }, () => 100 * random.next());
  return [points, Uint8Array.from(points, (each) => (random.next() < chanceOfPoints(each) ? 1 : 0))];
}
const fitted = (...input: Parameters<typeof fitRuleCurve>) => ruleCurveSchema.parse(fitRuleCurve(...input)) satisfies RuleCurve;

describe('fitRuleCurve', () => {
  it('finds the curve the outcomes were drawn from', () => {
    const [points, labels] = simulated(20_000, (each) => 1 / (1 + Math.exp(3 - 0.05 * each)));
    const curve = fitted(points, labels, 'rises');
    expect(curve.intercept).toBeCloseTo(-3, 0);
    expect(curve.slope).toBeCloseTo(0.05, 2);
    const chances = points.map((each) => chanceFromRules(curve, each));
    expect(expectedCalibrationError(chances, labels)).toBeLessThan(0.02);
    // The best intercept makes the chances add up to the outcomes.
    expect(chances.reduce((sum, each) => sum + each, 0)).toBeCloseTo(curve.positives, 3);
  });

  it('falls for an outcome that goes with low scores', () => {
    const [points, labels] = simulated(2000, (each) => 1 / (1 + Math.exp(0.06 * each - 2)));
    expect(fitted(points, labels, 'falls').slope).toBeCloseTo(-0.06, 1);
  });

  it('is flat at the average rather than going the wrong way', () => {
    const [points, labels] = simulated(2000, (each) => each / 100);
    const curve = fitted(points, labels, 'falls');
    expect(curve.slope).toBe(0);
    expect(chanceFromRules(curve, 90)).toBeCloseTo(curve.positives / 2000, 12);
  });

  it('stays finite where the score tells the outcomes apart perfectly, and where it tells nothing', () => {
    const labels = Uint8Array.from({ length: 100 }, (_, at) => (at < 50 ? 0 : 1));
    const perfect = fitted(Float64Array.from({ length: 100 }, (_, at) => at), labels, 'rises');
    expect(chanceFromRules(perfect, 40)).toBeLessThan(0.01);
    expect(chanceFromRules(perfect, 60)).toBeGreaterThan(0.99);
    expect(chanceFromRules(fitted(new Float64Array(100).fill(30), labels, 'rises'), 30)).toBeCloseTo(0.5, 6);
  });

  it.each([[39, 61, { positives: 1, negatives: 0 }], [10, 20, { positives: 30, negatives: 20 }], [0, 0, { positives: 40, negatives: 40 }]])('%d and %d outcomes: says what is missing', (positives, negatives, missing) => {
    const labels = Uint8Array.from({ length: positives + negatives }, (_, at) => (at < positives ? 1 : 0));
    expect(fitRuleCurve(new Float64Array(labels.length), labels, 'rises')).toEqual({ missing });
  });

  it('counts a customer once on each side, however many rows he has', () => {
    const points = Float64Array.from({ length: 640 }, (_, at) => at % 100);
    const labels = Uint8Array.from({ length: 640 }, (_, at) => (at >> 4) % 2);
    const of = (people: number) => fitRuleCurve(points, labels, 'rises', Int32Array.from({ length: 640 }, (_, at) => at % people));
    expect(of(16)).toEqual({ missing: { positives: 24, negatives: 24 } });
    expect(fitRuleCurve(points, labels, 'rises', Int32Array.from({ length: 640 }, (_, at) => (labels[at] === 1 ? at % 80 : 0)))).toEqual({ missing: { positives: 0, negatives: 39 } });
    expect(of(320)).toMatchObject({ positives: 320, negatives: 320 });
  });

  it('takes forty and forty', () => {
    const labels = Uint8Array.from({ length: 80 }, (_, at) => at % 2);
    expect(fitRuleCurve(Float64Array.from({ length: 80 }, (_, at) => at), labels, 'rises')).toMatchObject({ positives: 40, negatives: 40 });
  });

  it('refuses scores that are not numbers', () => {
    expect(() => fitRuleCurve(Float64Array.of(NaN), Uint8Array.of(1), 'rises')).toThrow(expect.objectContaining({ code: 'evaluation.bad_rows' }));
  });
});

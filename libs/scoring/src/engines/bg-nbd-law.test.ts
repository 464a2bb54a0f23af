import { describe, expect, it } from 'vitest';
import { bgNbdLogLikelihood, type BgNbdParams, chanceAlive, chanceOfPurchase, expectedPurchases, fitBgNbd, LivingPurchases, type PurchaseHistories } from './bg-nbd-law.ts';
import { logGamma } from './log-gamma.ts';
import { minimiseBySimplex } from './nelder-mead.ts';
import { type Random, seededRandom } from './random.ts';
import { exponential, gaussian } from './sample-matrix.test-helper.ts';

/** As published for the CDNOW sample, in weeks. */
const CDNOW: BgNbdParams = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };

/** Marsaglia & Tsang 2000. */
function gamma(random: Random, shape: number): number {
  if (shape < 1) return gamma(random, shape + 1) * random.next() ** (1 / shape);
  const d = shape - 1 / 3;
  for (;;) {
    const normal = gaussian(random);
    const v = (1 + normal / Math.sqrt(9 * d)) ** 3;
    if (v > 0 && Math.log(random.next()) < 0.5 * normal * normal + d - d * v + d * Math.log(v)) return d * v;
  }
}
function beta(random: Random, a: number, b: number): number {
  const left = gamma(random, a);
  return left / (left + gamma(random, b));
}
/** When one customer bought again, from age 0 to `until`. */
function purchases(random: Random, rate: number, goneChance: number, until: number): number[] {
  const times: number[] = [];
  for (let time = exponential(random) / rate; time < until; time += exponential(random) / rate) {
    times.push(time);
    if (random.next() < goneChance) break;
  }
  return times;
}
function simulate({ r, alpha, a, b }: BgNbdParams, customers: number, seed: number): PurchaseHistories {
  const random = seededRandom(seed);
  const ages = Array.from({ length: customers }, () => 20 + 60 * random.next());
  const bought = ages.map((age) => purchases(random, gamma(random, r) / alpha, beta(random, a, b), age));
  return { repeats: bought.map((times) => times.length), agesAtLast: bought.map((times) => times.at(-1) ?? 0), ages };
}

/** Formula 10 of the paper as it is printed, with the Gauss series summed as it stands. */
function printedFormula({ r, alpha, a, b }: BgNbdParams, x: number, tx: number, T: number, t: number): number {
  const z = t / (alpha + T + t);
  let term = 1;
  let series = 1;
  for (let k = 0; k < 5000; k++) series += term *= (((r + x + k) * (b + x + k)) / ((a + b + x - 1 + k) * (k + 1))) * z;
  const top = ((a + b + x - 1) / (a - 1)) * (1 - ((alpha + T) / (alpha + T + t)) ** (r + x) * series);
  return top / (1 + (x > 0 ? (a / (b + x - 1)) * ((alpha + T) / (alpha + tx)) ** (r + x) : 0));
}

describe('logGamma', () => {
  it.each([[1, 0], [2, 0], [0.5, Math.log(Math.sqrt(Math.PI))], [5, Math.log(24)], [0.1, 2.252712651734206], [101, 363.73937555556347], [1e-5, 11.512919692895824]])('of %d is %d', (x, expected) => {
    expect(logGamma(x)).toBeCloseTo(expected, 10);
  });
});

describe('minimiseBySimplex', () => {
  it('goes down a bent valley', () => {
    const { point } = minimiseBySimplex(([x, y]) => (1 - x!) ** 2 + 100 * (y! - x! * x!) ** 2, Float64Array.of(-1.2, 1), { firstStep: 0.5, mostEvaluations: 1000, tolerance: 1e-14 });
    expect(point[0]).toBeCloseTo(1, 4);
    expect(point[1]).toBeCloseTo(1, 4);
  });

  it('turns back where there is no value, and stops when told', () => {
    const options = { firstStep: 1, mostEvaluations: 500, tolerance: 1e-12 };
    expect(minimiseBySimplex(([x]) => Math.sqrt(x!) + 1 / x!, Float64Array.of(0.2), options).point[0]).toBeCloseTo(4 ** (1 / 3), 3);
    let evaluations = 0;
    minimiseBySimplex(([x]) => { evaluations += 1; return x! * x!; }, Float64Array.of(9), { ...options, shouldStop: () => true });
    expect(evaluations).toBe(2);
  });
});

describe('BG/NBD law', () => {
  it('expects what the authors published of one customer', () => {
    expect(expectedPurchases(CDNOW, 2, 30.43, 38.86, 39)).toBeCloseTo(1.226, 3);
  });

  it.each<[BgNbdParams, number, number, number, number]>([
    [CDNOW, 0, 0, 38, 39], [CDNOW, 26, 30, 31, 4], [CDNOW, 3, 1, 38, 400], [{ r: 2, alpha: 30, a: 2.5, b: 0.6 }, 5, 80, 90, 30], [{ r: 0.5, alpha: 1, a: 0.05, b: 0.3 }, 1, 2, 3, 4],
  ])('agrees with the printed formula: %j, x %d, tx %d, T %d, %d ahead', (params, x, tx, T, horizon) => {
    const printed = printedFormula(params, x, tx, T, horizon);
    expect(expectedPurchases(params, x, tx, T, horizon) / printed).toBeCloseTo(1, 9);
  });

  it('passes through the values at which the printed formula divides by zero', () => {
    const at = (a: number, b: number) => expectedPurchases({ ...CDNOW, a, b }, 0, 0, 30, 30);
    expect(at(1, 2)).toBeCloseTo((at(0.9999, 2) + at(1.0001, 2)) / 2, 7);
    expect(at(0.6, 0.4)).toBeCloseTo((at(0.6, 0.3999) + at(0.6, 0.4001)) / 2, 7);
  });

  it.each<BgNbdParams>([{ r: 200, alpha: 2, a: 900, b: 1000 }, { r: 1e-4, alpha: 1e4, a: 1e-5, b: 1e-5 }, { r: 5, alpha: 1, a: 1e-6, b: 1e6 }])('stays within reason for %j', (params) => {
    for (const [x, tx, T] of [[0, 0, 0], [0, 0, 400], [1, 0, 400], [3000, 399, 400]] as const) {
      const expected = expectedPurchases(params, x, tx, T, 90);
      expect(expected).toBeGreaterThanOrEqual(0);
      expect(expected).toBeLessThanOrEqual((90 * (params.r + x)) / (params.alpha + T) * 1.000001);
      const chance = chanceOfPurchase(params, x, tx, T, 90);
      expect(chance).toBeGreaterThanOrEqual(0);
      expect(chance).toBeLessThanOrEqual(Math.min(1, expected * 1.000001 + 1e-12));
    }
  });

  it.each<[BgNbdParams, number]>([[CDNOW, 0.002], [{ r: 2, alpha: 30, a: 2.5, b: 0.6 }, 0.002], [{ r: 0.9, alpha: 80, a: 0.05, b: 1.2 }, 0.002], [{ r: 5, alpha: 1, a: 1e-6, b: 1e6 }, 0.002], [{ r: 200, alpha: 2, a: 900, b: 1000 }, 0.01]])(
    'expects about the same of the living in the quick way: %j', (params, tolerance) => {
      const living = new LivingPurchases(params);
      for (const x of [0, 1, 4, 60]) {
        for (const T of [0, 3, 50, 700]) {
          const exact = expectedPurchases(params, x, T, T, 365) / chanceAlive(params, x, T, T);
          expect(Math.abs(living.expected(x, T, 365) / exact - 1)).toBeLessThan(tolerance);
        }
      }
    });

  it('knows a customer for alive before the first repeat, and for gone after long silence', () => {
    expect(chanceAlive(CDNOW, 0, 0, 500)).toBe(1);
    expect(chanceAlive(CDNOW, 10, 38, 38.5)).toBeGreaterThan(0.9);
    expect(chanceAlive(CDNOW, 10, 5, 38.5)).toBeLessThan(0.001);
    expect(chanceAlive(CDNOW, 1e6, 5, 500)).toBe(0);
  });

  it('tells the chance and the number of purchases that simulated customers with the same history make', () => {
    const params: BgNbdParams = { r: 0.8, alpha: 10, a: 0.6, b: 1.5 };
    const random = seededRandom(4);
    let alike = 0;
    let buyers = 0;
    let bought = 0;
    for (let customer = 0; customer < 400_000; customer++) {
      const times = purchases(random, gamma(random, params.r) / params.alpha, beta(random, params.a, params.b), 50);
      const before = times.filter((time) => time < 30);
      // One repeat purchase, late enough to leave it open whether they are gone.
      if (before.length !== 1 || before[0]! < 20 || before[0]! > 22) continue;
      alike += 1;
      buyers += Number(times.length > 1);
      bought += times.length - 1;
    }
    expect(Math.abs(buyers / alike - chanceOfPurchase(params, 1, 21, 30, 20))).toBeLessThan(3 * Math.sqrt(0.25 / alike));
    expect(Math.abs(bought / alike - expectedPurchases(params, 1, 21, 30, 20))).toBeLessThan(4 / Math.sqrt(alike));
  });
});

describe('what those who stay buy', () => {
  it('is what simulated customers of one history do who buy soon', () => {
    const params: BgNbdParams = { r: 0.8, alpha: 10, a: 0.6, b: 1.5 };
    const random = seededRandom(6);
    let stayed = 0;
    let bought = 0;
    for (let customer = 0; customer < 400_000; customer++) {
      // No repeat purchase before age 12: alive for certain. A year of 40, of which the first 9 decide who stays.
      const times = purchases(random, gamma(random, params.r) / params.alpha, beta(random, params.a, params.b), 52);
      if (times[0] === undefined || times[0] < 12 || times[0] > 21) continue;
      stayed += 1;
      bought += times.length;
    }
    expect(Math.abs(bought / stayed - new LivingPurchases(params).expectedOfStaying(0, 12, 9, 40))).toBeLessThan(4 / Math.sqrt(stayed));
  });

  it('is one at least, however long the silence', () => {
    expect(new LivingPurchases(CDNOW).expectedOfStaying(0, 5_000, 13, 52)).toBeLessThan(1.5);
    for (const [x, T] of [[0, 1e9], [0, 0], [500, 1]] as const) expect(new LivingPurchases(CDNOW).expectedOfStaying(x, T, 13, 52)).toBeGreaterThanOrEqual(1);
  });
});

describe('fitBgNbd', () => {
  const histories = simulate(CDNOW, 6000, 9);

  it('recovers what simulated customers were made with, in any unit of time', () => {
    const fitted = fitBgNbd(histories);
    // About twice the standard errors that so few customers leave.
    expect(Math.abs(fitted.r / CDNOW.r - 1)).toBeLessThan(0.1);
    expect(Math.abs(fitted.alpha / CDNOW.alpha - 1)).toBeLessThan(0.15);
    expect(fitted.a / (fitted.a + fitted.b)).toBeCloseTo(CDNOW.a / (CDNOW.a + CDNOW.b), 1);
    expect(bgNbdLogLikelihood(fitted, histories)).toBeGreaterThanOrEqual(bgNbdLogLikelihood(CDNOW, histories) - 0.1);
    const inDays = fitBgNbd({ repeats: histories.repeats, agesAtLast: Array.from(histories.agesAtLast, (age) => 7 * age), ages: Array.from(histories.ages, (age) => 7 * age) });
    expect(inDays.alpha / fitted.alpha).toBeCloseTo(7, 3);
    expect(inDays.r).toBeCloseTo(fitted.r, 4);
  });

  it('is at a peak: no small change of a parameter is more likely', () => {
    const fitted = fitBgNbd(histories);
    const best = bgNbdLogLikelihood(fitted, histories);
    for (const key of ['r', 'alpha', 'a', 'b'] as const) {
      for (const factor of [0.97, 1.03]) expect(bgNbdLogLikelihood({ ...fitted, [key]: fitted[key] * factor }, histories)).toBeLessThan(best + 0.01);
    }
  });

  it.each<[string, PurchaseHistories]>([
    ['nobody bought again', { repeats: [0, 0, 0], agesAtLast: [0, 0, 0], ages: [10, 20, 30] }],
    ['everybody buys daily', { repeats: [10, 20, 30], agesAtLast: [10, 20, 30], ages: [10, 20, 30] }],
    ['all ages are 0', { repeats: [0, 0], agesAtLast: [0, 0], ages: [0, 0] }],
    ['there is one customer', { repeats: [2], agesAtLast: [5], ages: [9] }],
    ['the numbers cannot be', { repeats: [-1, 2.4], agesAtLast: [9, 50], ages: [-3, 20] }],
  ])('gives finite parameters when %s', (_case, odd) => {
    for (const value of Object.values(fitBgNbd(odd))) {
      expect(value).toBeGreaterThan(0);
      expect(value).toBeLessThan(1e9);
    }
  });

  it('stops when the time is used up', () => {
    let asked = 0;
    const fitted = fitBgNbd(histories, { isOutOfTime: () => (asked += 1) > 3 });
    expect(Object.values(fitted).every(Number.isFinite)).toBe(true);
    expect(asked).toBeLessThan(10);
  });
});

import { logGamma } from './log-gamma.ts';
import { minimiseBySimplex } from './nelder-mead.ts';

/**
 * The BG/NBD law of buying (Fader, Hardie & Lee 2005, “Counting Your Customers” the Easy Way, Marketing Science 24:2):
 * a living customer buys at random with a rate of their own, and after each purchase may be gone for good. Rates follow
 * a gamma distribution over customers (`r`, and `alpha` in units of time), chances to be gone a beta distribution (`a`, `b`).
 */
export interface BgNbdParams {
  readonly r: number;
  readonly alpha: number;
  readonly a: number;
  readonly b: number;
}

/** What is known of customers: repeat purchases, age at the last of them (0 without), age now; one time unit throughout. */
export interface PurchaseHistories {
  readonly repeats: ArrayLike<number>;
  readonly agesAtLast: ArrayLike<number>;
  readonly ages: ArrayLike<number>;
}

export interface BgNbdFitOptions {
  readonly onProgress?: (share: number) => void;
  readonly isOutOfTime?: () => boolean;
}

/** Where the search begins, for times in units of the mean age: ln r, ln alpha, ln a, ln b. */
const STARTS = [[-1, -1, 0, 1], [0, 0, -1, 1], [-1, 0, -2, 0], [1, 1, 0, 0]] as const;
const MOST_EVALUATIONS = 600;
/**
 * A weak normal prior on the logarithms of the parameters: a tenth of a unit of log-likelihood at a factor of 90. Without
 * it, customers who never leave, or all buy alike, would send parameters to infinity.
 */
const PRIOR_WEIGHT = 0.005;

/** Parameters with the largest likelihood, the same every time. Times of the answer are in the unit of the histories. */
export function fitBgNbd(histories: PurchaseHistories, options: BgNbdFitOptions = {}): BgNbdParams {
  const customers = Array.from(histories.ages, (_age, at) => cleanHistory(histories.repeats[at]!, histories.agesAtLast[at]!, histories.ages[at]!));
  const meanAge = customers.reduce((sum, customer) => sum + customer.age, 0) / customers.length;
  const unit = meanAge > 0 ? meanAge : 1;
  const grouped = groupHistories(customers, unit);
  const loss = (point: Float64Array): number => PRIOR_WEIGHT * point.reduce((sum, part) => sum + part * part, 0) - logLikelihood(grouped, paramsAt(point));
  let best: { point: Float64Array; value: number } | null = null;
  for (const [done, start] of STARTS.entries()) {
    if (best && options.isOutOfTime?.()) break;
    const found = minimiseBySimplex(loss, Float64Array.from(start), {
      firstStep: 0.5, mostEvaluations: MOST_EVALUATIONS, tolerance: 1e-8 * customers.length, ...(options.isOutOfTime && { shouldStop: options.isOutOfTime }),
    });
    if (!best || found.value < best.value) best = found;
    options.onProgress?.((done + 1) / STARTS.length);
  }
  const params = paramsAt(best!.point);
  return { ...params, alpha: params.alpha * unit };
}

/** Summed log-likelihood of histories (formula 6 of the paper). */
export function bgNbdLogLikelihood(params: BgNbdParams, histories: PurchaseHistories): number {
  const customers = Array.from(histories.ages, (_age, at) => cleanHistory(histories.repeats[at]!, histories.agesAtLast[at]!, histories.ages[at]!));
  return logLikelihood(groupHistories(customers, 1), params);
}

/** Chance that a customer with x repeat purchases, the last at age tx, is still a customer at age T (0–1). 1 without a repeat purchase: only purchases end it. */
export function chanceAlive({ r, alpha, a, b }: BgNbdParams, x: number, tx: number, T: number): number {
  const { repeats, ageAtLast, age } = cleanHistory(x, tx, T);
  if (repeats === 0) return 1;
  return 1 / (1 + Math.exp(Math.log(a / (b + repeats - 1)) + (r + repeats) * Math.log((alpha + age) / (alpha + ageAtLast))));
}

/**
 * Chance of at least one purchase within the next `horizonDays` (the unit of the other times). Exact: the next purchase
 * of a living customer comes before they can be gone, and their rate follows a gamma distribution with r+x and alpha+T,
 * so that chance alive × (1 − ((alpha+T)/(alpha+T+H))^(r+x)).
 */
export function chanceOfPurchase(params: BgNbdParams, x: number, tx: number, T: number, horizonDays: number): number {
  const { repeats, age } = cleanHistory(x, tx, T);
  return chanceAlive(params, x, tx, T) * -Math.expm1(-(params.r + repeats) * Math.log1p(horizonDays / (params.alpha + age)));
}

/**
 * Purchases to expect within the next `horizonDays` (formula 10 of the paper, in another form). Of a living customer with
 * chance p to be gone after each purchase the paper's formula 8 expects g(p) = (1 − (1+p·H/(alpha+T))^−(r+x)) / p, the rate
 * averaged out; p follows a beta distribution with a and b+x. Its mean is integrated rather than written as a Gauss series,
 * because that divides by zero at a = 1 and loses all digits for large parameters.
 */
export function expectedPurchases(params: BgNbdParams, x: number, tx: number, T: number, horizonDays: number): number {
  const { repeats, age } = cleanHistory(x, tx, T);
  const shape = params.r + repeats;
  const ratio = horizonDays / (params.alpha + age);
  const ifGone = (p: number): number => (p === 0 ? shape * ratio : -Math.expm1(-shape * Math.log1p(p * ratio)) / p);
  return chanceAlive(params, x, tx, T) * Math.max(0, meanUnderBeta(ifGone, params.a, params.b + repeats));
}

/**
 * Mean of a smooth g(p) under a beta distribution. The straight line through g(0) and g(1) has a known mean; what is left
 * is 0 at both ends, so that over ln(p/(1−p)) it falls off quickly on both sides however small a and b are, and the
 * trapezoidal rule converges exponentially there.
 */
function meanUnderBeta(g: (p: number) => number, a: number, b: number): number {
  const atNone = g(0);
  const slope = g(1) - atNone;
  const width = Math.sqrt(1 / (a + 1) + 1 / (b + 1));
  const step = Math.min(0.25, width / 3);
  const middle = Math.log((a + 1) / (b + 1));
  const to = middle + 60 / (b + 1) + 12 * width;
  const logScale = logGamma(a + b) - logGamma(a) - logGamma(b);
  let sum = 0;
  for (let odds = middle - 60 / (a + 1) - 12 * width; odds < to; odds += step) {
    const p = 1 / (1 + Math.exp(-odds));
    const logDensity = a * odds - (a + b) * (Math.max(0, odds) + Math.log1p(Math.exp(-Math.abs(odds))));
    sum += Math.exp(logScale + logDensity) * (g(p) - atNone - slope * p);
  }
  return atNone + slope * (a / (a + b)) + step * sum;
}

function paramsAt(point: Float64Array): BgNbdParams {
  const [r, alpha, a, b] = Array.from(point, (part) => Math.exp(Math.min(20, Math.max(-20, part))));
  return { r: r!, alpha: alpha!, a: a!, b: b! };
}

interface History {
  readonly repeats: number;
  readonly ageAtLast: number;
  readonly age: number;
}

/** Histories as they can be: whole purchases, none and no age below 0, and no last purchase after today. */
function cleanHistory(x: number, tx: number, T: number): History {
  const age = Math.max(0, T);
  const repeats = Math.max(0, Math.round(x));
  return { repeats, ageAtLast: repeats > 0 ? Math.min(age, Math.max(0, tx)) : 0, age };
}

interface GroupedHistories {
  readonly repeats: Float64Array;
  readonly agesAtLast: Float64Array;
  readonly ages: Float64Array;
  /** How many customers have this very history. */
  readonly counts: Float64Array;
  /** For each history, where its number of repeats is in `distinctRepeats`. */
  readonly repeatAt: Int32Array;
  readonly distinctRepeats: Float64Array;
}

/** Customers with the same history count once, and the gamma functions are worked out once for each number of repeats. */
function groupHistories(customers: readonly History[], unit: number): GroupedHistories {
  const groups = new Map<string, { customer: History; count: number }>();
  for (const customer of customers) {
    const key = `${customer.repeats} ${customer.ageAtLast} ${customer.age}`;
    const group = groups.get(key);
    if (group) group.count += 1;
    else groups.set(key, { customer, count: 1 });
  }
  const list = [...groups.values()];
  const distinctRepeats = [...new Set(list.map(({ customer }) => customer.repeats))];
  const placeOf = new Map(distinctRepeats.map((repeats, at) => [repeats, at]));
  return {
    repeats: Float64Array.from(list, ({ customer }) => customer.repeats),
    agesAtLast: Float64Array.from(list, ({ customer }) => customer.ageAtLast / unit),
    ages: Float64Array.from(list, ({ customer }) => customer.age / unit),
    counts: Float64Array.from(list, ({ count }) => count),
    repeatAt: Int32Array.from(list, ({ customer }) => placeOf.get(customer.repeats)!),
    distinctRepeats: Float64Array.from(distinctRepeats),
  };
}

function logLikelihood({ repeats, agesAtLast, ages, counts, repeatAt, distinctRepeats }: GroupedHistories, { r, alpha, a, b }: BgNbdParams): number {
  const shared = r * Math.log(alpha) - logGamma(r) + logGamma(a + b) - logGamma(b);
  const ofRepeats = distinctRepeats.map((x) => shared + logGamma(r + x) + logGamma(b + x) - logGamma(a + b + x));
  const logGone = distinctRepeats.map((x) => Math.log(a / (b + x - 1)));
  let sum = 0;
  for (let at = 0; at < counts.length; at++) {
    const x = repeats[at]!;
    const place = repeatAt[at]!;
    const alive = -(r + x) * Math.log(alpha + ages[at]!);
    let either = alive;
    if (x > 0) {
      const gone = logGone[place]! - (r + x) * Math.log(alpha + agesAtLast[at]!);
      either = Math.max(alive, gone) + Math.log1p(Math.exp(-Math.abs(alive - gone)));
    }
    sum += counts[at]! * (ofRepeats[place]! + either);
  }
  return sum;
}

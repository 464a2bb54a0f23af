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
  const ifGone = purchasesIfGone(params.r + repeats, horizonDays / (params.alpha + age));
  return chanceAlive(params, x, tx, T) * Math.max(0, meanOverNodes(betaNodes(params.a, params.b + repeats, EXACT_NODES), ifGone));
}

/**
 * The same for customers who are known to be alive, many at once: about a microsecond each, to three digits. Weights of
 * the beta distribution are made once for each number of repeats.
 */
export class LivingPurchases {
  private readonly byRepeats = new Map<number, BetaNodes>();

  constructor(private readonly params: BgNbdParams) {}

  /** Purchases to expect of a living customer with x repeats at age T within the next `horizonDays`, though he may leave after any of them. */
  expected(x: number, T: number, horizonDays: number): number {
    const { repeats, age } = cleanHistory(x, 0, T);
    let nodes = this.byRepeats.get(repeats);
    if (!nodes) this.byRepeats.set(repeats, (nodes = betaNodes(this.params.a, this.params.b + repeats, QUICK_NODES)));
    return Math.max(0, meanOverNodes(nodes, purchasesIfGone(this.params.r + repeats, horizonDays / (this.params.alpha + age))));
  }

  /**
   * The same of those who buy at least once within the next `stayDays` of the horizon, at least 1. From all that is expected
   * goes what comes from those who wait longer: their rate is then that of somebody `stayDays` older without a purchase.
   */
  expectedOfStaying(x: number, T: number, stayDays: number, horizonDays: number): number {
    const { repeats, age } = cleanHistory(x, 0, T);
    const logWaiting = -(this.params.r + repeats) * Math.log1p(stayDays / (this.params.alpha + age));
    const fromWaiting = Math.exp(logWaiting) * this.expected(repeats, age + stayDays, horizonDays - stayDays);
    return Math.max(1, (this.expected(repeats, age, horizonDays) - fromWaiting) / -Math.expm1(logWaiting));
  }
}

/** Purchases to expect of a living customer with chance p to be gone after each: formula 8 of the paper, the rate averaged out. */
function purchasesIfGone(shape: number, ratio: number): (p: number) => number {
  return (p) => (p === 0 ? shape * ratio : -Math.expm1(-shape * Math.log1p(p * ratio)) / p);
}

/** Places and weights of a sum that stands for a mean over p: 0 and 1 first. */
interface BetaNodes {
  readonly places: Float64Array;
  readonly weights: Float64Array;
}

/** How fine the sum is: the largest step in widths of the distribution and in log-odds, and how far out it goes in e-foldings. */
interface NodeOptions {
  readonly widths: number;
  readonly step: number;
  readonly foldings: number;
}

const EXACT_NODES: NodeOptions = { widths: 1 / 3, step: 0.25, foldings: 60 };
const QUICK_NODES: NodeOptions = { widths: 1, step: 1, foldings: 12 };

/**
 * A sum for the mean of a smooth g(p) under a beta distribution. The straight line through g(0) and g(1) has a known mean;
 * what is left is 0 at both ends, so that over ln(p/(1−p)) it falls off quickly on both sides however small a and b are, and the
 * trapezoidal rule converges exponentially there.
 */
function betaNodes(a: number, b: number, { widths, step: mostStep, foldings }: NodeOptions): BetaNodes {
  const width = Math.sqrt(1 / (a + 1) + 1 / (b + 1));
  const step = Math.min(mostStep, width * widths);
  const middle = Math.log((a + 1) / (b + 1));
  const reach = Math.min(12, foldings / 2) * width;
  const to = middle + foldings / (b + 1) + reach;
  const logScale = logGamma(a + b) - logGamma(a) - logGamma(b);
  const mean = a / (a + b);
  const places = [0, 1];
  const weights = [1 - mean, mean];
  for (let odds = middle - foldings / (a + 1) - reach; odds < to; odds += step) {
    const p = 1 / (1 + Math.exp(-odds));
    const weight = step * Math.exp(logScale + a * odds - (a + b) * (Math.max(0, odds) + Math.log1p(Math.exp(-Math.abs(odds)))));
    places.push(p);
    weights.push(weight);
    weights[0]! -= weight * (1 - p);
    weights[1]! -= weight * p;
  }
  return { places: Float64Array.from(places), weights: Float64Array.from(weights) };
}

function meanOverNodes({ places, weights }: BetaNodes, g: (p: number) => number): number {
  let sum = 0;
  for (let at = 0; at < places.length; at++) sum += weights[at]! * g(places[at]!);
  return sum;
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

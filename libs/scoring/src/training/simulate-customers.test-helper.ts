import { NO_ROWS } from '../day-rows.ts';
import { logOddsOf } from '../engines/model.ts';
import { type Random, seededRandom } from '../engines/random.ts';
import { exponential, gaussian } from '../engines/sample-matrix.test-helper.ts';
import type { TimingRows } from './fit-timing.ts';
import type { LearningCustomer } from './learning-customer.ts';

export interface Simulated {
  readonly customers: LearningCustomer[];
  readonly part: (day: number, knownUntilDay: number) => TimingRows;
}

/** True chance of an event within some days for a customer who has been away so long. */
type Law = (who: number, away: number, within: number) => number;

export interface Kind {
  readonly gap: (random: Random, who: number) => number;
  readonly law: Law;
}

/** Customers with an event now and then; what is served is the true chance, a little wrong. */
export function simulate(customers: number, seed: number, { gap, law, horizonDays, isAbsence }: Kind & { readonly horizonDays: number; readonly isAbsence: boolean }): Simulated {
  const random = seededRandom(seed);
  const events = Array.from({ length: customers }, (_unused, who) => {
    const days: number[] = [];
    for (let at = gap(random, who) * random.next(); at < 1_000; at += Math.max(0.01, gap(random, who))) if (days.at(-1) !== Math.ceil(at)) days.push(Math.ceil(at));
    return days;
  });
  return {
    customers: events.map((days): LearningCustomer => ({
      rows: NO_ROWS, categories: [], comesTrue: (day, horizon) => days.some((each) => each > day && each <= day + horizon) !== isAbsence,
    })),
    part(day, knownUntilDay) {
      const since = events.map((days) => day - (days.findLast((each) => each <= day) ?? NaN));
      const gaps = events.map((days) => days.filter((each) => each <= day)).map((days) => (days.length < 2 ? NaN : (days.at(-1)! - days[0]!) / (days.length - 1)));
      const chances = since.map((away, who) => law(who, Number.isNaN(away) ? day : away, horizonDays));
      const logOdds = Float64Array.from(chances, (chance) => (isAbsence ? -1 : 1) * (logOddsOf(chance) + 0.3 * gaussian(random)));
      return {
        logOdds, knownUntilDay,
        snapshots: {
          rows: customers, names: ['since.outcome', 'overdue.outcome'], columns: [Float64Array.from(since), Float64Array.from(since, (away, who) => away / Math.max(1, gaps[who]!))],
          labels: new Uint8Array(customers), customers: Int32Array.from({ length: customers }, (_unused, who) => who), days: new Int32Array(customers).fill(day), points: new Float64Array(customers),
        },
      };
    },
  };
}

/** Each at an even pace of their own, 5 to 200 days. */
const meanGap = (who: number): number => 5 * 40 ** ((who % 97) / 96);
export const AT_RANDOM: Kind = { gap: (random: Random, who: number) => exponential(random) * meanGap(who), law: (who, _away, within) => -Math.expm1(-within / meanGap(who)) };
/** Regular buyers: a gap between half and one and a half of their usual one. */
const regularLaw: Law = (who, away, within) => {
  const share = (days: number): number => Math.min(0.995, Math.max(0, days / meanGap(who) - 0.5));
  return Math.min(0.99, Math.max(0.01, (share(away + within) - share(away)) / (1 - share(away))));
};
export const REGULAR: Kind = { gap: (random: Random, who: number) => meanGap(who) * (0.5 + random.next()), law: regularLaw };

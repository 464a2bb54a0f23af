import { type NamedDayRow, packDayRows } from '../day-rows.ts';
import { type Random, seededRandom } from '../engines/random.ts';
import { MetricIndex } from '../metric-index.ts';
import { compileRules } from '../rules/compile-rules.ts';
import { B2C_PRESET } from '../rules/presets.ts';
import type { LearningCustomer } from './learning-customer.ts';
import type { TrainingInput } from './train-outcome.ts';

/** The chance of an order on a day, given the customer and how many views and carts the last week had. */
export type DailyChance = (customer: number, week: { readonly views: number; readonly carts: number }, random: Random) => number;

const VIEW_SHARE = 0.5;

/**
 * Made-up customers of a shop over some days: each has an appetite for views and one for carts that changes every
 * three weeks, and orders by a law of the test's own.
 */
export function makeShop(customers: number, days: number, seed: number, chance: DailyChance): { customers: LearningCustomer[]; metrics: MetricIndex } {
  const random = seededRandom(seed);
  const metrics = new MetricIndex();
  const made = Array.from({ length: customers }, (_unused, customer): LearningCustomer => {
    const rows: NamedDayRow[] = [];
    let [views, carts] = [false, false];
    for (let day = 0; day < days; day++) {
      if (day % 21 === 0) [views, carts] = [random.next() < VIEW_SHARE, random.next() < VIEW_SHARE];
      if (day === 0 || (views && random.next() < 0.4)) rows.push({ day, metric: 'view' });
      if (carts && random.next() < 0.4) rows.push({ day, metric: 'cart' });
      const week = rows.filter((row) => row.day > day - 7);
      const countOf = (metric: string): number => week.filter((row) => row.metric === metric).length;
      if (random.next() < chance(customer, { views: countOf('view'), carts: countOf('cart') }, random)) rows.push({ day, metric: 'order', total: 10 });
    }
    return aCustomer(rows, metrics);
  });
  return { customers: made, metrics };
}

/** A customer whose outcome is an order. */
export function aCustomer(rows: readonly NamedDayRow[], metrics: MetricIndex): LearningCustomer {
  const orders = rows.filter(({ metric }) => metric === 'order').map(({ day }) => day);
  return {
    rows: packDayRows(rows, metrics), categories: [],
    comesTrue: (asOfDay, horizonDays) => orders.some((day) => day > asOfDay && day <= asOfDay + horizonDays),
  };
}

/** A training of “orders within a week” as of a day. */
export function aTraining({ customers, metrics }: { customers: readonly LearningCustomer[]; metrics: MetricIndex }, testDay: number, parts: Partial<TrainingInput> = {}): TrainingInput {
  return {
    customers, metrics, rules: compileRules(B2C_PRESET, metrics), outcome: { name: 'orders', horizonDays: 7, metrics: ['order'], isAbsence: false },
    testDay, seed: 1, engines: ['logistic', 'gbdt', 'blend'], ...parts,
  };
}

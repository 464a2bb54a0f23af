import { ALL_DAY_PARTS } from '@kelvin/kernel';
import type { DayRows } from '../day-rows.ts';
import { rowsUntil } from '../day-rows.ts';
import { seededRandom } from '../engines/random.ts';
import type { CompiledFeatures } from '../features/compute-features.ts';
import { categoriesAt, type CategoryFact, type LearningCustomer } from './learning-customer.ts';

/** A feature of a customer whose value as of a day hangs on what came after it. */
export interface Leak {
  readonly feature: string;
  /** By place in the list of customers. */
  readonly customer: number;
  readonly asOfDay: number;
}

/** Day, metric, count, money, parts of the day. */
type InventedRow = readonly [number, number, number, number, number];
type Past = Pick<LearningCustomer, 'rows' | 'categories'>;

const INVENTED_ROWS = 12;
const INVENTED_DAYS = 60;

/**
 * The as-of check: makes every vector three times, with all that is known today, with what lies after the day cut off, and
 * with an invented future, and lists the features that tell these apart. A model that learned from one would look better
 * than it is, and serve worse.
 *
 * @param seed of the invented future, which is made of the metrics that customers have.
 */
export function findLeaks(features: CompiledFeatures, customers: readonly Past[], days: readonly number[], seed: number): Leak[] {
  const random = seededRandom(seed);
  const metrics = [...new Set(customers.flatMap(({ rows }) => Array.from(rows.metrics)))];
  const inventRow = (asOfDay: number): InventedRow =>
    [asOfDay + 1 + random.int(INVENTED_DAYS), metrics[random.int(metrics.length)]!, 1 + random.int(4), random.int(500), 1 + random.int(ALL_DAY_PARTS)];
  return days.flatMap((asOfDay) => customers.flatMap((known, customer) => {
    const past: Past = { rows: cutAfter(known.rows, asOfDay), categories: known.categories.filter(({ firstDay }) => firstDay <= asOfDay) };
    const invented = metrics.length === 0 ? [] : Array.from({ length: INVENTED_ROWS }, () => inventRow(asOfDay)).sort((a, b) => a[0] - b[0]);
    const otherwise: Past = { rows: append(past.rows, invented), categories: [...past.categories, ...inventFacts(asOfDay)] };
    const [today, then, elsewhere] = [vectorOf(features, known, asOfDay), vectorOf(features, past, asOfDay), vectorOf(features, otherwise, asOfDay)];
    return features.names.filter((_name, at) => !Object.is(today[at], then[at]) || !Object.is(then[at], elsewhere[at])).map((feature) => ({ feature, customer, asOfDay }));
  }));
}

function vectorOf(features: CompiledFeatures, { rows, categories }: Past, asOfDay: number): number[] {
  const columns = features.names.map(() => new Float64Array(1));
  features.writeVector({ rows, asOfDay, categories: categoriesAt(categories, asOfDay) }, columns, 0);
  return columns.map(([value]) => value!);
}

function cutAfter(rows: DayRows, asOfDay: number): DayRows {
  const end = rowsUntil(rows, asOfDay);
  const cut = (values: ArrayLike<number>): number[] => Array.from({ length: end }, (_unused, row) => values[row]!);
  return { days: cut(rows.days), metrics: cut(rows.metrics), counts: cut(rows.counts), totals: cut(rows.totals), parts: cut(rows.parts) };
}

function append(rows: DayRows, more: readonly InventedRow[]): DayRows {
  const joined = (values: ArrayLike<number>, at: 0 | 1 | 2 | 3 | 4): number[] => [...Array.from(values), ...more.map((row) => row[at])];
  return { days: joined(rows.days, 0), metrics: joined(rows.metrics, 1), counts: joined(rows.counts, 2), totals: joined(rows.totals, 3), parts: joined(rows.parts, 4) };
}

function inventFacts(asOfDay: number): CategoryFact[] {
  return [{ of: 'country', value: 'Nowhere', firstDay: asOfDay + 1 }, { of: 'device', value: 'none', firstDay: asOfDay + 2 }];
}

import type { Importance } from '@kelvin/contracts';
import type { Model } from '../engines/model.ts';
import { seededRandom, shuffle } from '../engines/random.ts';
import { computeImportance } from '../evaluation/importance.ts';
import { CATEGORIES } from '../features/feature.ts';
import { categoriesAt, type LearningCustomer } from './learning-customer.ts';
import type { Snapshots } from './snapshots.ts';

/** Enough rows for a mean to hold still, few enough to explain in a second. */
const EXPLAINED_ROWS = 500;
const MOST_FEATURES = 40;

/** What the model looks at, from explanations of some of the rows. */
export function importanceOf(model: Model, rows: Snapshots, seed: number): Importance[] {
  const order = Int32Array.from({ length: rows.rows }, (_unused, row) => row);
  shuffle(order, seededRandom(seed));
  const chosen = order.subarray(0, EXPLAINED_ROWS);
  const contributions = model.names.map(() => new Float64Array(chosen.length));
  chosen.forEach((row, at) => model.explain(rows, row).contributions.forEach((value, feature) => { contributions[feature]![at] = value; }));
  return computeImportance(model.names.map((feature, at) => ({
    feature, values: Float64Array.from(chosen, (row) => rows.columns[at]![row]!), contributions: contributions[at]!,
  }))).filter(({ share }) => share > 0).slice(0, MOST_FEATURES);
}

/** What each row belongs to: places, devices and channels, and how long the customer has been here. */
export function groupsOf(rows: Snapshots, customers: readonly LearningCustomer[]): Record<string, (string | null)[]> {
  const then = Array.from(rows.customers, (customer, row) => categoriesAt(customers[customer]!.categories, rows.days[row]!));
  const groups: Record<string, (string | null)[]> = {
    newness: Array.from(rows.customers, (customer, row) => newnessOf(rows.days[row]! - customers[customer]!.rows.days[0]!)),
  };
  for (const of of CATEGORIES) {
    const values = then.map((known) => known[of] ?? null);
    if (values.some((value) => value !== null)) groups[of] = values;
  }
  return groups;
}

function newnessOf(days: number): string {
  if (days <= 30) return 'month';
  return days <= 180 ? 'half_year' : 'longer';
}

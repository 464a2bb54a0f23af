import type { DayRows } from '../day-rows.ts';
import type { Categories } from '../features/compute-features.ts';
import type { Category } from '../features/feature.ts';

/** A place, device or channel of a customer and the first day it was seen. */
export interface CategoryFact {
  readonly of: Category;
  readonly value: string;
  readonly firstDay: number;
}

/** All that training knows of one customer. */
export interface LearningCustomer {
  /** Everything up to the last day with complete data. */
  readonly rows: DayRows;
  readonly categories: readonly CategoryFact[];
  /** Whether the outcome came within so many days after a day. Asked only where those days have passed. */
  comesTrue(asOfDay: number, horizonDays: number): boolean;
}

/** What was known of a customer on a day: the first value of each category seen by then. */
export function categoriesAt(facts: readonly CategoryFact[], asOfDay: number): Categories {
  const first: Partial<Record<Category, CategoryFact>> = {};
  for (const fact of facts) {
    const best = first[fact.of];
    const isFirst = fact.firstDay <= asOfDay && (!best || fact.firstDay < best.firstDay || (fact.firstDay === best.firstDay && fact.value < best.value));
    if (isFirst) first[fact.of] = fact;
  }
  return Object.fromEntries(Object.entries(first).map(([of, fact]) => [of, fact.value]));
}

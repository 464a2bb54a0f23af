import { DAY_PARTS, type DayPart, dayPartBit } from '@kelvin/kernel';
import { rowsUntil } from '../day-rows.ts';
import { CATEGORIES, type Category } from '../features/feature.ts';
import type { FeatureGround } from '../features/propose-features.ts';
import type { MetricIndex } from '../metric-index.ts';
import { categoriesAt, type LearningCustomer } from './learning-customer.ts';

interface GroundInput {
  readonly customers: readonly LearningCustomer[];
  readonly metrics: MetricIndex;
  readonly outcome: { readonly metrics: readonly string[] };
}

/** What the data has to offer until a day: nothing later may decide which features there are. */
export function groundOf({ customers, metrics, outcome }: GroundInput, firstDay: number, untilDay: number): FeatureGround {
  const byMetric = new Map<number, number>();
  const categories: Record<Category, Map<string, number>> = { country: new Map(), device: new Map(), channel: new Map() };
  const parts = DAY_PARTS.map(() => 0);
  let known = 0;
  const seen = new Set<number>();
  for (const { rows, categories: facts } of customers) {
    const end = rowsUntil(rows, untilDay);
    if (end === 0) continue;
    known += 1;
    seen.clear();
    let partsSeen = 0;
    for (let row = 0; row < end; row++) {
      if (!(rows.counts[row]! > 0)) continue;
      seen.add(rows.metrics[row]!);
      partsSeen |= rows.parts[row]!;
    }
    DAY_PARTS.forEach((part, at) => { if (partsSeen & dayPartBit(part)) parts[at]! += 1; });
    for (const metric of seen) byMetric.set(metric, (byMetric.get(metric) ?? 0) + 1);
    const then = categoriesAt(facts, untilDay);
    for (const of of CATEGORIES) {
      const value = then[of];
      if (value !== undefined) categories[of].set(value, (categories[of].get(value) ?? 0) + 1);
    }
  }
  return {
    customers: known, customersByMetric: new Map([...byMetric].map(([metric, count]) => [metrics.nameOf(metric), count])),
    outcomeMetrics: outcome.metrics, historyDays: untilDay - firstDay, categories,
    customersByPart: Object.fromEntries(DAY_PARTS.map((part, at) => [part, parts[at]!])) as Record<DayPart, number>,
  };
}

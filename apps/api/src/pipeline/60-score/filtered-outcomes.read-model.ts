import type { DayNumber } from '@kelvin/kernel';
import { CHANGE_DAYS, NO_ROWS, withMetric, type DayRows, type MetricIndex } from '@kelvin/scoring';
import { listOutcomeDays } from '../../modules/model-training/outcome-days.read-model.ts';
import type { ServingOutcome } from '../../modules/model-training/serving-models.read-model.ts';
import type { Tx } from '../../platform/db/db.ts';
import { LOOKBACK_DAYS } from '../50-features/gather-rows.read-model.ts';

/** Customers with their rows up to a day. */
export interface CustomersWithRows {
  readonly customerIds: readonly string[];
  readonly rows: ReadonlyMap<string, DayRows>;
  readonly asOfDay: DayNumber;
  readonly index: MetricIndex;
}

/** Events that only an outcome's own condition counts, put among the rows under the outcome's own metric. Asks nothing where there is no such model. */
export async function withFilteredOutcomes(tx: Tx, outcomes: readonly ServingOutcome[], { customerIds, rows, asOfDay, index }: CustomersWithRows): Promise<ReadonlyMap<string, DayRows>> {
  let all = rows;
  for (const { filter, model, external, outcomeMetrics } of outcomes) {
    if (filter === null || (model === null && external === null)) continue;
    const days = await listOutcomeDays(tx, filter, asOfDay - LOOKBACK_DAYS - CHANGE_DAYS, asOfDay, customerIds);
    const metric = index.intern(outcomeMetrics[0]!);
    const merged = new Map(all);
    for (const [id, matching] of days) merged.set(id, withMetric(all.get(id) ?? NO_ROWS, metric, matching.days, matching.counts));
    all = merged;
  }
  return all;
}

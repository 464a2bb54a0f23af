import type { DayNumber } from '@kelvin/kernel';
import { CHANGE_DAYS, NO_ROWS, Predictor, withMetric, type DayRows, type MetricIndex, type Prediction } from '@kelvin/scoring';
import { listOutcomeDays } from '../../modules/model-training/outcome-days.read-model.ts';
import type { ServingOutcome } from '../../modules/model-training/serving-models.read-model.ts';
import type { Tx } from '../../platform/db/db.ts';
import type { WorkspaceFacts } from '../../platform/db/workspace-facts.ts';
import { listCategoryFacts } from '../50-features/category-facts.read-model.ts';
import { LOOKBACK_DAYS } from '../50-features/gather-rows.read-model.ts';

/** Who is predicted: the customers of one pass with their rows. */
export interface PassToPredict {
  readonly customerIds: readonly string[];
  readonly rows: ReadonlyMap<string, DayRows>;
  readonly asOfDay: DayNumber;
  readonly index: MetricIndex;
}

export type Predict = (rulePoints: number) => Prediction;

/** For each customer of a pass, what is predicted once his rule score is known; null in a workspace that predicts nothing. */
export async function predictStale(tx: Tx, outcomes: readonly ServingOutcome[], facts: WorkspaceFacts, pass: PassToPredict): Promise<Map<string, Predict> | null> {
  const served = outcomes.filter((outcome) => outcome.source !== 'none');
  if (served.length === 0) return null;
  const asksForPlaces = served.some(({ model }) => model?.features.features.some(({ kind }) => kind === 'category'));
  const places = asksForPlaces ? await listCategoryFacts(tx, pass.customerIds) : null;
  const rows = await withFilteredOutcomes(tx, served, pass);
  const predicted = new Predictor(served, facts.business, pass.index).predict(pass.customerIds.map((id) => ({
    rows: rows.get(id) ?? NO_ROWS, asOfDay: pass.asOfDay, categories: places?.get(id) ?? [],
  })));
  return new Map(pass.customerIds.map((id, at) => [id, predicted[at]!]));
}

/** Events that only an outcome's own condition counts stand among the rows under the outcome's own metric. */
async function withFilteredOutcomes(tx: Tx, served: readonly ServingOutcome[], { customerIds, rows, asOfDay, index }: PassToPredict): Promise<ReadonlyMap<string, DayRows>> {
  let all = rows;
  for (const { filter, model, outcomeMetrics } of served) {
    if (filter === null || model === null) continue;
    const days = await listOutcomeDays(tx, filter, asOfDay - LOOKBACK_DAYS - CHANGE_DAYS, asOfDay, customerIds);
    const metric = index.intern(outcomeMetrics[0]!);
    const merged = new Map(all);
    for (const [id, matching] of days) merged.set(id, withMetric(all.get(id) ?? NO_ROWS, metric, matching.days, matching.counts));
    all = merged;
  }
  return all;
}

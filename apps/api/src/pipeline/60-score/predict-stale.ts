import { NO_ROWS, Predictor, type Prediction } from '@kelvin/scoring';
import type { ServingOutcome } from '../../modules/model-training/serving-models.read-model.ts';
import type { Tx } from '../../platform/db/db.ts';
import type { WorkspaceFacts } from '../../platform/db/workspace-facts.ts';
import { listCategoryFacts } from '../50-features/category-facts.read-model.ts';
import { withFilteredOutcomes, type CustomersWithRows } from './filtered-outcomes.read-model.ts';

export type Predict = (rulePoints: number) => Prediction;

/** For each customer of a pass, what is predicted once his rule score is known; null in a workspace that predicts nothing. */
export async function predictStale(tx: Tx, outcomes: readonly ServingOutcome[], facts: WorkspaceFacts, pass: CustomersWithRows): Promise<Map<string, Predict> | null> {
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

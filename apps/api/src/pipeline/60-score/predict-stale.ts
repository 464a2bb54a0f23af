import { CHANGE_DAYS, NO_ROWS, Predictor, type Prediction } from '@kelvin/scoring';
import type { ExternalQuestion } from '../../modules/model-training/external-answers.port.ts';
import { makeQuestions } from '../../modules/model-training/external-questions.port.ts';
import type { ServingOutcome } from '../../modules/model-training/serving-models.read-model.ts';
import type { Tx } from '../../platform/db/db.ts';
import type { WorkspaceFacts } from '../../platform/db/workspace-facts.ts';
import { listCategoryFacts } from '../50-features/category-facts.read-model.ts';
import { withFilteredOutcomes, type CustomersWithRows } from './filtered-outcomes.read-model.ts';

export type Predict = (rulePoints: number) => Prediction;

/** What is predicted of a few of the pass's customers. */
export type PredictPortion = (customerIds: readonly string[]) => readonly Predict[];

/**
 * Reads what predictions of a pass need and answers how to predict a portion of it: thousands at once would hold up every
 * request. Null in a workspace that predicts nothing.
 */
export async function predictStale(tx: Tx, outcomes: readonly ServingOutcome[], facts: WorkspaceFacts, pass: CustomersWithRows): Promise<PredictPortion | null> {
  const served = outcomes.filter((outcome) => outcome.source !== 'none');
  if (served.length === 0) return null;
  const asksForPlaces = served.some(({ model }) => model?.features.features.some(({ kind }) => kind === 'category'));
  const places = asksForPlaces ? await listCategoryFacts(tx, pass.customerIds) : null;
  const rows = await withFilteredOutcomes(tx, served, pass);
  const predictor = new Predictor(served, facts.business, pass.index);
  return (customerIds) => predictor.predict(customerIds.map((id) => ({ id, rows: rows.get(id) ?? NO_ROWS, asOfDay: pass.asOfDay, categories: places?.get(id) ?? [] })));
}

/** What outside models are to be asked about a pass: everybody as he stands, and for what moves the score as he stood when its change is told against. */
export async function questionsOfPass(tx: Tx, outcomes: readonly ServingOutcome[], facts: WorkspaceFacts, pass: CustomersWithRows): Promise<ExternalQuestion[]> {
  const primaryRole = facts.business === 'b2c' ? 'buys' : 'leaves';
  const places = await listCategoryFacts(tx, pass.customerIds);
  const rows = await withFilteredOutcomes(tx, outcomes, pass);
  return makeQuestions(outcomes, { customerIds: pass.customerIds, rows, places, index: pass.index, daysOf: ({ role }) => (role === primaryRole ? [pass.asOfDay, pass.asOfDay - CHANGE_DAYS] : [pass.asOfDay]) });
}

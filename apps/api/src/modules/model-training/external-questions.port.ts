import type { DayNumber } from '@kelvin/kernel';
import { categoriesAt, compileFeatures, type CategoryFact, type DayRows, type MetricIndex, NO_ROWS } from '@kelvin/scoring';
import { setImmediate as letOthersRun } from 'node:timers/promises';
import type { ExternalQuestion } from './external-answers.port.ts';
import type { ExternalInUse } from './external-in-use.ts';
import type { ServingOutcome } from './serving-models.read-model.ts';

/** Thousands of rows at once would hold up every request. */
const ROWS_AT_ONCE = 100;

/** Customers as their rows tell them, and the days as of which they are asked about. */
export interface AskedCustomers {
  readonly customerIds: readonly string[];
  readonly rows: ReadonlyMap<string, DayRows>;
  readonly places: ReadonlyMap<string, readonly CategoryFact[]>;
  readonly index: MetricIndex;
  readonly daysOf: (outcome: ServingOutcome) => readonly DayNumber[];
}

/** Outcomes whose outside model is to be asked now. */
export function listToAsk(outcomes: readonly ServingOutcome[]): ServingOutcome[] {
  return outcomes.filter(({ external }) => external !== null && !external.isResting);
}

/** One question for each of these outcomes that is to be asked about, with every customer as of every day. */
export async function makeQuestions(outcomes: readonly ServingOutcome[], asked: AskedCustomers): Promise<ExternalQuestion[]> {
  const questions: ExternalQuestion[] = [];
  for (const outcome of listToAsk(outcomes)) questions.push(await makeQuestion(outcome, outcome.external!, asked));
  return questions;
}

async function makeQuestion(outcome: ServingOutcome, model: ExternalInUse, { customerIds, rows, places, index, daysOf }: AskedCustomers): Promise<ExternalQuestion> {
  const features = compileFeatures(model.features, index, outcome.outcomeMetrics);
  const days = daysOf(outcome);
  const asked = customerIds.flatMap((customerId) => days.map((day) => ({ customerId, day })));
  const columns = features.names.map(() => new Float64Array(asked.length));
  for (let at = 0; at < asked.length; at++) {
    const { customerId, day } = asked[at]!;
    features.writeVector({ rows: rows.get(customerId) ?? NO_ROWS, asOfDay: day, categories: categoriesAt(places.get(customerId) ?? [], day) }, columns, at);
    if (at % ROWS_AT_ONCE === ROWS_AT_ONCE - 1) await letOthersRun();
  }
  return { outcome, model, matrix: { rows: asked.length, names: features.names, columns }, rows: asked };
}

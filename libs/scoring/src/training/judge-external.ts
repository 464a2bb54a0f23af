import type { ModelCard } from '@kelvin/contracts';
import { AppError } from '@kelvin/kernel';
import { chanceOf, type EngineCode, type FeatureMatrix, type Model } from '../engines/model.ts';
import { compareModels } from '../evaluation/bootstrap.ts';
import { evaluateRows } from '../evaluation/chances.ts';
import { decidePromotion } from '../evaluation/gate.ts';
import { buildModelCard, EXTERNAL_ENGINE } from '../evaluation/model-card.ts';
import { groupsOf } from './describe-model.ts';
import type { TrainedOutcome, TrainingInput } from './train-outcome.ts';

/**
 * The engines of a run that only makes the test for a model elsewhere: rows, features, rules, recency rule and champion are
 * those of any training, and the quickest engine keeps the place that the model from elsewhere then takes.
 */
export const TEST_ONLY_ENGINES: readonly EngineCode[] = ['bg_nbd'];

/**
 * Judges a model elsewhere by what it says of a run's test rows, beside what that run compared with. Its card tells
 * nothing of what it has learned from, because nobody here knows.
 *
 * @param logOdds one for each row of `trained.test`
 */
export function judgeExternal(trained: Pick<TrainedOutcome, 'comparison' | 'plan' | 'test'>, logOdds: Float64Array, { customers, outcome, seed, look }: Pick<TrainingInput, 'customers' | 'outcome' | 'seed' | 'look'>): ModelCard {
  const { comparison, plan, test } = trained;
  const compared = compareModels({ ...comparison.rows, model: evaluateRows(logOdds.map(chanceOf), test.labels) }, { seed });
  return buildModelCard({
    engine: EXTERNAL_ENGINE, outcome: outcome.name, horizonDays: outcome.horizonDays,
    train: { fromDay: plan.testDay, toDay: plan.testDay, rows: 0, customers: 0, positives: 0 },
    test: { fromDay: plan.testDay + 1, toDay: plan.testDay + outcome.horizonDays, customers: test.rows },
    comparison: compared, gate: decidePromotion(compared, look), importance: [], groups: groupsOf(test, customers),
  });
}

/**
 * A model whose answers to some rows are known already; asked about those rows again, in the same order, it repeats them.
 *
 * @throws AppError `model.not_asked` (on use) for another number of rows.
 */
export function answeredModel(logOdds: Float64Array): Pick<Model, 'logOdds'> {
  return {
    logOdds({ rows }: FeatureMatrix): Float64Array {
      if (rows !== logOdds.length) throw new AppError('invalid', 'model.not_asked', `The model was asked about ${logOdds.length} rows, not about these ${rows}.`);
      return Float64Array.from(logOdds);
    },
  };
}

import type { ModelCard } from '@kelvin/contracts';
import { dayFromIso } from '@kelvin/kernel';
import type { Model } from '../engines/model.ts';
import { compareModels } from '../evaluation/bootstrap.ts';
import { evaluateRows } from '../evaluation/chances.ts';
import { decidePromotion } from '../evaluation/gate.ts';
import { buildModelCard } from '../evaluation/model-card.ts';
import { compileFeatures } from '../features/compute-features.ts';
import type { FeatureSet } from '../features/feature.ts';
import { chancesOf } from './compare-candidates.ts';
import { groupsOf } from './describe-model.ts';
import { makeSnapshots } from './snapshots.ts';
import { MOST_ROWS, type TrainedOutcome, type TrainingInput } from './train-outcome.ts';

/** A model that waits beside the one in use, as it was judged when it was made. */
export interface Challenger {
  readonly model: Pick<Model, 'logOdds'>;
  readonly features: FeatureSet;
  readonly card: ModelCard;
}

/**
 * Judges a model that was made earlier on the test of a later run, beside the same rules, recency rule and champion: its
 * card as of that test. Null where that test is not later than the one it was judged by, which would prove nothing anew.
 */
export function judgeChallenger(
  { model, features, card }: Challenger, { comparison, plan }: Pick<TrainedOutcome, 'comparison' | 'plan'>, input: Pick<TrainingInput, 'customers' | 'metrics' | 'rules' | 'outcome' | 'seed' | 'mostRows' | 'look'>,
): ModelCard | null {
  const { customers, metrics, rules, outcome, seed } = input;
  const trainedUntil = dayFromIso(card.train.to);
  const { model: judged, ...others } = comparison.rows;
  if (plan.testDay <= trainedUntil || !judged) return null;
  const test = makeSnapshots([plan.testDay], {
    customers, features: compileFeatures(features, metrics, outcome.metrics), horizonDays: outcome.horizonDays, rules, mostRows: input.mostRows ?? MOST_ROWS,
  });
  const compared = compareModels({ ...others, model: evaluateRows(chancesOf(model, test), test.labels) }, { seed });
  return buildModelCard({
    engine: card.engine, choice: card.choice, outcome: outcome.name, horizonDays: outcome.horizonDays,
    train: { fromDay: dayFromIso(card.train.from), toDay: trainedUntil, rows: card.train.rows, customers: card.train.customers, positives: card.train.positives },
    test: { fromDay: plan.testDay + 1, toDay: plan.testDay + outcome.horizonDays, customers: test.rows },
    comparison: compared, gate: decidePromotion(compared, input.look), importance: card.importance, groups: groupsOf(test, customers),
  });
}

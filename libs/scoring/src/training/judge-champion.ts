import type { ModelCard } from '@kelvin/contracts';
import { dayFromIso } from '@kelvin/kernel';
import { lookAgain, type LookedAgain } from '../evaluation/look-again.ts';
import type { TrainedOutcome } from './train-outcome.ts';

/**
 * What a run's test says of the model in use that it compared with. Null where that test is not later than what the model has
 * learned from, and where it cannot tell.
 */
export function judgeChampion({ train }: Pick<ModelCard, 'train'>, { comparison, plan, test }: Pick<TrainedOutcome, 'comparison' | 'plan' | 'test'>, horizonDays: number): LookedAgain | null {
  if (plan.testDay <= dayFromIso(train.to)) return null;
  return lookAgain(comparison, { fromDay: plan.testDay + 1, toDay: plan.testDay + horizonDays, customers: test.rows });
}

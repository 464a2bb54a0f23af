import type { Model } from '../engines/model.ts';
import { fitRuleCurve, type MissingOutcomes, type RuleCurve } from '../evaluation/from-rules.ts';
import { joinSnapshots, type Snapshots } from './snapshots.ts';
import type { TrainedOutcome } from './train-outcome.ts';

/**
 * The winner fitted once more, on the test as well, with the calibration it was judged with: what serves. Nothing is
 * measured on it, since it has seen everything; its quality is that of the card, or a little better for the later data.
 */
export function refitForServing({ engine, training, test, fitLikeWinner }: Pick<TrainedOutcome, 'engine' | 'training' | 'test' | 'fitLikeWinner'>): Model {
  return fitLikeWinner(engine, joinSnapshots(training, test));
}

/** The curve over the rule score that serves where no model does, fitted on everything that is known. */
export function refitRuleCurve(parts: readonly Snapshots[], isAbsence: boolean): RuleCurve | { missing: MissingOutcomes } {
  const all = joinSnapshots(...parts);
  return fitRuleCurve(all.points, all.labels, isAbsence ? 'falls' : 'rises');
}

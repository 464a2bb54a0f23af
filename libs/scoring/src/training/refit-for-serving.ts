import type { Model } from '../engines/model.ts';
import type { RuleCurve } from '../evaluation/from-rules.ts';
import { fitLatestRuleCurve } from './latest-rule-curve.ts';
import { joinSnapshots } from './snapshots.ts';
import type { TrainedOutcome } from './train-outcome.ts';

/** What serves, learned from everything whose outcome is known. */
export interface ServingModel {
  readonly model: Model;
  /** Serves where the model does not. */
  readonly ruleCurve: RuleCurve;
}

/**
 * The winner fitted once more, on the test as well, with the calibration it was judged with; and the curve over the rule
 * score likewise. Nothing is measured on them, since they have seen everything: their quality is that of the card, or a
 * little better for the later data.
 */
export function refitForServing(trained: Pick<TrainedOutcome, 'engine' | 'training' | 'test' | 'fitLikeWinner' | 'ruleCurve'>, isAbsence: boolean): ServingModel {
  const all = joinSnapshots(trained.training, trained.test);
  const curve = fitLatestRuleCurve(all, isAbsence);
  // There was enough for a curve before the test, so there is with it.
  return { model: trained.fitLikeWinner(trained.engine, all), ruleCurve: 'missing' in curve ? trained.ruleCurve : curve };
}

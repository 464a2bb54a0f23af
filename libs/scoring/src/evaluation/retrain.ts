import type { Drift, DriftFigure, Importance, RetrainCause, RetrainCondition } from '@kelvin/contracts';
import { DRIFT_LIMITS } from './drift.ts';

/** Features that carry less of a model cannot spoil it by drifting. */
const LEAST_IMPORTANCE_SHARE = 0.02;
const MOST_AGE_DAYS = 90;
/** A model from few outcomes gains most from more: twice as many are worth a training. */
const OUTCOMES_FACTOR = 2;

export interface RetrainInput {
  /** Null when it was not measured, as on the day of training. */
  readonly drift: Drift | null;
  readonly importance: readonly Importance[];
  /** Whole days since the end of the training data. */
  readonly ageDays: number;
  /** Positives the model learned from, and how many a training today could learn from. */
  readonly trainingPositives: number;
  readonly positivesNow: number;
}

/**
 * Everything that would start a training, always in the same order, and how near each is to its limit.
 * Distributions with too few rows to tell meet nothing: their value is null.
 */
export function whatWouldRetrain({ drift, importance, ageDays, trainingPositives, positivesNow }: RetrainInput): RetrainCondition[] {
  const matters = new Set(importance.filter(({ share }) => share >= LEAST_IMPORTANCE_SHARE).map(({ feature }) => feature));
  const furthest = drift?.features.filter(({ name, level }) => matters.has(name) && level !== 'too_few_rows').reduce<DriftFigure | null>((most, each) => (most && most.index >= each.index ? most : each), null);
  return [
    condition('retrain.feature_drifted', furthest?.index ?? null, DRIFT_LIMITS.drifted, furthest?.name ?? null),
    condition('retrain.chances_drifted', knownIndex(drift?.chances), DRIFT_LIMITS.drifted),
    condition('retrain.outcome_drifted', knownIndex(drift?.outcome), DRIFT_LIMITS.drifted),
    condition('retrain.age', ageDays, MOST_AGE_DAYS),
    condition('retrain.more_outcomes', positivesNow, trainingPositives * OUTCOMES_FACTOR),
  ];
}

function condition(code: RetrainCause, value: number | null, limit: number, feature: string | null = null): RetrainCondition {
  return { code, isMet: value !== null && value >= limit, value, limit, feature };
}

function knownIndex(figure: DriftFigure | null | undefined): number | null {
  return figure && figure.level !== 'too_few_rows' ? figure.index : null;
}

import type { RuleCurve } from '../evaluation/from-rules.ts';
import type { MissingOutcomes } from '../evaluation/least-outcomes.ts';
import { compileFeatures } from '../features/compute-features.ts';
import { FEATURES_VERSION } from '../features/feature.ts';
import { fitLatestRuleCurve } from './latest-rule-curve.ts';
import { planRuleDays } from './plan-snapshots.ts';
import { makeSnapshots } from './snapshots.ts';
import { MOST_ROWS, type TrainingInput } from './train-outcome.ts';

/** A curve over the rule score, or what is missing to one. */
export type LearnedRuleCurve = { readonly curve: RuleCurve } | { readonly missing: MissingOutcomes & { readonly historyDays: number } };

/**
 * What can be learned where a model cannot: one curve over the rule score asks for a single day with a known future, and for
 * 40 outcomes and 40 without.
 */
export function learnRuleCurve({ customers, metrics, rules, outcome, testDay, mostRows = MOST_ROWS }: Pick<TrainingInput, 'customers' | 'metrics' | 'rules' | 'outcome' | 'testDay' | 'mostRows'>): LearnedRuleCurve {
  let firstDay = Infinity;
  for (const { rows } of customers) if (rows.days.length > 0) firstDay = Math.min(firstDay, rows.days[0]!);
  const { days, missingDays } = planRuleDays({ firstDay, testDay, horizonDays: outcome.horizonDays });
  const none = compileFeatures({ version: FEATURES_VERSION, features: [] }, metrics, outcome.metrics);
  const snapshots = makeSnapshots(days, { customers, features: none, horizonDays: outcome.horizonDays, rules, mostRows });
  const fitted = fitLatestRuleCurve(snapshots, outcome.isAbsence);
  return 'missing' in fitted ? { missing: { ...fitted.missing, historyDays: missingDays } } : { curve: fitted };
}

import type { RuleCurve } from '../evaluation/from-rules.ts';
import { compileFeatures } from '../features/compute-features.ts';
import { FEATURES_VERSION } from '../features/feature.ts';
import { fitLatestRuleCurve } from './latest-rule-curve.ts';
import { planRuleDays } from './plan-snapshots.ts';
import { makeSnapshots } from './snapshots.ts';
import type { TrainingInput } from './train-outcome.ts';
import { type MissingToLearn, withHistory } from './what-is-missing.ts';

/** A curve over the rule score, or what is missing to one. */
export type LearnedRuleCurve = { readonly curve: RuleCurve } | { readonly missing: MissingToLearn };

/**
 * What can be learned where a model cannot: one curve over the rule score asks for a single day with a known future, and for
 * 40 customers with the outcome and 40 without. Nobody is left out, however many rows that makes: a few may be all there are.
 */
export function learnRuleCurve({ customers, metrics, rules, outcome, testDay }: Pick<TrainingInput, 'customers' | 'metrics' | 'rules' | 'outcome' | 'testDay'>): LearnedRuleCurve {
  let firstDay = Infinity;
  for (const { rows } of customers) if (rows.days.length > 0) firstDay = Math.min(firstDay, rows.days[0]!);
  const span = { firstDay, testDay, horizonDays: outcome.horizonDays };
  const none = compileFeatures({ version: FEATURES_VERSION, features: [] }, metrics, outcome.metrics);
  const snapshots = makeSnapshots(planRuleDays(span).days, { customers, features: none, horizonDays: outcome.horizonDays, rules, mostRows: Infinity });
  const fitted = fitLatestRuleCurve(snapshots, outcome.isAbsence);
  return 'missing' in fitted ? { missing: withHistory(span, fitted.missing) } : { curve: fitted };
}

import { dayToIso } from '@kelvin/kernel';
import {
  chanceFromRules, compareModels, compileFeatures, evaluateRows, FEATURES_VERSION, lastTestDay, learnRuleCurve, makeSnapshots, planRuleDays, type Comparison, type Snapshots, type TrainingInput,
} from '@kelvin/scoring';
import type { EvaluationReport } from './report.ts';

/** Chances from the rules on the test, where there is no model. */
export interface RulesEvaluation extends Pick<EvaluationReport, 'train' | 'test'> {
  readonly comparison: Comparison<'rules' | 'majority'>;
}

/**
 * What the product shows where a model cannot be learned: one curve over the rule score. It is learned as the product would on
 * the day before the test, from days whose horizon was over by then. Null where that asks for more history or outcomes too.
 */
export function evaluateRules(input: TrainingInput): RulesEvaluation | null {
  const { customers, metrics, rules, outcome, testDay, seed } = input;
  const learningDay = lastTestDay(testDay, outcome.horizonDays);
  const learned = learnRuleCurve({ ...input, testDay: learningDay });
  if (!('curve' in learned)) return null;
  const firstDay = customers.reduce((first, { rows }) => Math.min(first, rows.days[0] ?? Infinity), Infinity);
  const features = compileFeatures({ version: FEATURES_VERSION, features: [] }, metrics, outcome.metrics);
  const snapshotsOf = (days: readonly number[]): Snapshots => makeSnapshots(days, { customers, features, horizonDays: outcome.horizonDays, rules, mostRows: Infinity });
  const { days } = planRuleDays({ firstDay, testDay: learningDay, horizonDays: outcome.horizonDays });
  const [training, test] = [snapshotsOf(days), snapshotsOf([testDay])];
  const evaluated = (chances: ArrayLike<number>) => evaluateRows(Float64Array.from(chances), test.labels);
  const positives = countOf(training);
  return {
    comparison: compareModels({ rules: evaluated(test.points.map((points) => chanceFromRules(learned.curve, points))), majority: evaluated(new Float64Array(test.rows).fill(positives / training.rows)) }, { seed }),
    train: { from: dayToIso(days[0]!), to: dayToIso(testDay), rows: training.rows, customers: new Set(training.customers).size, positives },
    test: { from: dayToIso(testDay + 1), to: dayToIso(testDay + outcome.horizonDays), rows: test.rows, customers: test.rows, positives: countOf(test) },
  };
}

function countOf({ labels }: Snapshots): number {
  return labels.reduce((sum, label) => sum + label, 0);
}

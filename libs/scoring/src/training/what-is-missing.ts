import { missingOutcomes, type MissingOutcomes } from '../evaluation/least-outcomes.ts';
import { LEAST_HISTORY_DAYS, planRuleDays, type SnapshotSpan } from './plan-snapshots.ts';

/** What is still missing to a first chance, and to a model. */
export interface MissingToLearn extends MissingOutcomes {
  /** Days of history that chances from rules lack. */
  readonly historyDays: number;
  /** Days of history that a model lacks, which is tested on days that it has not learned from. */
  readonly modelHistoryDays: number;
}

/**
 * Customers on each side, as a first chance asks for them: of those who had done anything within the look-back on one of the days of
 * {@link planRuleDays}, how many had the outcome within the horizon after one of these, and how many had not. One customer
 * may stand on both sides, and counts once on each.
 */
export interface CountedOutcomes { readonly positives: number; readonly negatives: number }

/**
 * What is missing to chances from rules, and so to any training; null where nothing is. One answer for the form, the card and the
 * run, which differ in where they count only. While the history is too short to count on any day, nobody is counted.
 *
 * @param span `firstDay` is Infinity where nobody has done anything yet.
 */
export function whatIsMissing(span: SnapshotSpan, { positives, negatives }: CountedOutcomes): MissingToLearn | null {
  const missing = withHistory(span, missingOutcomes(positives, negatives));
  return missing.positives + missing.negatives + missing.historyDays === 0 ? null : missing;
}

/** The same where it is known already what the outcomes lack. */
export function withHistory(span: SnapshotSpan, missing: MissingOutcomes): MissingToLearn {
  return { ...missing, historyDays: planRuleDays(span).missingDays, modelHistoryDays: missingModelDays(span) };
}

/** Days of history before the test, and how many a model needs there: two horizons, to learn and to choose by, and two weeks to look back on. */
export function historyBeforeTest({ firstDay, testDay, horizonDays }: SnapshotSpan): { readonly days: number; readonly needed: number } {
  return { days: Math.max(0, testDay - firstDay), needed: 2 * horizonDays + LEAST_HISTORY_DAYS };
}

/** The test's own horizon may be missing as well. */
function missingModelDays({ firstDay, testDay, horizonDays }: SnapshotSpan): number {
  const { needed } = historyBeforeTest({ firstDay, testDay, horizonDays });
  return Math.min(needed + horizonDays, Math.max(0, needed - (testDay - firstDay)));
}

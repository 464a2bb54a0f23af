/** The days on which training looks at customers. A snapshot sees days up to its own; its label lies in the horizon after it. */
export interface SnapshotPlan {
  /** Snapshots that candidates learn from while they are compared: their labels end on or before `validationDay`. Ascending. */
  readonly comparisonDays: readonly number[];
  /** The later snapshot they are compared on; its label ends on or before `testDay`. */
  readonly validationDay: number;
  /** All snapshots the winner is fitted on again: everything whose label ends on or before `testDay`. Ascending. */
  readonly trainingDays: readonly number[];
  /** Looked at once, for the model card and the gate. */
  readonly testDay: number;
}

export interface SnapshotSpan {
  /** First day with an event of anybody. */
  readonly firstDay: number;
  readonly testDay: number;
  readonly horizonDays: number;
}

/** Fewer days of history tell one customer from another too badly to learn from. */
export const LEAST_HISTORY_DAYS = 14;
const MOST_SNAPSHOTS = 8;
const LEAST_STEP_DAYS = 7;

/** Days between two snapshots: a third of the horizon, at least a week, so that the same days are not learned over and over. */
const stepDays = (horizonDays: number): number => Math.max(LEAST_STEP_DAYS, Math.round(horizonDays / 3));

/** Days of snapshots up to and including `lastDay`, at most `most` of them, all with enough history before. Ascending. */
export function listSnapshotDays(lastDay: number, { firstDay, horizonDays }: Omit<SnapshotSpan, 'testDay'>, most = MOST_SNAPSHOTS): number[] {
  const days: number[] = [];
  for (let day = lastDay; day >= firstDay + LEAST_HISTORY_DAYS && days.length < most; day -= stepDays(horizonDays)) days.unshift(day);
  return days;
}

/** How many days before the last complete one a training can look at customers: the test's horizon, validation's, comparison's, and the snapshots. */
export function trainingSpanDays(horizonDays: number): number {
  return 3 * horizonDays + MOST_SNAPSHOTS * stepDays(horizonDays);
}

/**
 * Plans snapshots backwards from the test day. Null when the history is too short: two horizons and two weeks must lie
 * before the test day.
 */
export function planSnapshots({ firstDay, testDay, horizonDays }: SnapshotSpan): SnapshotPlan | null {
  const daysUntil = (lastDay: number): number[] => listSnapshotDays(lastDay, { firstDay, horizonDays });
  const validationDay = testDay - horizonDays;
  const comparisonDays = daysUntil(validationDay - horizonDays);
  if (comparisonDays.length === 0) return null;
  return { comparisonDays, validationDay, trainingDays: daysUntil(validationDay), testDay };
}

/** The last day whose future is known, when `lastDay` is the last day with complete data. */
export function lastTestDay(lastDay: number, horizonDays: number): number {
  return lastDay - horizonDays;
}

/** Days on which a curve over the rule score is fitted, ascending, and how many days of history are missing where there is none. */
export function planRuleDays({ firstDay, testDay, horizonDays }: SnapshotSpan): { readonly days: readonly number[]; readonly missingDays: number } {
  const earliest = firstDay + LEAST_HISTORY_DAYS;
  const days = listSnapshotDays(testDay, { firstDay, horizonDays });
  if (days.length > 0) return { days, missingDays: 0 };
  return { days, missingDays: Number.isFinite(firstDay) ? Math.min(horizonDays + LEAST_HISTORY_DAYS, earliest - testDay) : horizonDays + LEAST_HISTORY_DAYS };
}

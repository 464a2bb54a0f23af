import { TIMING_DAYS } from '@kelvin/contracts';
import { type FitOptions, logOddsOf, type Model } from '../engines/model.ts';
import { chanceFromRules, type RuleCurve } from '../evaluation/from-rules.ts';
import { fitTiming, testTiming, type Timing, type TimingRows, type TimingTask } from './fit-timing.ts';
import { LEAST_HISTORY_DAYS, listSnapshotDays } from './plan-snapshots.ts';
import type { Snapshots } from './snapshots.ts';

export interface TimingInput extends TimingTask {
  readonly testDay: number;
  readonly firstDay: number;
  /** The winner as it is served, fitted on the training days; and how its like is fitted on other rows, calibrated in the same way. */
  readonly model: Model;
  readonly fit: (rows: Snapshots) => Model;
  readonly ruleCurve: RuleCurve;
  readonly test: Snapshots;
  readonly snapshotsOf: (days: readonly number[], mostRows: number) => Snapshots;
  /** Then what gives the chances is fitted on few rows, which takes seconds: a run that is late still says when. */
  readonly isOutOfTime?: FitOptions['isOutOfTime'];
}

/** Timing of chances from the model, and of chances from rules; null where there is too little to learn it from. */
export interface LearnedTiming {
  readonly model: Timing | null;
  readonly rules: Timing | null;
}

export interface TimingPlan {
  /** Curves are fitted on `fitDay` alone and tried on `testDay`; what is served is fitted on both. */
  readonly fitDay: number;
  readonly testDay: number;
  /** How far ahead both look. */
  readonly windowDays: number;
}

/** Fewer than a training has, because what is fitted on them only gives chances to learn timing from. */
const MOST_SNAPSHOTS = 4;
/** Timing has few parameters, and its rows are held beside those of training. */
const MOST_ROWS = 30_000;
const MOST_ROWS_IN_A_HURRY = 5_000;

/**
 * The two days on which timing is learned and tried: as late as `windowDays` of known future allow, the future of the first
 * over before the second, and one horizon of learning before it. The furthest of TIMING_DAYS for which the history suffices.
 */
export function planTiming({ firstDay, testDay, horizonDays }: { readonly firstDay: number; readonly testDay: number; readonly horizonDays: number }): TimingPlan | null {
  const knownUntilDay = testDay + horizonDays;
  for (const windowDays of TIMING_DAYS.toReversed()) {
    const laterDay = Math.min(testDay, knownUntilDay - windowDays);
    const fitDay = laterDay - Math.max(windowDays, horizonDays);
    if (fitDay - horizonDays >= firstDay + LEAST_HISTORY_DAYS) return { fitDay, testDay: laterDay, windowDays };
  }
  return null;
}

/**
 * Learns when the outcome comes from snapshots that what gives the chances has not seen. A horizon shorter than 90 days needs
 * older snapshots than the model was judged on, because 90 days must have passed since; models like the winner are fitted on
 * what was known before them.
 */
export function learnTiming(input: TimingInput): LearnedTiming {
  const plan = planTiming({ firstDay: input.firstDay, testDay: input.testDay, horizonDays: input.horizonDays });
  if (plan === null) return { model: null, rules: null };
  const rowsOf = (day: number): Snapshots => (day === input.testDay ? input.test : input.snapshotsOf([day], MOST_ROWS));
  const [fitRows, testRows] = [rowsOf(plan.fitDay), rowsOf(plan.testDay)];
  const learn = (early: Float64Array, late: Float64Array): Timing | null => {
    const knownUntilDay = input.testDay + input.horizonDays;
    const past: TimingRows = { snapshots: fitRows, logOdds: early, knownUntilDay: plan.testDay };
    const later: TimingRows = { snapshots: testRows, logOdds: late, knownUntilDay };
    const tried = fitTiming([past], input);
    if (tried === null) return null;
    const { coverage, covered, tested } = testTiming(tried, later, input);
    // No further than what was tried.
    const served = fitTiming([{ ...past, knownUntilDay: plan.fitDay + Math.max(plan.windowDays, input.horizonDays) }, later], input);
    return served === null ? null : { ...served, coverage, covered, tested };
  };
  const fromRules = ({ points }: Snapshots): Float64Array => points.map((each) => logOddsOf(chanceFromRules(input.ruleCurve, each)));
  const early = heldOutLogOdds(input, plan.fitDay, fitRows);
  const late = plan.testDay === input.testDay ? input.model.logOdds(testRows) : heldOutLogOdds(input, plan.testDay, testRows);
  return { model: early && late ? learn(early, late) : null, rules: learn(fromRules(fitRows), fromRules(testRows)) };
}

/** What a model says of a day's customers that was fitted on outcomes known by then; null where they are all alike. */
function heldOutLogOdds(input: TimingInput, day: number, rows: Snapshots): Float64Array | null {
  // In a hurry one day, so that few rows are of as many customers as they can be.
  const [days, mostRows] = input.isOutOfTime?.() ? [1, MOST_ROWS_IN_A_HURRY] : [MOST_SNAPSHOTS, MOST_ROWS];
  const known = input.snapshotsOf(listSnapshotDays(day - input.horizonDays, input, days), mostRows);
  if (known.labels.every((label) => label === known.labels[0])) return null;
  return input.fit(known).logOdds(rows);
}

import { TIMING_DAYS } from '@kelvin/contracts';
import { AppError } from '@kelvin/kernel';
import { z } from 'zod';
import { chanceOf, clampLogOdds } from '../engines/model.ts';
import { solveLogistic } from '../engines/penalised-logistic.ts';
import { nameOfFeature } from '../features/feature.ts';
import type { LearningCustomer } from './learning-customer.ts';
import type { Snapshots } from './snapshots.ts';
import { TIMING_FEATURES, type TimingCurve, type TimingCurves, timingCurvesSchema, timingOf, timingWindow, WINDOW_DAYS } from './timing.ts';

/** Rows that whatever gives the chances has not seen while it was fitted. */
export interface TimingRows {
  readonly snapshots: Snapshots;
  /** Log-odds of the outcome within its own horizon, one a row, as they would have been served. */
  readonly logOdds: Float64Array;
  /** The last day of which it may be asked what came. */
  readonly knownUntilDay: number;
}

export interface TimingTask {
  readonly customers: readonly LearningCustomer[];
  readonly horizonDays: number;
  /** True where the outcome is that something does not happen. */
  readonly isAbsence: boolean;
}

/** Curves, and how they did on a later snapshot. */
export const timingSchema = timingCurvesSchema.extend({
  /** Of the customers to whom it came, the share to whom it came inside of their window; one half is what is aimed at. Null without any. */
  coverage: z.number().min(0).max(1).nullable(),
  /** Customers by whom the coverage was measured. */
  covered: z.int(),
  /** Mean chance told and share that came, on the later snapshot. */
  tested: z.array(z.strictObject({ days: z.int(), expected: z.number(), actual: z.number() })),
});
export type Timing = z.infer<typeof timingSchema>;

const [SINCE_FEATURE, OVERDUE_FEATURE] = TIMING_FEATURES.features.map(nameOfFeature);
/** Fewer of either kind than this make no curve: the pace between its neighbours stands in. */
const LEAST_OF_EACH = 20;
const PENALTY = 1;

/**
 * Fits one small logistic curve for each horizon that the rows' future allows. Null where even the outcome's own horizon
 * has not 20 customers of each kind.
 *
 * @throws AppError `timing.bad_rows` when log-odds and rows differ in number or a feature that timing reads is missing.
 */
export function fitTiming(parts: readonly TimingRows[], task: TimingTask): TimingCurves | null {
  const rows = joinRows(parts, task);
  const since = fillUnknown(rows.since);
  const overdue = fillUnknown(rows.overdue);
  const fitAt = (days: number): TimingCurve | null => fitCurve(days, rows, since.values, overdue.values);
  const own = fitAt(task.horizonDays);
  if (own === null) return null;
  const others = TIMING_DAYS.filter((days) => days !== task.horizonDays).map(fitAt).filter((curve) => curve !== null);
  return {
    isReturn: task.isAbsence, ownDays: task.horizonDays, fill: { since: since.mean, overdue: overdue.mean },
    curves: [own, ...others].sort((a, b) => a.days - b.days),
  };
}

/** Looks at what came after rows that are later than everything the curves were fitted on. */
export function testTiming(curves: TimingCurves, part: TimingRows, task: TimingTask): Timing {
  const rows = joinRows([part], task);
  const windowDays = Math.min(WINDOW_DAYS, curves.curves.at(-1)!.days);
  const sums = new Map<number, { rows: number; expected: number; actual: number }>();
  let inside = 0;
  let covered = 0;
  for (let row = 0; row < rows.first.length; row++) {
    const chance = chanceOf(part.logOdds[row]!);
    const chances = timingOf(curves, { chance, sinceDays: Math.expm1(rows.since[row]!), overdue: Math.expm1(rows.overdue[row]!) });
    const first = rows.first[row]!;
    for (const each of chances) {
      if (each.days > rows.known[row]!) continue;
      const sum = sums.get(each.days) ?? { rows: 0, expected: 0, actual: 0 };
      sums.set(each.days, sum);
      sum.rows += 1;
      sum.expected += each.chance;
      sum.actual += first <= each.days ? 1 : 0;
    }
    const window = timingWindow(chances);
    if (window === null || first > windowDays || windowDays > rows.known[row]!) continue;
    covered += 1;
    if (first >= window.fromDay && first <= window.toDay) inside += 1;
  }
  return {
    ...curves, coverage: covered === 0 ? null : inside / covered, covered,
    tested: [...sums].map(([days, { rows: count, expected, actual }]) => ({ days, expected: expected / count, actual: actual / count })),
  };
}

/**
 * Days until the first outcome event after a day, at most `withinDays`; Infinity when none came. Found by halving, because
 * a condition on a longer time can only come true (of an absence: only stop being true).
 */
export function firstAfter(customer: Pick<LearningCustomer, 'comesTrue'>, asOfDay: number, withinDays: number, isAbsence: boolean): number {
  const hasCome = (horizonDays: number): boolean => customer.comesTrue(asOfDay, horizonDays) !== isAbsence;
  if (withinDays < 1 || !hasCome(withinDays)) return Infinity;
  let [without, within] = [0, withinDays];
  while (within - without > 1) {
    const middle = (without + within) >> 1;
    if (hasCome(middle)) within = middle;
    else without = middle;
  }
  return within;
}

interface JoinedRows {
  readonly logOdds: Float64Array;
  /** ln(1 + …), NaN where it is not known. */
  readonly since: Float64Array;
  readonly overdue: Float64Array;
  /** Days until the outcome event came. */
  readonly first: Float64Array;
  /** Days of the row's future that may be looked at. */
  readonly known: Float64Array;
}

function joinRows(parts: readonly TimingRows[], { customers, horizonDays, isAbsence }: TimingTask): JoinedRows {
  const logOdds: number[] = [];
  const since: number[] = [];
  const overdue: number[] = [];
  const first: number[] = [];
  const known: number[] = [];
  for (const { snapshots, logOdds: ofPart, knownUntilDay } of parts) {
    const sinceColumn = columnOf(snapshots, SINCE_FEATURE!);
    const overdueColumn = columnOf(snapshots, OVERDUE_FEATURE!);
    if (ofPart.length !== snapshots.rows) throw new AppError('invalid', 'timing.bad_rows', `There are ${ofPart.length} chances for ${snapshots.rows} customers.`);
    for (let row = 0; row < snapshots.rows; row++) {
      const day = snapshots.days[row]!;
      const future = Math.min(Math.max(WINDOW_DAYS, horizonDays), knownUntilDay - day);
      logOdds.push(clampLogOdds(isAbsence ? -ofPart[row]! : ofPart[row]!));
      since.push(Math.log1p(sinceColumn[row]!));
      overdue.push(Math.log1p(overdueColumn[row]!));
      first.push(firstAfter(customers[snapshots.customers[row]!]!, day, future, isAbsence));
      known.push(future);
    }
  }
  return { logOdds: Float64Array.from(logOdds), since: Float64Array.from(since), overdue: Float64Array.from(overdue), first: Float64Array.from(first), known: Float64Array.from(known) };
}

function columnOf(snapshots: Snapshots, name: string): Float64Array {
  const column = snapshots.columns[snapshots.names.indexOf(name)];
  if (column === undefined) throw new AppError('invalid', 'timing.bad_rows', `The feature “${name}” is missing, so it cannot be learned when the outcome comes.`);
  return column;
}

function fillUnknown(column: Float64Array): { values: Float64Array; mean: number } {
  const known = column.filter((value) => !Number.isNaN(value));
  const mean = known.length === 0 ? 0 : known.reduce((sum, value) => sum + value, 0) / known.length;
  return { values: column.map((value) => (Number.isNaN(value) ? mean : value)), mean };
}

function fitCurve(days: number, rows: JoinedRows, since: Float64Array, overdue: Float64Array): TimingCurve | null {
  const used = Int32Array.from({ length: rows.first.length }, (_unused, row) => row).filter((row) => rows.known[row]! >= days);
  const labels = Uint8Array.from(used, (row) => (rows.first[row]! <= days ? 1 : 0));
  const positives = labels.reduce((sum, label) => sum + label, 0);
  if (positives < LEAST_OF_EACH || labels.length - positives < LEAST_OF_EACH) return null;
  const scaled = [rows.logOdds, since, overdue].map((column) => standardise(Float64Array.from(used, (row) => column[row]!)));
  const [base, ...slopes] = solveLogistic({ inputs: scaled.map((column) => column.values), labels, penalty: PENALTY });
  const [logOdds, sinceSlope, overdueSlope] = slopes.map((slope, at) => slope / scaled[at]!.spread);
  const intercept = slopes.reduce((left, slope, at) => left - (slope * scaled[at]!.mean) / scaled[at]!.spread, base!);
  return { days, intercept, logOdds: logOdds!, since: sinceSlope!, overdue: overdueSlope! };
}

function standardise(column: Float64Array): { values: Float64Array; mean: number; spread: number } {
  const mean = column.reduce((sum, value) => sum + value, 0) / column.length;
  const variance = column.reduce((sum, value) => sum + (value - mean) ** 2, 0) / column.length;
  // A column of one value says nothing and must not be divided by its rounding.
  const spread = variance > 1e-18 ? Math.sqrt(variance) : 1;
  return { values: column.map((value) => (value - mean) / spread), mean, spread };
}

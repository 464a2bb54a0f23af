import { TIMING_DAYS } from '@kelvin/contracts';
import { z } from 'zod';
import { chanceOf, logOddsOf } from '../engines/model.ts';
import { FEATURES_VERSION, type FeatureSet } from '../features/feature.ts';

const days = z.int().min(1).max(365);

/**
 * How the chance within `days` follows from what is known of a customer: log-odds = intercept + logOdds × log-odds within the
 * outcome's own horizon + since × ln(1 + days since the last outcome event) + overdue × ln(1 + those days ÷ usual gap).
 */
const timingCurveSchema = z.strictObject({ days, intercept: z.number(), logOdds: z.number(), since: z.number(), overdue: z.number() });
export type TimingCurve = z.infer<typeof timingCurveSchema>;

/** Plain data that is kept with a model or a rule curve. */
export const timingCurvesSchema = z.strictObject({
  /**
   * True for outcomes that are an absence (leaving). That *nothing* happens within h days gets less likely with h and has no
   * day on which it comes; what has one is its opposite, the customer's return. So all chances are those of the return, and
   * the one at the outcome's own horizon is 1 less the chance of leaving.
   */
  isReturn: z.boolean(),
  /** The outcome's own horizon, where the chance is the served one. */
  ownDays: days,
  /** Stand for ln(1 + …) of customers of whom it is not known. */
  fill: z.strictObject({ since: z.number(), overdue: z.number() }),
  /** By days, ascending; one of them is of `ownDays`. */
  curves: z.array(timingCurveSchema).min(1),
});
export type TimingCurves = z.infer<typeof timingCurvesSchema>;

/** A customer at one moment. */
export interface TimingMoment {
  /** The served chance of the outcome within its own horizon, 0–1. */
  readonly chance: number;
  /** Days since the last outcome event (of an absence: since the event that would end it); NaN if there was none. */
  readonly sinceDays: number;
  /** Those days ÷ the customer's usual gap; NaN while there is no gap. */
  readonly overdue: number;
}

export interface DatedChance {
  readonly days: number;
  readonly chance: number;
}

/** What is read of a customer for a moment: days since the last outcome event, and those ÷ usual gap. */
export const TIMING_FEATURES: FeatureSet = { version: FEATURES_VERSION, features: [{ kind: 'since', of: 'outcome' }, { kind: 'overdue', of: 'outcome' }] };

/** No window looks further. */
export const WINDOW_DAYS = 90;
/** An own curve flatter than this has nothing to be read at. */
const LEAST_SLOPE = 0.1;
/** No other curve answers more than this much of what the own one does: slopes from few outcomes may be anything. */
const MOST_SHARE = 1.5;

/**
 * Chances within each of TIMING_DAYS that the history allowed to learn, and within the outcome's own horizon, by days and never
 * falling. The curve of the own horizon need not give the served chance back, so all are read at those log-odds at which it
 * does, and each gives its own answer to a likelier customer. One move of all log-odds alike would make tomorrow's chances
 * too high wherever they say little about tomorrow.
 */
export function timingOf(timing: TimingCurves, { chance, sinceDays, overdue }: TimingMoment): DatedChance[] {
  const served = timing.isReturn ? 1 - chance : chance;
  const logOdds = logOddsOf(served);
  const since = Number.isNaN(sinceDays) ? timing.fill.since : Math.log1p(sinceDays);
  const late = Number.isNaN(overdue) ? timing.fill.overdue : Math.log1p(overdue);
  const raw = timing.curves.map((curve) => curve.intercept + curve.logOdds * logOdds + curve.since * since + curve.overdue * late);
  const own = timing.curves.findIndex((curve) => curve.days === timing.ownDays);
  const move = logOdds - raw[own]!;
  const ownSlope = timing.curves[own]!.logOdds;
  const shareOf = ({ logOdds: slope }: TimingCurve): number => (ownSlope < LEAST_SLOPE ? 1 : Math.min(MOST_SHARE, Math.max(0, slope / ownSlope)));
  const chances = raw.map((each, at) => (at === own ? served : chanceOf(each + move * shareOf(timing.curves[at]!))));
  for (let at = own - 1; at >= 0; at--) chances[at] = Math.min(chances[at]!, chances[at + 1]!);
  for (let at = own + 1; at < chances.length; at++) chances[at] = Math.max(chances[at]!, chances[at - 1]!);
  const known = timing.curves.map((curve, at): DatedChance => ({ days: curve.days, chance: chances[at]! }));
  const furthest = known.at(-1)!.days;
  const told = [...new Set([...TIMING_DAYS.filter((each) => each <= furthest), ...known.map((each) => each.days)])].sort((a, b) => a - b);
  return told.map((each) => known.find((one) => one.days === each) ?? { days: each, chance: chanceWithin(known, each) });
}

/**
 * Days from now (1 is tomorrow) between which the outcome comes with chance one half if it comes at all within 90 days, or
 * within the furthest day that the chances tell: from the first to the third quarter of when it comes, at the nearest ends of days.
 * Null where it cannot come.
 */
export function timingWindow(chances: readonly DatedChance[]): { readonly fromDay: number; readonly toDay: number } | null {
  const from = timeOfShare(chances, 0.25);
  const to = timeOfShare(chances, 0.75);
  if (from === null || to === null) return null;
  const fromDay = Math.round(from) + 1;
  return { fromDay, toDay: Math.max(fromDay, Math.round(to)) };
}

/**
 * The time, in days from now, by which a share of all that comes within 90 days has come; null where nothing can. For an
 * absence the half of it is the day to act by: half of those who return have returned, so hope is half gone.
 */
export function timeOfShare(chances: readonly DatedChance[], share: number): number | null {
  const within = chances.filter((each) => each.days <= WINDOW_DAYS);
  const all = within.at(-1)?.chance ?? 0;
  if (!(all > 0)) return null;
  const wanted = hazardOf(share * all);
  let before = { days: 0, hazard: 0 };
  for (const each of within) {
    const hazard = hazardOf(each.chance);
    if (hazard >= wanted && hazard > before.hazard) return before.days + ((each.days - before.days) * (wanted - before.hazard)) / (hazard - before.hazard);
    before = { days: each.days, hazard };
  }
  return before.days;
}

/** Between two days that are known the outcome comes at an even pace. */
function chanceWithin(known: readonly DatedChance[], wantedDays: number): number {
  const at = known.findIndex((each) => each.days >= wantedDays);
  const before = known[at - 1] ?? { days: 0, chance: 0 };
  const after = known[at]!;
  const from = hazardOf(before.chance);
  return -Math.expm1(-(from + ((hazardOf(after.chance) - from) * (wantedDays - before.days)) / (after.days - before.days)));
}

/** Summed hazard until a chance is reached. */
function hazardOf(chance: number): number {
  return -Math.log1p(-Math.min(chance, 1 - 1e-12));
}

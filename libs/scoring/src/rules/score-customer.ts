import type { DayNumber } from '@kelvin/kernel';
import { type BandDecision, type BandState, decideBand, decideUnscored, type Unscored } from './band.ts';
import type { CompiledRules } from './compile-rules.ts';
import { collectFacts, type CustomerFacts } from './customer-facts.ts';
import { type DayRows, rowsUntil } from '../day-rows.ts';
import { blendPoints, buildLedger, type LedgerRow, toHundredths } from './ledger.ts';
import { findMainReason } from './main-reason.ts';
import { computeMoney, type CustomerMoney, deriveSubscription, type RevenueAtRisk, type Subscription } from './money.ts';
import { NO_PREDICTION, type Prediction } from './prediction.ts';
import type { Reason } from './reasons.ts';
import { computePoints, type PointsAnswer } from './rule-points.ts';
import { silenceRatio, usualGapDays } from './silence.ts';
import type { WorkspaceStats } from './workspace-stats.ts';

/** Days over which a change of score is told, and a fall is a danger. */
export const CHANGE_DAYS = 30;
const PEAK_GAPS = 3;

/** One customer as of one day. */
export interface ScoreInput {
  /** Rows after `asOfDay` are not read. */
  readonly rows: DayRows;
  readonly asOfDay: DayNumber;
  readonly stats: WorkspaceStats;
  /** Band state of the scoring before this one; null for the first. */
  readonly previous: BandState | null;
  /** First activity if it is older than the rows; otherwise the rows say it. */
  readonly firstDay?: DayNumber | null;
  /** False for visitors (no strong identifier): scored, but without a band. Default true. */
  readonly isCustomer?: boolean;
  /** Taken out of scoring by an admin. Default false. */
  readonly isExcluded?: boolean;
  /** Half of the last events came from a source that is silent now: the band stays as it was. Default false. */
  readonly keepsBand?: boolean;
  /** From a billing source; undefined: payments in the rows say it; null: none. */
  readonly subscription?: Subscription | null;
  /** Renewal of a contract (B2B). */
  readonly renewalDay?: DayNumber | null;
  /** What is predicted of him, given his rule score (0–100); left out: nothing. */
  readonly predict?: (rulePoints: number) => Prediction;
}

/** When the customer was here, and how long he has been away. */
export interface CustomerActivity {
  readonly firstDay: DayNumber | null;
  readonly lastDay: DayNumber | null;
  readonly activeDays: number;
  readonly daysSinceLast: number | null;
  readonly usualGapDays: number;
  /** Days away ÷ (usual gap · season); 0 without activity. */
  readonly silence: number;
}

/** A score without its ledger: what a trend needs. */
export interface ScorePoint {
  readonly asOfDay: DayNumber;
  /** 0–10000. */
  readonly hundredths: number;
  /** Against 30 days ago; null if there was no activity yet then. */
  readonly change30: number | null;
  readonly peakHundredths: number;
  readonly activity: CustomerActivity;
  readonly money: CustomerMoney;
  /** Hand this back as `previous` next time (it holds more than {@link BandState}, which is what is kept). */
  readonly band: BandDecision;
  /** Null unless At risk. */
  readonly revenueAtRisk: RevenueAtRisk | null;
}

export interface ScoreResult extends ScorePoint {
  /** Signed rows that add up to `hundredths`. */
  readonly ledger: readonly LedgerRow[];
  readonly prediction: Prediction;
  /** The one sentence for a list: the danger of a customer At risk, otherwise what weighs most. */
  readonly mainReason: Reason;
}

/** Scores one customer by rules as of a day, with every reason. */
export function scoreCustomer(rules: CompiledRules, input: ScoreInput): ScoreResult {
  const { point, answer, prediction } = computePoint(rules, input);
  if (answer === null) return { ...point, ledger: [], prediction, mainReason: point.band.causes[0]! };
  const { rows } = buildLedger(rules.walk, answer, input.asOfDay, point.activity.usualGapDays, prediction.model);
  return { ...point, ledger: rows, prediction, mainReason: findMainReason(point.band, rows) };
}

/** The same score without ledger, for histories: about half the work. */
export function scorePoint(rules: CompiledRules, input: ScoreInput): ScorePoint {
  return computePoint(rules, input).point;
}

function computePoint(rules: CompiledRules, input: ScoreInput): { point: ScorePoint; answer: PointsAnswer | null; prediction: Prediction } {
  rules.refresh();
  const { rows, asOfDay, stats, previous } = input;
  const end = input.isExcluded ? 0 : rowsUntil(rows, asOfDay);
  const facts = collectFacts(rules.roles, rows, end, asOfDay);
  if (facts.firstActiveDay !== null && input.firstDay != null && input.firstDay < facts.firstActiveDay) facts.firstActiveDay = input.firstDay;
  const activity = describeActivity(facts, asOfDay, stats);
  const subscription = input.subscription === undefined ? deriveSubscription(facts, asOfDay) : input.subscription;
  const money = computeMoney(facts, asOfDay, stats, subscription);
  if (facts.firstActiveDay === null) {
    const band = decideUnscored(input.isExcluded ? 'none.excluded' : 'none.no_events', asOfDay, previous);
    return { point: { asOfDay, hundredths: 0, change30: null, peakHundredths: 0, activity, money, band, revenueAtRisk: null }, answer: null, prediction: NO_PREDICTION };
  }

  const compareDay = asOfDay - CHANGE_DAYS;
  const peakFromDay = asOfDay - Math.ceil(Math.max(rules.limits.peakDays, PEAK_GAPS * activity.usualGapDays));
  const answer = computePoints(rules.walk, { rows, end, asOfDay, compareDay, peakFromDay, lastActiveDay: facts.lastActiveDay });
  const prediction = input.predict?.(answer.points) ?? NO_PREDICTION;
  const { model } = prediction;
  const hundredths = toHundredths(blendPoints(answer.points, model, model?.rows.reduce((sum, row) => sum + row.points, 0) ?? 0));
  // Told against what today's model would have said then: a promotion is no change of the customer.
  const comparePoints = model === null || model.pointsThen === null ? answer.comparePoints : blendPoints(answer.comparePoints, model, model.pointsThen);
  const compareHundredths = facts.firstActiveDay <= compareDay ? toHundredths(comparePoints) : null;
  const band = bandOf(rules, input, facts, prediction, {
    points: hundredths / 100,
    points30DaysAgo: compareHundredths === null ? null : compareHundredths / 100,
    // The peak is the rules': what a model said on past days is not known.
    peakPoints: Math.max(answer.peakPoints, hundredths / 100),
    activity,
    money,
  });
  const point: ScorePoint = {
    asOfDay,
    hundredths,
    change30: compareHundredths === null ? null : hundredths - compareHundredths,
    peakHundredths: Math.max(toHundredths(answer.peakPoints), hundredths),
    activity,
    money,
    band,
    revenueAtRisk: band.band === 'at_risk'
      ? { atRisk: prediction.leavesChance === null ? null : money.expectedValue * prediction.leavesChance, yearly: money.expectedValue }
      : null,
  };
  return { point, answer, prediction };
}

interface BandInputs {
  points: number;
  points30DaysAgo: number | null;
  peakPoints: number;
  activity: CustomerActivity;
  money: CustomerMoney;
}

function bandOf(rules: CompiledRules, input: ScoreInput, facts: CustomerFacts, prediction: Prediction, { activity, money, ...points }: BandInputs): BandDecision {
  const unscored: Unscored | null = input.isCustomer === false ? 'none.visitor' : null;
  if (unscored) return decideUnscored(unscored, input.asOfDay, input.previous);
  const { topValueLimit } = input.stats;
  const decided = decideBand(
    {
      asOfDay: input.asOfDay, facts, ...points,
      usualGapDays: activity.usualGapDays,
      silence: activity.silence,
      hasRunningSubscription: money.subscription?.isRunning ?? false,
      isTopValue: topValueLimit !== null && money.value12m > 0 && money.value12m >= topValueLimit,
      renewalDay: input.renewalDay ?? null,
      leaves: prediction.leaves,
      buys: prediction.buys,
    },
    rules.limits,
    input.previous,
  );
  if (!input.keepsBand || input.previous === null) return decided;
  return { ...input.previous, label: decided.band === input.previous.band ? decided.label : null, hasProblem: decided.hasProblem };
}

function describeActivity(facts: CustomerFacts, asOfDay: DayNumber, stats: WorkspaceStats): CustomerActivity {
  const daysSinceLast = facts.lastActiveDay === null ? null : asOfDay - facts.lastActiveDay;
  const gap = usualGapDays(facts.lastGaps, stats);
  return {
    firstDay: facts.firstActiveDay,
    lastDay: facts.lastActiveDay,
    activeDays: facts.activeDays,
    daysSinceLast,
    usualGapDays: gap,
    silence: daysSinceLast === null ? 0 : silenceRatio(daysSinceLast, gap, stats.season),
  };
}

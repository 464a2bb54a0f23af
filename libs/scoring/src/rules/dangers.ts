import type { DayNumber } from '@kelvin/kernel';
import type { BandLimits } from './band-limits.ts';
import type { CustomerFacts } from './customer-facts.ts';
import { bandReason, type Reason, roundTo2 } from './reasons.ts';

/** A chance of an outcome (0–1) and the limit fixed when its model was promoted. */
export interface ChanceWithLimit {
  readonly chance: number;
  readonly limit: number;
}

/** All that a band is decided from. Points are 0–100. */
export interface BandFacts {
  readonly asOfDay: DayNumber;
  readonly facts: CustomerFacts;
  readonly points: number;
  readonly points30DaysAgo: number | null;
  readonly peakPoints: number;
  readonly usualGapDays: number;
  /** Days away ÷ (usual gap · season). */
  readonly silence: number;
  readonly hasRunningSubscription: boolean;
  readonly isTopValue: boolean;
  /** A contract's renewal (B2B); null for none known. */
  readonly renewalDay: DayNumber | null;
  /** From a promoted model only. */
  readonly leaves: ChanceWithLimit | null;
  readonly buys: ChanceWithLimit | null;
}

/** Every danger a customer is in, the one to speak of first in front (`docs/scoring.md` section 5). */
export function findDangers(facts: BandFacts, limits: BandLimits): Reason[] {
  const dangers = findMoods(facts, limits);
  for (const find of DANGERS) {
    const danger = find(facts, limits);
    if (danger !== null) dangers.push(danger);
  }
  return dangers;
}

/**
 * Moods act at once, whatever score and worth. Each ends with an answer (a ticket closed on or after its day)
 * or when its days are over.
 */
export function findMoods({ asOfDay, facts }: BandFacts, limits: BandLimits): Reason[] {
  const moods: Reason[] = [];
  const isOpen = (day: DayNumber | null, days: number): day is DayNumber =>
    day !== null && asOfDay - day <= days && (facts.lastAnswerDay === null || facts.lastAnswerDay < day);
  if (isOpen(facts.lastLowTextDay, limits.unansweredTextDays)) {
    moods.push(bandReason('risk.mood_unanswered', { step: facts.lastLowTextStep, days: asOfDay - facts.lastLowTextDay }));
  }
  if (isOpen(facts.lastWantsToLeaveDay, limits.wantsToLeaveDays)) {
    moods.push(bandReason('risk.mood_leaving', { days: asOfDay - facts.lastWantsToLeaveDay }));
  }
  const texts = facts.lastTexts;
  if (texts.length === 3 && asOfDay - texts[0]!.day <= limits.lowMoodDays && isOpen(texts[2]!.day, limits.lowMoodDays)) {
    const mean = texts.reduce((sum, text) => sum + text.step, 0) / 3;
    if (mean <= 2) moods.push(bandReason('risk.mood_low', { texts: 3, mean: roundTo2(mean) }));
  }
  return moods;
}

function moneyDanger({ asOfDay, facts }: BandFacts, limits: BandLimits): Reason | null {
  if (facts.unpaidSinceDay === null) return null;
  const days = asOfDay - facts.unpaidSinceDay;
  return days >= limits.unpaidDays ? bandReason('risk.payment', { days }) : null;
}

function renewalDanger({ asOfDay, renewalDay, points }: BandFacts, limits: BandLimits): Reason | null {
  if (renewalDay === null || renewalDay < asOfDay) return null;
  const days = renewalDay - asOfDay;
  return days <= limits.renewalDays && points < limits.renewalBelowPoints ? bandReason('risk.renewal', { days, points: roundTo2(points) }) : null;
}

/**
 * Only of new customers: whoever came once long ago is silent, not "not started". And only of those who have not paid
 * yet: a first order is a start, and in a shop nobody is expected back within three days of it.
 */
function notStarted({ asOfDay, facts }: BandFacts, limits: BandLimits): Reason | null {
  const hasPaid = facts.lastOrderDay !== null || facts.lastPaymentDay !== null;
  if (facts.firstActiveDay === null || facts.activeDays > 1 || hasPaid) return null;
  const days = asOfDay - facts.firstActiveDay;
  return days >= limits.notStartedDays && days <= limits.newDays ? bandReason('risk.not_started', { days }) : null;
}

function silenceDanger({ asOfDay, facts, silence, usualGapDays }: BandFacts, limits: BandLimits): Reason | null {
  if (facts.lastActiveDay === null || silence < limits.silenceAtRisk) return null;
  return bandReason('risk.silence', { days: asOfDay - facts.lastActiveDay, usualGapDays: roundTo2(usualGapDays), silence: roundTo2(silence) });
}

function chanceDanger({ leaves }: BandFacts): Reason | null {
  return leaves !== null && leaves.chance >= leaves.limit ? bandReason('risk.chance', { chance: leaves.chance, limit: leaves.limit }) : null;
}

function fallDanger({ points, points30DaysAgo }: BandFacts, limits: BandLimits): Reason | null {
  if (points30DaysAgo === null) return null;
  const fall = points30DaysAgo - points;
  if (fall < limits.fallPoints || fall < limits.fallShare * points30DaysAgo) return null;
  return bandReason('risk.falling', { points: roundTo2(fall), from: roundTo2(points30DaysAgo), days: 30 });
}

/** Most urgent first: the order in which causes are shown. */
const DANGERS = [moneyDanger, renewalDanger, notStarted, silenceDanger, chanceDanger, fallDanger];

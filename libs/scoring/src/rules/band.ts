import { type Band, BANDS } from '@kelvin/kernel';
import { z } from 'zod';
import type { BandLimits } from './band-limits.ts';
import { type BandFacts, findDangers, findMoods } from './dangers.ts';
import { bandReason, type Reason, reasonSchema, roundTo2 } from './reasons.ts';

/**
 * What the next scoring must know of this one, so that a band does not flicker: plain data, to be stored with the
 * score and handed back as `previous`.
 */
export const bandStateSchema = z.object({
  band: z.enum(BANDS),
  /** First day of this band. */
  sinceDay: z.number().int(),
  /** Last day on which At risk held by its own conditions; the band outlives it by a few days. */
  lastDangerDay: z.number().int().nullable(),
  /** Why this band; the first is the one shown. */
  causes: z.array(reasonSchema).readonly(),
});
export type BandState = z.infer<typeof bandStateSchema>;

export interface BandDecision extends BandState {
  /** Cold and silent for so long that nobody expects a return. */
  readonly label: 'gone' | null;
  /** A mood holds: the customer with a problem, At risk whatever the score. */
  readonly hasProblem: boolean;
}

/** The part of a decision that is stored for the next one. */
export function toBandState({ band, sinceDay, lastDangerDay, causes }: BandState): BandState {
  return { band, sinceDay, lastDangerDay, causes };
}

/** Why a customer has no band at all; null when there is one to decide. */
export type Unscored = 'none.no_events' | 'none.excluded' | 'none.visitor';

/** The band of somebody who is not to have one. */
export function decideUnscored(reason: Unscored, asOfDay: number, previous: BandState | null): BandDecision {
  return { band: 'not_scored', sinceDay: sinceDay('not_scored', asOfDay, previous), lastDangerDay: null, causes: [bandReason(reason)], label: null, hasProblem: false };
}

/**
 * Decides the band, first match wins (`docs/scoring.md` section 5): At risk, Hot, Warm, Cold.
 *
 * Hot and Warm are left three points lower than they are entered. At risk lasts until three days have passed
 * without danger, or ends at once on an order; a customer who is gone is never At risk, except in a mood.
 */
export function decideBand(facts: BandFacts, limits: BandLimits, previous: BandState | null): BandDecision {
  const moods = findMoods(facts, limits);
  const isGone = facts.silence >= limits.silenceGone && !facts.hasRunningSubscription;
  const dangers = moods.length > 0 || (!isGone && isWorthSaving(facts, limits)) ? findDangers(facts, limits) : [];
  const { asOfDay } = facts;
  if (dangers.length > 0) {
    return { band: 'at_risk', sinceDay: sinceDay('at_risk', asOfDay, previous), lastDangerDay: asOfDay, causes: dangers, label: null, hasProblem: moods.length > 0 };
  }
  if (!isGone && staysAtRisk(facts, limits, previous)) {
    return { band: 'at_risk', sinceDay: previous.sinceDay, lastDangerDay: previous.lastDangerDay, causes: previous.causes, label: null, hasProblem: false };
  }
  const { band, cause } = temperature(facts, limits, previous, isGone);
  return { band, sinceDay: sinceDay(band, asOfDay, previous), lastDangerDay: null, causes: [cause], label: isGone && band === 'cold' ? 'gone' : null, hasProblem: false };
}

/** What makes a loss hurt. */
export interface WorthFacts extends Pick<BandFacts, 'asOfDay' | 'peakPoints' | 'hasRunningSubscription' | 'isTopValue'> {
  readonly facts: Pick<BandFacts['facts'], 'firstActiveDay'>;
}

/** Peak score, running subscription, top value or newness make a loss hurt. */
export function isWorthSaving(facts: WorthFacts, limits: BandLimits): boolean {
  return facts.peakPoints >= limits.worthPeakPoints || facts.hasRunningSubscription || facts.isTopValue || isNew(facts, limits);
}

function isNew({ asOfDay, facts }: Pick<WorthFacts, 'asOfDay' | 'facts'>, limits: BandLimits): boolean {
  return facts.firstActiveDay !== null && asOfDay - facts.firstActiveDay <= limits.newDays;
}

function staysAtRisk({ asOfDay, facts }: BandFacts, limits: BandLimits, previous: BandState | null): previous is BandState & { lastDangerDay: number } {
  if (previous?.band !== 'at_risk' || previous.lastDangerDay === null) return false;
  const orderedSince = facts.lastOrderDay !== null && facts.lastOrderDay >= previous.lastDangerDay;
  return !orderedSince && asOfDay - previous.lastDangerDay < limits.calmDays;
}

function temperature(facts: BandFacts, limits: BandLimits, previous: BandState | null, isGone: boolean): { band: Band; cause: Reason } {
  const { points, buys } = facts;
  const wasHot = previous?.band === 'hot';
  const shown = { points: roundTo2(points) };
  if (points >= (wasHot ? limits.hotLeavesBelow : limits.hotPoints)) return { band: 'hot', cause: bandReason('band.score', shown) };
  if (buys !== null && points >= limits.warmPoints && buys.chance >= buys.limit) {
    return { band: 'hot', cause: bandReason('band.chance', { chance: buys.chance, limit: buys.limit }) };
  }
  const wasWarm = wasHot || previous?.band === 'warm';
  if (points >= (wasWarm ? limits.warmLeavesBelow : limits.warmPoints)) return { band: 'warm', cause: bandReason('band.score', shown) };
  if (isNew(facts, limits)) return { band: 'warm', cause: bandReason('band.new', { days: facts.asOfDay - facts.facts.firstActiveDay! }) };
  if (isGone) return { band: 'cold', cause: bandReason('band.gone', { days: facts.asOfDay - facts.facts.lastActiveDay!, silence: roundTo2(facts.silence) }) };
  return { band: 'cold', cause: bandReason('band.low', shown) };
}

function sinceDay(band: Band, asOfDay: number, previous: BandState | null): number {
  return previous?.band === band ? previous.sinceDay : asOfDay;
}

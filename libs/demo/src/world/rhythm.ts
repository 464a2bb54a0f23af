import type { Rng } from './rng.ts';

export type Archetype = 'learner' | 'regular' | 'casual' | 'taster';

/**
 * How a kind of customer lives. Gaps and life are medians in days; each person draws his own around them.
 * `newShare` is the share among people who join, `oldShare` among those who were there when the data begin.
 */
interface Habits {
  readonly newShare: number;
  readonly oldShare: number;
  readonly visitGap: number;
  readonly orderGap: number;
  readonly lifeDays: number;
  readonly subscribes: number;
  readonly wantsMail: number;
  readonly opens: number;
  readonly clicks: number;
  readonly shares: number;
}

const HABITS: Readonly<Record<Archetype, Habits>> = {
  learner: { newShare: 0.58, oldShare: 0.6, visitGap: 15, orderGap: 34, lifeDays: 250, subscribes: 0.99, wantsMail: 0.99, opens: 0.95, clicks: 0.95, shares: 0.3 },
  regular: { newShare: 0.24, oldShare: 0.28, visitGap: 42, orderGap: 100, lifeDays: 330, subscribes: 0.8, wantsMail: 0.9, opens: 0.55, clicks: 0.35, shares: 0.04 },
  casual: { newShare: 0.09, oldShare: 0.12, visitGap: 60, orderGap: 160, lifeDays: 400, subscribes: 0.1, wantsMail: 0.75, opens: 0.25, clicks: 0.1, shares: 0.005 },
  taster: { newShare: 0.09, oldShare: 0, visitGap: 5, orderGap: 60, lifeDays: 14, subscribes: 0.05, wantsMail: 0.7, opens: 0.3, clicks: 0.08, shares: 0 },
};

const ARCHETYPES = ['learner', 'regular', 'casual', 'taster'] as const;

/** A person's own pace: the hazards from which everything he does is drawn. */
export interface Rhythm {
  readonly archetype: Archetype;
  /** Mean days between visits in a usual week. */
  readonly visitGap: number;
  readonly orderGap: number;
  /** Chance of leaving on a day, before what happens to him raises it. */
  readonly leaveHazard: number;
  readonly subscribes: boolean;
  readonly wantsMail: boolean;
  readonly opens: number;
  readonly clicks: number;
  readonly shares: number;
  /** 0 unhappy … 1 delighted: which texts and stars he writes. */
  readonly goodwill: number;
  /** Local hour around which he usually comes. */
  readonly usualHour: number;
}

const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));

/** Draws how somebody lives. `isNew`: joined within the year, so of other archetypes; `leaveFactor` multiplies his daily chance of leaving. */
export function rhythmOf(rng: Rng, isNew: boolean, leaveFactor: number): Rhythm {
  const archetype = rng.weighted(ARCHETYPES.map((name) => ({ name, weight: isNew ? HABITS[name].newShare : HABITS[name].oldShare }))).name;
  const habits = HABITS[archetype];
  return {
    archetype,
    visitGap: clamp(rng.logNormal(habits.visitGap, 0.18), 3, 110),
    orderGap: clamp(rng.logNormal(habits.orderGap, 0.3), 15, 400),
    leaveHazard: leaveFactor / rng.logNormal(habits.lifeDays, 0.35),
    subscribes: rng.chance(habits.subscribes),
    wantsMail: rng.chance(habits.wantsMail),
    opens: clamp(habits.opens + 0.08 * rng.normal(), 0.02, 0.97),
    clicks: clamp(habits.clicks + 0.08 * rng.normal(), 0.01, 0.97),
    shares: habits.shares,
    goodwill: clamp(0.66 + 0.2 * rng.normal(), 0, 1),
    usualHour: rng.weighted([{ hour: 20, weight: 5 }, { hour: 13, weight: 3 }, { hour: 9, weight: 3 }, { hour: 17, weight: 2 }]).hour,
  };
}

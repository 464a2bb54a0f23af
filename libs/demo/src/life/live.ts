import type { DayNumber } from '@kelvin/kernel';
import { letters } from '../mail/letters.ts';
import { planSubscription, subscription } from './money.ts';
import type { Scene } from './scene.ts';
import { anonymousVisit, signUp, visit } from './session.ts';
import type { LifeState } from './state.ts';

/** What each trouble does to the chance of leaving on a day. */
const LEAVING = { cancelThenHelp: 2, chargedTwice: 2.2, upset: 1.5 } as const;

/** Strangers look around for at most this many days before they sign up. */
export const STRANGER_DAYS = 4;
/** Shape of the gamma gaps between visits: people are more regular than chance. */
const VISIT_REGULARITY = 2;
const ORDER_REGULARITY = 3;
/** Visits while cooling, against the usual. */
const COOLING_PACE = 0.3;
const SECOND_DAY_CHANCE = 0.2;

/** The chance that a customer decides on this day to leave: his own hazard, raised by what happened to him. */
export function leaveHazard(state: LifeState, day: DayNumber): number {
  return state.person.rhythm.leaveHazard
    * (day <= state.pathUntil ? LEAVING.cancelThenHelp : 1)
    * (day <= state.chargedTwiceUntil ? LEAVING.chargedTwice : 1)
    * (day <= state.upsetUntil ? LEAVING.upset : 1);
}

/** Lives one day of one person. Says whether he visited, for those who write or call that day. */
export function liveDay(scene: Scene): boolean {
  const { state, day, rng } = scene;
  const { joinDay } = state.person;
  if (day < joinDay) {
    if (joinDay - day <= STRANGER_DAYS && rng.chance(0.1)) anonymousVisit(scene);
    return false;
  }
  if (state.visits === 0) begin(scene);
  const visited = state.lastVisitDay === day || (state.leftDay === null && comesToday(scene));
  subscription(scene);
  letters(scene);
  return visited;
}

/** Brings a person onto the stage: a sign-up, or a customer who was there before the data begin. */
function begin(scene: Scene): void {
  const { state, day, rng, calendar } = scene;
  const { rhythm, joinDay } = state.person;
  if (joinDay >= calendar.firstDay) {
    state.visitThreshold = rng.gamma(VISIT_REGULARITY);
    state.orderThreshold = rng.gamma(ORDER_REGULARITY);
    state.subscribeDay = planSubscription(scene, joinDay);
    signUp(scene);
    return;
  }
  if (day !== calendar.firstDay) return;
  state.visitReadiness = rng.next();
  state.orderReadiness = rng.next();
  state.isSubscribed = rhythm.subscribes;
  state.nextPaymentDay = day + rng.int(30);
}

function comesToday(scene: Scene): boolean {
  const { state, day, rng, calendar } = scene;
  const { rhythm, joinDay } = state.person;
  const isKnown = state.visits > 0;
  if (isKnown && state.coolingFrom === null && rng.chance(leaveHazard(state, day))) {
    state.coolingFrom = day;
    state.leftDay = null;
  }
  if (state.coolingFrom !== null && day - state.coolingFrom >= coolingDays(state)) {
    state.leftDay = day;
    return false;
  }
  const pace = calendar.activity(day) * (state.coolingFrom === null ? 1 : COOLING_PACE);
  state.visitReadiness += pace / rhythm.visitGap;
  state.orderReadiness += pace / rhythm.orderGap;
  const isSecondDay = day - joinDay <= 2 && state.visits === 1 && joinDay >= calendar.firstDay;
  if (state.visitReadiness < state.visitThreshold && !(isSecondDay && rng.chance(SECOND_DAY_CHANCE))) return false;
  state.visitReadiness = 0;
  state.visitThreshold = rng.gamma(VISIT_REGULARITY);
  visit(scene);
  return true;
}

/** People fade over one to three weeks, each for his own length. */
function coolingDays(state: LifeState): number {
  return 7 + (state.person.index % 14);
}

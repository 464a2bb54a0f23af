import { MS_PER_DAY, MS_PER_HOUR, type DayNumber } from '@kelvin/kernel';
import type { Course } from '../world/catalogue.ts';
import { chooseCourse, momentOf, type Scene, type Steps } from './scene.ts';

const PERIOD_DAYS = 30;
const CANCELS_WHEN_GONE = 0.12;
/** Of those who have looked for the way out before. */
const CANCELS_AFTER_PATH = 0.8;
const PAYS_WHEN_GONE = 0.7;
const UPSET_DAYS = 30;
/** Days after a refused payment on which it is tried again. */
const RETRY_AFTER = [4, 6] as const;

/** Buys one course, seldom two; every third buyer has looked at the price page. */
export function buy(scene: Scene, device: number, steps: Steps): void {
  const { rng, pen, state } = scene;
  const courses: Course[] = [chooseCourse(rng)];
  if (rng.chance(0.08)) courses.push(chooseCourse(rng));
  if (rng.chance(0.3)) pen.today(steps.next(), { kind: 'page', device, path: '/pricing', isAnonymous: false, isLanding: false });
  pen.today(steps.next(), { kind: 'viewed', device, course: courses[0]! });
  pen.today(steps.next(), { kind: 'carted', device, course: courses[0]! });
  const coupon = rng.chance(0.12) ? 'POLARIS10' : null;
  const full = courses.reduce((sum, course) => sum + course.price, 0);
  const revenue = Math.round(full * (coupon ? 0.9 : 1) * 100) / 100;
  const order = `PL-${state.person.index.toString(36)}-${state.orders + 1}`.toUpperCase();
  const at = steps.next();
  pen.today(at, { kind: 'ordered', device, order, courses, revenue, coupon });
  state.orders += 1;
  state.courses.push(...courses);
  state.orderReadiness = 0;
  state.orderThreshold = rng.gamma(3);
  if (rng.chance(0.025)) pen.later(at + rng.between(1, 9) * MS_PER_DAY, { kind: 'refunded', order, amount: revenue });
}

/** The month's payment: sometimes refused, then tried again twice; who is never charged loses the subscription. */
export function subscription(scene: Scene): void {
  const { state, day, rng, pen } = scene;
  const { person } = state;
  if (!state.isSubscribed) {
    if (day !== state.subscribeDay || state.coolingFrom !== null) return;
    const at = momentOf(scene, person, 19);
    pen.today(at, { kind: 'subscribed' });
    pen.today(at + 4_000, { kind: 'paid', amount: person.plan.monthly, attempt: 1 });
    state.isSubscribed = true;
    state.nextPaymentDay = day + PERIOD_DAYS;
    return;
  }
  if (day !== state.nextPaymentDay) return;
  const at = scene.calendar.startOf(day) + (6 + (person.index % 5)) * MS_PER_HOUR + rng.int(MS_PER_HOUR);
  const isLeaving = state.coolingFrom !== null;
  // Who has gone does not think of the subscription at once: most pay on, until they cancel or the card runs out.
  if (isLeaving && rng.chance(day <= state.pathUntil ? CANCELS_AFTER_PATH : CANCELS_WHEN_GONE)) return endSubscription(scene, at);
  const succeeds = rng.chance(state.failedAttempts > 0 ? (isLeaving ? 0.05 : 0.55) : isLeaving ? PAYS_WHEN_GONE : 0.955);
  if (succeeds) {
    pen.today(at, { kind: 'paid', amount: person.plan.monthly, attempt: state.failedAttempts + 1 });
    const paidLateDays = state.failedAttempts === 0 ? 0 : state.failedAttempts === 1 ? 4 : 10;
    state.failedAttempts = 0;
    state.nextPaymentDay = day + PERIOD_DAYS - paidLateDays;
    return;
  }
  pen.today(at, { kind: 'payment_failed', amount: person.plan.monthly, attempt: state.failedAttempts + 1 });
  state.upsetUntil = day + UPSET_DAYS;
  const retry = RETRY_AFTER[state.failedAttempts];
  state.failedAttempts += 1;
  if (retry === undefined) endSubscription(scene, at + 60_000);
  else state.nextPaymentDay = day + retry;
}

function endSubscription({ state, pen }: Scene, at: number): void {
  pen.today(at, { kind: 'cancelled' });
  state.isSubscribed = false;
  state.failedAttempts = 0;
  state.subscribeDay = null;
}

/** The day on which a new customer will start to pay for the app; null for those who never do. */
export function planSubscription(scene: Scene, joinDay: DayNumber): DayNumber | null {
  return scene.state.person.rhythm.subscribes ? joinDay + 1 + scene.rng.int(12) : null;
}

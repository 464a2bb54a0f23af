import type { DayNumber } from '@kelvin/kernel';
import type { DayRows } from '../day-rows.ts';
import { type MetricRoles, ROLE } from './metric-roles.ts';

/** Gaps that a customer's own rhythm is read from. */
const LAST_GAPS = 12;
const YEAR_DAYS = 365;

/** What the rows say about a customer as of a day, apart from points. */
export interface CustomerFacts {
  firstActiveDay: DayNumber | null;
  lastActiveDay: DayNumber | null;
  activeDays: number;
  /** At most twelve, oldest first. */
  lastGaps: number[];
  /** Orders + payments − refunds of the last 365 days; may be below 0. */
  value12m: number;
  orders12m: number;
  orderTotal12m: number;
  firstOrderDay: DayNumber | null;
  lastOrderDay: DayNumber | null;
  /** Days with an order, and the money of all of them less refunds, as far back as the rows go. */
  orderDays: number;
  orderValue: number;
  /** Days and totals of the last two subscription payments, and how many there were. */
  payments: number;
  lastPaymentDay: DayNumber | null;
  paymentBeforeDay: DayNumber | null;
  lastPaymentTotal: number;
  /** First day of a failed payment after which nothing was paid. */
  unpaidSinceDay: DayNumber | null;
  /** Last day on which a ticket was closed: texts until then count as answered. */
  lastAnswerDay: DayNumber | null;
  /** The latest text of step 2 or less. */
  lastLowTextDay: DayNumber | null;
  lastLowTextStep: number;
  lastWantsToLeaveDay: DayNumber | null;
  /** The last three texts, oldest first. */
  lastTexts: { day: DayNumber; step: number }[];
}

/**
 * Reads the facts in one pass over the first `end` rows (all on or before `asOfDay`).
 *
 * Within a day the order of things is unknown, so the kinder reading is taken: a payment pays that day's failed
 * one, and closing a ticket answers that day's text.
 */
export function collectFacts(roles: MetricRoles, rows: DayRows, end: number, asOfDay: DayNumber): CustomerFacts {
  const facts = emptyFacts();
  const activeDays: number[] = [];
  const { days, metrics, counts, totals } = rows;
  const yearBegins = asOfDay - YEAR_DAYS;
  for (let row = 0; row < end; row++) {
    const count = counts[row]!;
    if (count <= 0) continue;
    const metric = metrics[row]!;
    const day = days[row]!;
    if (roles.active[metric] && activeDays[activeDays.length - 1] !== day) activeDays.push(day);
    const role = roles.roles[metric];
    if (role === undefined || role === ROLE.none) continue;
    const total = totals[row]!;
    const isThisYear = day > yearBegins;
    switch (role) {
      case ROLE.order:
        if (isThisYear) {
          facts.value12m += total;
          facts.orders12m += count;
          facts.orderTotal12m += total;
        }
        facts.firstOrderDay ??= day;
        if (facts.lastOrderDay !== day) facts.orderDays += 1;
        facts.orderValue += total;
        facts.lastOrderDay = day;
        break;
      case ROLE.payment:
        if (isThisYear) facts.value12m += total;
        notePayment(facts, day, total, count);
        break;
      case ROLE.refund:
        if (isThisYear) facts.value12m -= total;
        facts.orderValue -= total;
        break;
      case ROLE.paymentFailed:
        if (facts.unpaidSinceDay === null || isPaidSince(facts, facts.unpaidSinceDay)) facts.unpaidSinceDay = day;
        break;
      case ROLE.ticketClosed:
        facts.lastAnswerDay = day;
        break;
      case ROLE.text:
        noteText(facts, day, roles.textSteps[metric]!, count);
        break;
      case ROLE.wantsToLeave:
        facts.lastWantsToLeaveDay = day;
        break;
    }
  }
  if (facts.unpaidSinceDay !== null && isPaidSince(facts, facts.unpaidSinceDay)) facts.unpaidSinceDay = null;
  noteActivity(facts, activeDays);
  return facts;
}

function emptyFacts(): CustomerFacts {
  return {
    firstActiveDay: null, lastActiveDay: null, activeDays: 0, lastGaps: [],
    value12m: 0, orders12m: 0, orderTotal12m: 0, firstOrderDay: null, lastOrderDay: null, orderDays: 0, orderValue: 0,
    payments: 0, lastPaymentDay: null, paymentBeforeDay: null, lastPaymentTotal: 0, unpaidSinceDay: null,
    lastAnswerDay: null, lastLowTextDay: null, lastLowTextStep: 0, lastWantsToLeaveDay: null, lastTexts: [],
  };
}

/** An order pays too: who buys again after a refused card has a working one. */
function isPaidSince(facts: CustomerFacts, failedDay: DayNumber): boolean {
  return (facts.lastPaymentDay ?? -Infinity) >= failedDay || (facts.lastOrderDay ?? -Infinity) >= failedDay;
}

function notePayment(facts: CustomerFacts, day: DayNumber, total: number, count: number): void {
  if (facts.lastPaymentDay === day) {
    facts.lastPaymentTotal += total;
    return;
  }
  facts.paymentBeforeDay = facts.lastPaymentDay;
  facts.lastPaymentDay = day;
  facts.lastPaymentTotal = total;
  facts.payments += count;
}

function noteText(facts: CustomerFacts, day: DayNumber, step: number, count: number): void {
  if (step <= 2) {
    facts.lastLowTextStep = facts.lastLowTextDay === day ? Math.min(facts.lastLowTextStep, step) : step;
    facts.lastLowTextDay = day;
  }
  for (let each = 0; each < Math.min(count, 3); each++) {
    facts.lastTexts.push({ day, step });
    if (facts.lastTexts.length > 3) facts.lastTexts.shift();
  }
}

function noteActivity(facts: CustomerFacts, activeDays: readonly number[]): void {
  const length = activeDays.length;
  facts.activeDays = length;
  if (length === 0) return;
  facts.firstActiveDay = activeDays[0]!;
  facts.lastActiveDay = activeDays[length - 1]!;
  for (let at = Math.max(1, length - LAST_GAPS); at < length; at++) facts.lastGaps.push(activeDays[at]! - activeDays[at - 1]!);
}

import type { DayNumber } from '@kelvin/kernel';
import type { CustomerFacts } from './customer-facts.ts';
import { expectedOrderValue } from './order-law.ts';
import type { WorkspaceStats } from './workspace-stats.ts';

/** A month, when a customer has paid only once and the period is not known yet. */
const ASSUMED_PERIOD_DAYS = 365 / 12;
/** A payment may be this much late, in periods and days, before the subscription counts as ended. */
const GRACE_SHARE = 0.25;
const GRACE_DAYS = 7;
/** Orders at which a customer's own value weighs as much as the workspace's mean. */
const SHRINK_ORDERS = 2;
const MIN_TENURE_DAYS = 90;
const YEAR_DAYS = 365;

/** A subscription, as the payments show it or as a billing source says. */
export interface Subscription {
  readonly isRunning: boolean;
  /** What 365 days of it bring. */
  readonly yearlyPrice: number;
}

export interface CustomerMoney {
  /** Orders + payments − refunds of the last 365 days; below 0 if more was given back than paid. */
  readonly value12m: number;
  readonly orders12m: number;
  /** Mean order of the last 365 days; null without orders. */
  readonly meanOrder: number | null;
  /** V: money expected in the next 12 months if the customer stays; never below 0. */
  readonly expectedValue: number;
  readonly subscription: Subscription | null;
}

/**
 * The subscription that payments imply: its period is the gap of the last two payments (a month after only one),
 * and it runs until a period, a quarter of one and a week have passed since the last. Null without payments.
 */
export function deriveSubscription(facts: CustomerFacts, asOfDay: DayNumber): Subscription | null {
  if (facts.lastPaymentDay === null) return null;
  const periodDays = facts.paymentBeforeDay === null ? ASSUMED_PERIOD_DAYS : facts.lastPaymentDay - facts.paymentBeforeDay;
  const paymentsPerYear = Math.max(1, Math.round(YEAR_DAYS / periodDays));
  return {
    isRunning: asOfDay - facts.lastPaymentDay <= periodDays * (1 + GRACE_SHARE) + GRACE_DAYS,
    yearlyPrice: facts.lastPaymentTotal * paymentsPerYear,
  };
}

/** Trailing value brought to 365 days: × 365 ÷ clamp(tenure, 90, 365). */
export function yearlyValue(value12m: number, tenureDays: number): number {
  return (value12m * YEAR_DAYS) / Math.min(YEAR_DAYS, Math.max(MIN_TENURE_DAYS, tenureDays));
}

/** Money of a customer (`docs/scoring.md` section 6). */
export function computeMoney(facts: CustomerFacts, asOfDay: DayNumber, stats: WorkspaceStats, subscription: Subscription | null): CustomerMoney {
  return {
    value12m: facts.value12m,
    orders12m: facts.orders12m,
    meanOrder: facts.orders12m > 0 ? facts.orderTotal12m / facts.orders12m : null,
    expectedValue: subscription?.isRunning ? Math.max(0, subscription.yearlyPrice) : valueOfOrders(facts, asOfDay, stats),
    subscription,
  };
}

/**
 * What orders bring in a year if the customer stays: expected by the workspace's law of orders; without a law, or for who never
 * ordered, the trailing yearly value, weighted n ÷ (n + 2) with the workspace's mean, n = orders of the year.
 */
function valueOfOrders(facts: CustomerFacts, asOfDay: DayNumber, stats: WorkspaceStats): number {
  if (stats.orderLaw && facts.firstOrderDay !== null) {
    return expectedOrderValue(stats.orderLaw, { orderDays: facts.orderDays, daysSinceFirst: asOfDay - facts.firstOrderDay, value: facts.orderValue });
  }
  const tenureDays = facts.firstActiveDay === null ? 0 : asOfDay - facts.firstActiveDay;
  const weight = facts.orders12m / (facts.orders12m + SHRINK_ORDERS);
  return Math.max(0, weight * yearlyValue(facts.value12m, tenureDays) + (1 - weight) * stats.meanYearlyValue);
}

/** One customer's part in the revenue at risk. */
export interface RevenueAtRisk {
  /** V · chance to leave; null while there is no chance. */
  readonly atRisk: number | null;
  /** V, for "yearly revenue of these customers". */
  readonly yearly: number;
}

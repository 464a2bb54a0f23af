import { z } from 'zod';
import { fitBgNbd, LivingPurchases } from '../engines/bg-nbd-law.ts';

const positive = z.number().positive();

/** How the workspace's customers order, as of a day: the BG/NBD law of days with an order (`r`, `a`, `b`; `alpha` in days) and what such a day brings. */
export const orderLawSchema = z.object({
  r: positive, alpha: positive, a: positive, b: positive,
  /** Money of a day with an order, less refunds: mean of everybody's in the last 365 days. Never below 0. */
  dayValue: z.number().nonnegative(),
});
export type OrderLaw = z.infer<typeof orderLawSchema>;

/** Customers who have ordered, as of a day. */
export interface OrderHistories {
  /** Days with an order after the first. */
  readonly repeats: ArrayLike<number>;
  /** Days from the first order to the last, and to the as-of day. */
  readonly agesAtLast: ArrayLike<number>;
  readonly ages: ArrayLike<number>;
}

/** Fewer customers who came back tell no law. */
const LEAST_REPEAT_BUYERS = 40;
/** Enough for parameters within a tenth, few enough to be fitted between two requests. */
const MOST_CUSTOMERS = 2_000;
/** Days with an order at which a customer's own value weighs as much as everybody's. */
const SHRINK_DAYS = 2;
const YEAR_DAYS = 365;
/** Who orders nothing for so long has left, unless a workspace says otherwise. */
const STAY_DAYS = 90;

/** Null with too few customers who ordered again. Of many, evenly spread ones are taken, the same every time. */
export function fitOrderLaw(histories: OrderHistories, dayValue: number): OrderLaw | null {
  const count = histories.ages.length;
  const step = Math.max(1, count / MOST_CUSTOMERS);
  const places = Int32Array.from({ length: Math.min(count, MOST_CUSTOMERS) }, (_unused, at) => Math.floor(at * step));
  const of = (column: ArrayLike<number>): Float64Array => Float64Array.from(places, (place) => column[place]!);
  const repeats = of(histories.repeats);
  if (repeats.filter((each) => each > 0).length < LEAST_REPEAT_BUYERS) return null;
  return { ...fitBgNbd({ repeats, agesAtLast: of(histories.agesAtLast), ages: of(histories.ages) }), dayValue: Math.max(0, dayValue) };
}

/** A customer's own orders as of a day. */
export interface OwnOrders {
  /** Days with an order, at least 1. */
  readonly orderDays: number;
  readonly daysSinceFirst: number;
  /** Money of all of them, less refunds. */
  readonly value: number;
}

const livingByLaw = new WeakMap<OrderLaw, LivingPurchases>();

/**
 * Money that a customer's orders bring in the next 365 days if he stays, that is, orders again within 90 days: expected days
 * with an order × what such a day brings, his own mean drawn to everybody's: (n·own + 2·everybody's) ÷ (n + 2). Never below 0.
 */
export function expectedOrderValue(law: OrderLaw, { orderDays, daysSinceFirst, value }: OwnOrders): number {
  let living = livingByLaw.get(law);
  if (!living) livingByLaw.set(law, (living = new LivingPurchases(law)));
  const dayValue = (value + SHRINK_DAYS * law.dayValue) / (orderDays + SHRINK_DAYS);
  return Math.max(0, living.expectedOfStaying(orderDays - 1, daysSinceFirst, STAY_DAYS, YEAR_DAYS) * dayValue);
}

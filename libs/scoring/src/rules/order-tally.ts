import type { DayNumber } from '@kelvin/kernel';
import { fitOrderLaw, type OrderLaw } from './order-law.ts';

const YEAR_DAYS = 365;

/** Gathers from orders and refunds, customer by customer and each by day, what the law of orders is fitted on. */
export class OrderTally {
  private readonly repeats: number[] = [];
  private readonly agesAtLast: number[] = [];
  private readonly ages: number[] = [];
  private customer = -1;
  private lastDay: DayNumber | null = null;
  private firstDay: DayNumber = 0;
  private yearValue = 0;
  private yearDays = 0;

  constructor(private readonly asOfDay: DayNumber) {}

  /** Money of a day: of orders, or (below 0, `isOrder` false) of refunds. Payments of subscriptions are neither. */
  add(customer: number, day: DayNumber, amount: number, isOrder: boolean): void {
    if (customer !== this.customer) {
      this.customer = customer;
      this.lastDay = null;
    }
    const isThisYear = day > this.asOfDay - YEAR_DAYS;
    if (isThisYear && (isOrder || amount < 0)) this.yearValue += amount;
    if (!isOrder || day === this.lastDay) return;
    if (isThisYear) this.yearDays += 1;
    if (this.lastDay === null) {
      this.firstDay = day;
      this.repeats.push(0);
      this.agesAtLast.push(0);
      this.ages.push(this.asOfDay - day);
    } else {
      this.repeats[this.repeats.length - 1]! += 1;
      this.agesAtLast[this.agesAtLast.length - 1] = day - this.firstDay;
    }
    this.lastDay = day;
  }

  /** Null with too few who ordered again, or no order within the last 365 days. */
  law(): OrderLaw | null {
    if (this.yearDays === 0) return null;
    return fitOrderLaw({ repeats: this.repeats, agesAtLast: this.agesAtLast, ages: this.ages }, this.yearValue / this.yearDays);
  }
}

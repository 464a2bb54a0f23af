import type { StateItem } from './rule-preset.ts';

/** More open tickets than any limit needs; keeps a sender gone wild from growing the list. */
const MOST_OPEN = 50;

/** What stands open on the day the walk has reached: tickets, oldest first, and a failed payment nobody has paid. */
export class OpenStates {
  private ticketDays: number[] = [];
  private unpaidSinceDay = -1;

  begin(): void {
    if (this.ticketDays.length > 0) this.ticketDays = [];
    this.unpaidSinceDay = -1;
  }

  /**
   * Notes what one day brought. A closing ends the oldest ticket, that day's included; a payment or an order
   * settles every failure up to that day, because the order of things within a day is unknown.
   */
  addDay(day: number, opened: number, closed: number, failed: number, paid: number): void {
    for (let each = 0; each < Math.min(opened, MOST_OPEN) && this.ticketDays.length < MOST_OPEN; each++) this.ticketDays.push(day);
    if (closed > 0) this.ticketDays.splice(0, closed);
    if (paid > 0) this.unpaidSinceDay = -1;
    else if (failed > 0 && this.unpaidSinceDay < 0) this.unpaidSinceDay = day;
  }

  get isAnyOpen(): boolean {
    return this.unpaidSinceDay >= 0 || this.ticketDays.length > 0;
  }

  /** How many times a state item counts on a day. */
  countAt(item: StateItem, day: number): number {
    const counts = (since: number): boolean => day - since >= item.afterDays && day - since <= item.forgetAfterDays;
    if (item.state === 'payment_unpaid') return this.unpaidSinceDay >= 0 && counts(this.unpaidSinceDay) ? 1 : 0;
    let open = 0;
    for (const since of this.ticketDays) if (counts(since)) open++;
    return Math.min(open, item.limit);
  }

  /** Days since the oldest thing of this kind began; null if nothing is open. */
  daysOpen(item: StateItem, day: number): number | null {
    const since = item.state === 'payment_unpaid' ? this.unpaidSinceDay : (this.ticketDays[0] ?? -1);
    return since < 0 ? null : day - since;
  }
}

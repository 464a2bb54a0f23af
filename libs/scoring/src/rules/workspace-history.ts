import type { DayNumber } from '@kelvin/kernel';
import type { DayRows } from '../day-rows.ts';
import type { MetricIndex } from '../metric-index.ts';
import { MetricRoles, ROLE } from './metric-roles.ts';
import { yearlyValue } from './money.ts';
import { NumberList } from '../number-list.ts';
import type { OrderLaw } from './order-law.ts';
import { OrderTally } from './order-tally.ts';
import { quantileOfHistogram } from '../quantile.ts';
import { seasonFactor } from './season.ts';
import { topShareLimit } from './top-share-limit.ts';
import type { WorkspaceStats } from './workspace-stats.ts';

const YEAR_DAYS = 365;
const TOP_SHARE = 0.2;
/** Longer gaps count as this long; no quartile lies there. */
const LONGEST_GAP_DAYS = 3650;

/**
 * Collects what `WorkspaceStats` needs from all customers' rows, one customer at a time in any order, and can then
 * say them as of any day, using nothing later. Give it customers only, not visitors.
 */
export class WorkspaceHistory {
  private readonly roles: MetricRoles;
  private readonly firstDays = new NumberList();
  private readonly activity = new Map<DayNumber, number>();
  private firstDay: DayNumber | null = null;
  private readonly gaps = { endDays: new NumberList(), lengths: new NumberList() };
  private readonly orderGaps = { endDays: new NumberList(), lengths: new NumberList() };
  private readonly money = { customers: new NumberList(), days: new NumberList(), amounts: new NumberList(), orders: new NumberList() };

  constructor(index: MetricIndex) {
    this.roles = new MetricRoles(index);
  }

  /** Adds one customer with all his rows. */
  add(rows: DayRows): void {
    this.roles.refresh();
    let activeDay: DayNumber | null = null;
    let orderDay: DayNumber | null = null;
    const customer = this.firstDays.length;
    const { days, metrics, counts, totals } = rows;
    for (let row = 0; row < days.length; row++) {
      const count = counts[row]!;
      if (count <= 0) continue;
      const day = days[row]!;
      const metric = metrics[row]!;
      if (this.roles.active[metric] && day !== activeDay) {
        if (activeDay === null) this.firstDays.push(day);
        else pushGap(this.gaps, activeDay, day);
        activeDay = day;
        this.activity.set(day, (this.activity.get(day) ?? 0) + 1);
        if (this.firstDay === null || day < this.firstDay) this.firstDay = day;
      }
      const role = this.roles.roles[metric];
      if (role === ROLE.order) {
        if (orderDay !== null && orderDay !== day) pushGap(this.orderGaps, orderDay, day);
        orderDay = day;
      }
      if (role === ROLE.order || role === ROLE.payment || role === ROLE.refund) {
        this.money.customers.push(customer);
        this.money.days.push(day);
        this.money.amounts.push(role === ROLE.refund ? -totals[row]! : totals[row]!);
        this.money.orders.push(role === ROLE.order ? count : 0);
      }
    }
    // Keeps the place of a customer without activity, so that money rows still name the right one.
    if (activeDay === null) this.firstDays.push(Infinity);
  }

  /** The workspace's figures as of the end of a day. */
  statsAt(asOfDay: DayNumber): WorkspaceStats {
    const { values, orders, orderTotal } = this.valuesAt(asOfDay);
    const known: number[] = [];
    let yearly = 0;
    for (let customer = 0; customer < this.firstDays.length; customer++) {
      const firstDay = this.firstDays.at(customer);
      if (firstDay > asOfDay) continue;
      known.push(values[customer]!);
      yearly += yearlyValue(values[customer]!, asOfDay - firstDay);
    }
    const sorted = Float64Array.from(known).sort();
    return {
      customers: known.length,
      gapDays: upperQuartile(this.gaps, asOfDay),
      orderGapDays: upperQuartile(this.orderGaps, asOfDay),
      season: seasonFactor((day) => this.activity.get(day) ?? 0, this.firstDay, asOfDay),
      topValueLimit: topShareLimit(sorted, TOP_SHARE),
      medianValue: sorted.length === 0 ? 0 : sorted[sorted.length >> 1]!,
      meanYearlyValue: known.length === 0 ? 0 : yearly / known.length,
      meanOrder: orders === 0 ? 0 : orderTotal / orders,
      orderLaw: null,
    };
  }

  /**
   * How customers order, from nothing later than a day; null with too few who ordered again. Apart from {@link statsAt},
   * because it takes a tenth of a second and what is told of the past has no need of it.
   */
  orderLawAt(asOfDay: DayNumber): OrderLaw | null {
    const tally = new OrderTally(asOfDay);
    const { customers, days, amounts, orders } = this.money;
    for (let row = 0; row < days.length; row++) {
      if (days.at(row) <= asOfDay) tally.add(customers.at(row), days.at(row), amounts.at(row), orders.at(row) > 0);
    }
    return tally.law();
  }

  /** First and last day with any activity; null for an empty workspace. */
  get span(): { firstDay: DayNumber; lastDay: DayNumber } | null {
    return this.firstDay === null ? null : { firstDay: this.firstDay, lastDay: Math.max(...this.activity.keys()) };
  }

  private valuesAt(asOfDay: DayNumber): { values: Float64Array; orders: number; orderTotal: number } {
    const values = new Float64Array(this.firstDays.length);
    let orders = 0;
    let orderTotal = 0;
    for (let row = 0; row < this.money.days.length; row++) {
      const day = this.money.days.at(row);
      if (day > asOfDay || day <= asOfDay - YEAR_DAYS) continue;
      const amount = this.money.amounts.at(row);
      values[this.money.customers.at(row)]! += amount;
      const orderCount = this.money.orders.at(row);
      if (orderCount > 0) {
        orders += orderCount;
        orderTotal += amount;
      }
    }
    return { values, orders, orderTotal };
  }
}

interface Gaps {
  readonly endDays: NumberList;
  readonly lengths: NumberList;
}

function pushGap(gaps: Gaps, from: DayNumber, to: DayNumber): void {
  gaps.endDays.push(to);
  gaps.lengths.push(Math.min(LONGEST_GAP_DAYS, to - from));
}

function upperQuartile(gaps: Gaps, asOfDay: DayNumber): number | null {
  const histogram = new Float64Array(LONGEST_GAP_DAYS + 1);
  for (let at = 0; at < gaps.endDays.length; at++) if (gaps.endDays.at(at) <= asOfDay) histogram[gaps.lengths.at(at)]!++;
  return quantileOfHistogram(histogram, 0.75);
}

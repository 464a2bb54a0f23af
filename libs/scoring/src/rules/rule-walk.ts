import type { DayRows } from '../day-rows.ts';
import type { MetricIndex } from '../metric-index.ts';
import { MetricRoles, ROLE } from './metric-roles.ts';
import { OpenStates } from './open-states.ts';
import type { MinusGroup, RulePreset, StateItem } from './rule-preset.ts';
import { fadedShare, itemsByMetric, planSlots, type SlotPlan, TABLE_DAYS } from './rule-slots.ts';

/** Evidence of one slot: when and how often. */
export interface SlotEvidence {
  readonly events: number;
  readonly eventDays: number;
  readonly firstDay: number;
  readonly lastDay: number;
}

/**
 * Walks a customer's days in order and can say the rule points on any day it has reached, before the next
 * day is added:
 *
 *     raw(m) = Σ_days min(n, daily limit) · points · 2^(−age/half-life)
 *     group  = cap · (1 − exp(−Σ raw ÷ cap))
 *     R      = clamp(Σ groups − Σ minus groups, 0, 100)
 *
 * (`docs/scoring.md` section 2.) Sums fade from one day with rows to the next, so a day's points depend only on the rows
 * up to it, and scoring an earlier day alone gives the same bits.
 */
export class RuleWalk {
  readonly plan: SlotPlan;
  readonly states = new OpenStates();
  private readonly stateItemsByGroup: StateItem[][];
  // The plan once more as flat arrays: the loops below run for every day of every customer.
  private readonly slotGroup: Int32Array;
  private readonly slotFading: Float64Array[];
  private readonly itemSlot: Int32Array;
  private readonly caps: Float64Array;
  private readonly roles: MetricRoles;
  private readonly items: number[][] = [];
  private readonly sums: Float64Array;
  private readonly events: Float64Array;
  private readonly eventDays: Int32Array;
  private readonly firstDays: Int32Array;
  private readonly lastDays: Int32Array;
  private readonly dayCounts: Float64Array;
  private readonly dayItems: Int32Array;
  private dayItemsUsed = 0;
  private readonly groupRaw: Float64Array;
  private readonly hasWeekly: boolean;
  private readonly weekByMetric = new Map<number, number>();
  private today = 0;

  constructor(preset: RulePreset, private readonly index: MetricIndex) {
    this.plan = planSlots(preset);
    this.roles = new MetricRoles(index);
    const slots = this.plan.slots.length;
    this.sums = new Float64Array(slots);
    this.events = new Float64Array(slots);
    this.eventDays = new Int32Array(slots);
    this.firstDays = new Int32Array(slots);
    this.lastDays = new Int32Array(slots);
    this.dayCounts = new Float64Array(this.plan.items.length);
    this.dayItems = new Int32Array(this.plan.items.length);
    this.slotGroup = Int32Array.from(this.plan.slots, (slot) => slot.group);
    this.slotFading = this.plan.slots.map((slot) => slot.fading);
    this.itemSlot = Int32Array.from(this.plan.items, (item) => item.slot);
    this.caps = Float64Array.from(this.plan.groups, (group) => group.cap);
    this.groupRaw = new Float64Array(this.plan.groups.length);
    this.stateItemsByGroup = this.plan.groups.map((group) => ('stateItems' in group ? (group as MinusGroup).stateItems : []));
    this.hasWeekly = this.plan.items.some((item) => item.distinctPerWeek);
    this.refresh();
  }

  /** Learns metric ids given out since the last call. */
  refresh(): void {
    itemsByMetric(this.plan, this.index, this.items);
    this.roles.refresh();
  }

  /** Forgets the previous customer. */
  begin(): void {
    this.sums.fill(0);
    this.events.fill(0);
    this.eventDays.fill(0);
    this.states.begin();
    if (this.hasWeekly) this.weekByMetric.clear();
    this.today = 0;
  }

  /** True if any giving group counts this metric. */
  gives(metric: number): boolean {
    const items = this.items[metric];
    if (items === undefined) return false;
    for (const item of items) if (this.slotGroup[this.itemSlot[item]!]! < this.plan.plusGroups) return true;
    return false;
  }

  /** Adds the rows `from` to `to` (exclusive), all of one day later than the last one added. */
  addDay(day: number, rows: DayRows, from: number, to: number): void {
    this.fadeTo(day);
    let opened = 0;
    let closed = 0;
    let failed = 0;
    let paid = 0;
    for (let row = from; row < to; row++) {
      const count = rows.counts[row]!;
      if (!(count > 0)) continue;
      const metric = rows.metrics[row]!;
      const items = this.items[metric];
      if (items === undefined) continue;
      for (const item of items) this.countItem(item, metric, day, count);
      switch (this.roles.roles[metric]) {
        case ROLE.ticketOpened: opened += count; break;
        case ROLE.ticketClosed: closed += count; break;
        case ROLE.paymentFailed: failed += count; break;
        case ROLE.payment: case ROLE.order: paid += count; break;
      }
    }
    this.closeDay(day);
    if (opened + closed + failed + paid > 0) this.states.addDay(day, opened, closed, failed, paid);
    if (closed > 0) this.answer();
  }

  /** Value of each group on a day not before the last one added; taking groups as positive numbers. */
  groupsAt(day: number, values: Float64Array): void {
    this.rawAt(day);
    for (let group = 0; group < this.caps.length; group++) {
      const raw = this.groupRaw[group]!;
      const cap = this.caps[group]!;
      values[group] = raw === 0 ? 0 : cap * (1 - Math.exp(-raw / cap));
    }
  }

  /** Rule points on a day, 0–100. */
  pointsAt(day: number, scratch: Float64Array): number {
    this.groupsAt(day, scratch);
    return clampPoints(sumGroups(scratch, this.plan.plusGroups));
  }

  /** Faded sum of one slot on a day; an answered slot's points are its own. */
  slotRawAt(slot: number, day: number): number {
    return this.sums[slot]! * this.shareLeft(slot, day - this.today);
  }

  evidenceOf(slot: number): SlotEvidence {
    return { events: this.events[slot]!, eventDays: this.eventDays[slot]!, firstDay: this.firstDays[slot]!, lastDay: this.lastDays[slot]! };
  }

  stateItemsOf(group: number): readonly StateItem[] {
    return this.stateItemsByGroup[group]!;
  }

  private fadeTo(day: number): void {
    const ageDays = day - this.today;
    for (let slot = 0; slot < this.sums.length; slot++) {
      const sum = this.sums[slot]!;
      if (sum !== 0) this.sums[slot] = sum * this.shareLeft(slot, ageDays);
    }
    this.today = day;
  }

  private shareLeft(slot: number, ageDays: number): number {
    return ageDays < TABLE_DAYS ? this.slotFading[slot]![ageDays]! : fadedShare(this.plan.slots[slot]!, ageDays);
  }

  private countItem(item: number, metric: number, day: number, count: number): void {
    if (!this.hasWeekly || !this.plan.items[item]!.distinctPerWeek) {
      this.addCount(item, count);
      return;
    }
    // Day 0 was a Thursday; weeks begin on Monday.
    const week = Math.floor((day + 3) / 7);
    const key = metric * this.plan.items.length + item;
    if (this.weekByMetric.get(key) === week) return;
    this.weekByMetric.set(key, week);
    this.addCount(item, 1);
  }

  private addCount(item: number, count: number): void {
    if (this.dayCounts[item] === 0) this.dayItems[this.dayItemsUsed++] = item;
    this.dayCounts[item]! += count;
  }

  private closeDay(day: number): void {
    for (let used = 0; used < this.dayItemsUsed; used++) {
      const item = this.dayItems[used]!;
      const count = this.dayCounts[item]!;
      this.dayCounts[item] = 0;
      const { slot, points, dailyLimit } = this.plan.items[item]!;
      this.sums[slot]! += Math.min(count, dailyLimit) * points;
      if (this.eventDays[slot] === 0) this.firstDays[slot] = day;
      if (this.eventDays[slot] === 0 || this.lastDays[slot] !== day) this.eventDays[slot]! += 1;
      this.lastDays[slot] = day;
      this.events[slot]! += count;
    }
    this.dayItemsUsed = 0;
  }

  private answer(): void {
    const { slots } = this.plan;
    for (let slot = 0; slot < slots.length; slot++) {
      const { answeredSlot } = slots[slot]!;
      if (answeredSlot < 0) continue;
      this.sums[answeredSlot]! += this.sums[slot]!;
      this.sums[slot] = 0;
    }
  }

  private rawAt(day: number): void {
    this.groupRaw.fill(0);
    const ageDays = day - this.today;
    for (let slot = 0; slot < this.sums.length; slot++) {
      const sum = this.sums[slot]!;
      if (sum !== 0) this.groupRaw[this.slotGroup[slot]!]! += sum * this.shareLeft(slot, ageDays);
    }
    if (!this.states.isAnyOpen) return;
    for (let group = this.plan.plusGroups; group < this.groupRaw.length; group++) {
      for (const item of this.stateItemsByGroup[group]!) this.groupRaw[group]! += item.points * this.states.countAt(item, day);
    }
  }
}

/** Giving groups minus taking groups, not yet clamped. */
export function sumGroups(values: Float64Array, plusGroups: number): number {
  let points = 0;
  for (let group = 0; group < values.length; group++) points += group < plusGroups ? values[group]! : -values[group]!;
  return points;
}

/** Points of a score are kept within 0–100; what that takes away is a row of the ledger. */
export function clampPoints(points: number): number {
  return Math.min(100, Math.max(0, points));
}

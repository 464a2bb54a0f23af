import type { DayNumber } from '@kelvin/kernel';
import { type DayRows, rowsUntil } from '../day-rows.ts';
import type { MetricIndex } from '../metric-index.ts';
import { quantileOfHistogram } from '../quantile.ts';
import type { PlusGroup, RulePreset } from './rule-preset.ts';
import { itemsByMetric, planSlots, type SlotPlan } from './rule-slots.ts';

const MIN_SHARE = 0.01;
const MIN_HALF_LIFE_DAYS = 7;
const MAX_HALF_LIFE_DAYS = 180;
const LONGEST_GAP_DAYS = 3650;
/** Fewer gaps than this say nothing about a rhythm; the group keeps its half-life. */
const MIN_GAPS = 20;

/** What a workspace's data says about one giving group. */
export interface GroupPopulation {
  readonly code: string;
  /** Customers with at least one event of the group. */
  readonly customers: number;
  /** Gaps between a customer's days with the group's events, and their upper quartile. */
  readonly gaps: number;
  readonly gapDays: number | null;
}

export interface PopulationStats {
  /** Customers with at least one row. */
  readonly customers: number;
  readonly groups: readonly GroupPopulation[];
}

/** Counts, customer by customer, which groups of a preset have data and at what rhythm. */
export class PopulationAccumulator {
  private readonly plan: SlotPlan;
  private readonly items: number[][] = [];
  private customers = 0;
  private readonly groupCustomers: number[];
  private readonly histograms: Float64Array[];

  constructor(private readonly preset: RulePreset, private readonly index: MetricIndex) {
    this.plan = planSlots(preset);
    this.groupCustomers = preset.groups.map(() => 0);
    this.histograms = preset.groups.map(() => new Float64Array(LONGEST_GAP_DAYS + 1));
  }

  /** Adds one customer; rows after `asOfDay` are not read. */
  add(rows: DayRows, asOfDay: DayNumber): void {
    itemsByMetric(this.plan, this.index, this.items);
    const end = rowsUntil(rows, asOfDay);
    if (end === 0) return;
    this.customers++;
    const lastDays = new Map<number, DayNumber>();
    for (let row = 0; row < end; row++) {
      if (rows.counts[row]! <= 0) continue;
      for (const item of this.items[rows.metrics[row]!] ?? []) this.noteDay(this.plan.slots[this.plan.items[item]!.slot]!.group, rows.days[row]!, lastDays);
    }
  }

  result(): PopulationStats {
    const groups = this.preset.groups.map(({ code }, at) => {
      const histogram = this.histograms[at]!;
      const gaps = histogram.reduce((sum, count) => sum + count, 0);
      return { code, customers: this.groupCustomers[at]!, gaps, gapDays: quantileOfHistogram(histogram, 0.75) };
    });
    return { customers: this.customers, groups };
  }

  private noteDay(group: number, day: DayNumber, lastDays: Map<number, DayNumber>): void {
    if (group >= this.plan.plusGroups) return;
    const lastDay = lastDays.get(group);
    if (lastDay === day) return;
    if (lastDay === undefined) this.groupCustomers[group]! += 1;
    else this.histograms[group]![Math.min(LONGEST_GAP_DAYS, day - lastDay)]! += 1;
    lastDays.set(group, day);
  }
}

/** What the fit did to one group, for the screen that asks whether to take it. */
export interface GroupFit {
  readonly code: string;
  readonly isKept: boolean;
  /** Share of customers with data of this group, 0–1. */
  readonly share: number;
  readonly capBefore: number;
  /** 0 for a dropped group. */
  readonly capAfter: number;
  readonly halfLifeBefore: number | null;
  readonly halfLifeAfter: number | null;
  readonly gapDays: number | null;
}

export interface PresetFit {
  readonly preset: RulePreset;
  /** Caps and points of the groups kept have grown by this. */
  readonly factor: number;
  readonly groups: readonly GroupFit[];
}

/**
 * *Fit to our data* (`docs/scoring.md` section 2). Giving groups with data for under 1 % of customers drop out; caps and
 * points of the others grow by 100 ÷ their cap sum; their half-life becomes twice the upper-quartile gap between
 * their events, 7–180 days. Groups that take stay as they are: the first complaint must count although none came yet.
 * If no group has data, the preset comes back unchanged.
 */
export function fitPreset(preset: RulePreset, population: PopulationStats): PresetFit {
  const byCode = new Map(population.groups.map((group) => [group.code, group]));
  const shareOf = (code: string): number => (population.customers === 0 ? 0 : (byCode.get(code)?.customers ?? 0) / population.customers);
  const kept = preset.groups.filter(({ code }) => shareOf(code) >= MIN_SHARE);
  const nothingKnown = kept.length === 0;
  const factor = nothingKnown ? 1 : 100 / kept.reduce((sum, group) => sum + group.cap, 0);
  const fitted = nothingKnown ? preset.groups : kept.map((group) => fitGroup(group, factor, byCode.get(group.code)));
  const groups = preset.groups.map((before) => {
    const after = fitted.find((group) => group.code === before.code);
    return {
      code: before.code,
      isKept: after !== undefined,
      share: shareOf(before.code),
      capBefore: before.cap,
      capAfter: after?.cap ?? 0,
      halfLifeBefore: before.halfLifeDays,
      halfLifeAfter: after?.halfLifeDays ?? null,
      gapDays: byCode.get(before.code)?.gapDays ?? null,
    };
  });
  return { preset: { ...preset, groups: fitted }, factor, groups };
}

function fitGroup(group: PlusGroup, factor: number, population: GroupPopulation | undefined): PlusGroup {
  const knowsRhythm = group.halfLifeDays !== null && population !== undefined && population.gapDays !== null && population.gaps >= MIN_GAPS;
  return {
    ...group,
    cap: group.cap * factor,
    halfLifeDays: knowsRhythm ? Math.min(MAX_HALF_LIFE_DAYS, Math.max(MIN_HALF_LIFE_DAYS, 2 * population.gapDays!)) : group.halfLifeDays,
    items: group.items.map((item) => ({ ...item, points: item.points * factor })),
  };
}

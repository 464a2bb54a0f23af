import type { MetricIndex } from '../metric-index.ts';
import type { MinusGroup, PlusGroup, RuleItem, RulePreset } from './rule-preset.ts';

/** Ages that fading is looked up for; older points are computed. */
export const TABLE_DAYS = 2048;

/** One running sum of points. A giving group has one; each item of a taking group has its own, so that each can be named. */
export interface Slot {
  readonly group: number;
  /** `presence` for a whole group, `refund` for an item. */
  readonly code: string;
  readonly halfLifeDays: number | null;
  /** Share left after n days, for n below the table's length. */
  readonly fading: Float64Array;
  /** Slot that takes this one's points when an answer comes; -1 for none. */
  readonly answeredSlot: number;
  /** True for a slot that holds only what others handed over. */
  readonly isAnswered: boolean;
}

export interface CompiledItem {
  readonly slot: number;
  readonly points: number;
  readonly dailyLimit: number;
  readonly distinctPerWeek: boolean;
  readonly matches: (metric: string) => boolean;
}

/** The preset as flat arrays: groups that give first, then those that take. */
export interface SlotPlan {
  readonly groups: readonly (PlusGroup | MinusGroup)[];
  readonly plusGroups: number;
  readonly slots: readonly Slot[];
  readonly items: readonly CompiledItem[];
}

/** Lays a preset out for {@link RuleWalk}. */
export function planSlots(preset: RulePreset): SlotPlan {
  const slots: Slot[] = [];
  const items: CompiledItem[] = [];
  const tables = new Map<number | null, Float64Array>();
  const addSlot = (group: number, code: string, halfLifeDays: number | null, answeredSlot = -1, isAnswered = false): number =>
    slots.push({ group, code, halfLifeDays, fading: fadingTable(tables, halfLifeDays), answeredSlot, isAnswered }) - 1;

  preset.groups.forEach((group, at) => {
    const slot = addSlot(at, group.code, group.halfLifeDays);
    for (const item of group.items) items.push(compileItem(item, slot));
  });
  preset.minusGroups.forEach((group, minusAt) => {
    const at = preset.groups.length + minusAt;
    for (const item of group.items) {
      const answered = group.answeredHalfLifeDays === null ? -1 : addSlot(at, item.code, group.answeredHalfLifeDays, -1, true);
      items.push(compileItem(item, addSlot(at, item.code, group.halfLifeDays, answered)));
    }
  });
  return { groups: [...preset.groups, ...preset.minusGroups], plusGroups: preset.groups.length, slots, items };
}

/** For each metric id, the items that count it. */
export function itemsByMetric(plan: SlotPlan, index: MetricIndex, known: number[][]): void {
  for (let id = known.length; id < index.size; id++) {
    const name = index.nameOf(id);
    known.push(plan.items.flatMap((item, at) => (item.matches(name) ? [at] : [])));
  }
}

/** Share of points left after `ageDays`: a half each half-life, all of it without one. */
export function fadedShare(slot: Slot, ageDays: number): number {
  if (ageDays < TABLE_DAYS) return slot.fading[ageDays]!;
  return slot.halfLifeDays === null ? 1 : 2 ** (-ageDays / slot.halfLifeDays);
}

function fadingTable(tables: Map<number | null, Float64Array>, halfLifeDays: number | null): Float64Array {
  let table = tables.get(halfLifeDays);
  if (!table) {
    table = Float64Array.from({ length: TABLE_DAYS }, (_, age) => (halfLifeDays === null ? 1 : 2 ** (-age / halfLifeDays)));
    tables.set(halfLifeDays, table);
  }
  return table;
}

function compileItem(item: RuleItem, slot: number): CompiledItem {
  const exact = new Set(item.metrics.filter((metric) => !metric.endsWith('*')));
  const beginnings = item.metrics.filter((metric) => metric.endsWith('*')).map((metric) => metric.slice(0, -1));
  return {
    slot,
    points: item.points,
    dailyLimit: item.dailyLimit ?? Infinity,
    distinctPerWeek: item.counting === 'distinct_per_week',
    matches: (metric) => exact.has(metric) || beginnings.some((beginning) => metric.startsWith(beginning)),
  };
}

import type { DayNumber } from '@kelvin/kernel';
import type { PointsAnswer } from './rule-points.ts';
import { sumGroups, type RuleWalk } from './rule-walk.ts';

/**
 * earned: what a group was worth on the customer's last day; faded: what silence has taken since;
 * minus: what an item takes; clamp: "kept within 0–100".
 */
export type LedgerKind = 'earned' | 'faded' | 'minus' | 'clamp';

/** One signed reason of a score. */
export interface LedgerRow {
  /** `presence.earned`, `presence.faded`, `trouble.refund`, `clamp`: stable, translated on screen. */
  readonly code: string;
  readonly group: string | null;
  readonly kind: LedgerKind;
  /** Signed hundredths of a point; the rows of a score add up to it exactly. */
  readonly hundredths: number;
  /** The customer's own numbers: `events` (of this group, ever), `days` since the last of them, `usualGapDays` between them. */
  readonly evidence: Readonly<Record<string, number>>;
}

/** A row before rounding. */
interface Draft {
  readonly code: string;
  readonly group: string | null;
  readonly kind: LedgerKind;
  readonly points: number;
  readonly evidence: Readonly<Record<string, number>>;
}

/** Rows of a score whose walk stands at the as-of day; rows of nothing are left out. */
export function buildLedger(walk: RuleWalk, answer: PointsAnswer, asOfDay: DayNumber, usualGapDays: number): { hundredths: number; rows: LedgerRow[] } {
  const drafts: Draft[] = [];
  draftGiven(drafts, walk, answer, asOfDay, usualGapDays);
  draftTaken(drafts, walk, answer, asOfDay);
  const unclamped = sumGroups(answer.now, walk.plan.plusGroups);
  if (unclamped !== answer.points) drafts.push({ code: 'clamp', group: null, kind: 'clamp', points: answer.points - unclamped, evidence: {} });
  const hundredths = toHundredths(answer.points);
  const parts = roundToSum(drafts.map((draft) => draft.points * 100), hundredths);
  const rows: LedgerRow[] = [];
  drafts.forEach(({ code, group, kind, evidence }, at) => {
    if (parts[at] !== 0) rows.push({ code, group, kind, hundredths: parts[at]!, evidence });
  });
  return { hundredths, rows };
}

/** Points as the whole hundredths they are stored in. */
export function toHundredths(points: number): number {
  return Math.round(points * 100);
}

/**
 * Rounds numbers down to whole ones and gives what is missing to `total` to those with the largest remainders
 * (largest-remainder method), so that they add up to it. `total` must be within one per number of their sum.
 */
export function roundToSum(values: readonly number[], total: number): number[] {
  const rounded = values.map(Math.floor);
  let missing = total;
  for (const value of rounded) missing -= value;
  const remainder = (at: number): number => values[at]! - rounded[at]!;
  const byRemainder = values.map((_, at) => at).sort((a, b) => remainder(b) - remainder(a) || a - b);
  const raised = byRemainder.slice(0, Math.max(0, missing));
  for (const at of raised) rounded[at]! += 1;
  // A sum of floors may exceed the total by floating error alone.
  for (const at of byRemainder.slice(byRemainder.length + Math.min(0, missing))) rounded[at]! -= 1;
  return rounded;
}

function draftGiven(drafts: Draft[], walk: RuleWalk, answer: PointsAnswer, asOfDay: DayNumber, usualGapDays: number): void {
  for (let group = 0; group < walk.plan.plusGroups; group++) {
    const earned = answer.earned[group]!;
    if (earned === 0) continue;
    const { code } = walk.plan.groups[group]!;
    const { events, eventDays, firstDay, lastDay } = walk.evidenceOf(group);
    const days = asOfDay - lastDay;
    drafts.push({ code: `${code}.earned`, group: code, kind: 'earned', points: earned, evidence: { events, days } });
    // One gap is no habit: until there are two, the customer's usual gap stands in.
    const gap = eventDays > 2 ? (lastDay - firstDay) / (eventDays - 1) : usualGapDays;
    const faded = answer.now[group]! - earned;
    if (faded !== 0) drafts.push({ code: `${code}.faded`, group: code, kind: 'faded', points: faded, evidence: { days, usualGapDays: Math.round(gap * 10) / 10 } });
  }
}

/** A taking group's value, shared among its items by what each brought. */
function draftTaken(drafts: Draft[], walk: RuleWalk, answer: PointsAnswer, asOfDay: DayNumber): void {
  const { groups, plusGroups } = walk.plan;
  for (let group = plusGroups; group < groups.length; group++) {
    const value = answer.now[group]!;
    if (value === 0) continue;
    const taken = listTaken(walk, group, asOfDay);
    const total = taken.reduce((sum, each) => sum + each.raw, 0);
    const { code } = groups[group]!;
    for (const { item, raw, evidence } of taken) drafts.push({ code: `${code}.${item}`, group: code, kind: 'minus', points: (-value * raw) / total, evidence });
  }
}

function listTaken(walk: RuleWalk, group: number, asOfDay: DayNumber): { item: string; raw: number; evidence: Record<string, number> }[] {
  const taken: { item: string; raw: number; evidence: Record<string, number> }[] = [];
  walk.plan.slots.forEach((slot, at) => {
    if (slot.group !== group || slot.isAnswered) return;
    const raw = walk.slotRawAt(at, asOfDay) + (slot.answeredSlot < 0 ? 0 : walk.slotRawAt(slot.answeredSlot, asOfDay));
    if (raw === 0) return;
    const { events, lastDay } = walk.evidenceOf(at);
    taken.push({ item: slot.code, raw, evidence: { events, days: asOfDay - lastDay } });
  });
  for (const item of walk.stateItemsOf(group)) {
    const count = walk.states.countAt(item, asOfDay);
    if (count > 0) taken.push({ item: item.code, raw: count * item.points, evidence: { events: count, days: walk.states.daysOpen(item, asOfDay)! } });
  }
  return taken;
}

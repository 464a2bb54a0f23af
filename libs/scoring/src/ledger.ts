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

interface Draft extends Omit<LedgerRow, 'hundredths'> {
  readonly points: number;
}

/** Rows of a score whose walk stands at the as-of day; rows of nothing are left out. */
export function buildLedger(walk: RuleWalk, answer: PointsAnswer, asOfDay: DayNumber, usualGapDays: number): { hundredths: number; rows: LedgerRow[] } {
  const drafts = [...draftGiven(walk, answer, asOfDay, usualGapDays), ...draftTaken(walk, answer, asOfDay)];
  const unclamped = sumGroups(answer.now, walk.plan.plusGroups);
  if (unclamped !== answer.points) drafts.push({ code: 'clamp', group: null, kind: 'clamp', points: answer.points - unclamped, evidence: {} });
  const hundredths = toHundredths(answer.points);
  const parts = roundToSum(drafts.map((draft) => draft.points * 100), hundredths);
  const rows = drafts.map(({ points: _points, ...row }, at) => ({ ...row, hundredths: parts[at]! }));
  return { hundredths, rows: rows.filter((row) => row.hundredths !== 0) };
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
  let missing = total - rounded.reduce((sum, value) => sum + value, 0);
  const byRemainder = values.map((_, at) => at).sort((a, b) => values[b]! - rounded[b]! - (values[a]! - rounded[a]!) || a - b);
  for (let next = 0; missing > 0 && byRemainder.length > 0; next = (next + 1) % byRemainder.length, missing--) rounded[byRemainder[next]!]!++;
  // A sum of floors may exceed the total by floating error alone.
  for (let next = byRemainder.length - 1; missing < 0 && next >= 0; next--, missing++) rounded[byRemainder[next]!]!--;
  return rounded;
}

function draftGiven(walk: RuleWalk, answer: PointsAnswer, asOfDay: DayNumber, usualGapDays: number): Draft[] {
  const drafts: Draft[] = [];
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
  return drafts;
}

/** A taking group's value, shared among its items by what each brought. */
function draftTaken(walk: RuleWalk, answer: PointsAnswer, asOfDay: DayNumber): Draft[] {
  const drafts: Draft[] = [];
  const { groups, plusGroups, slots } = walk.plan;
  for (let group = plusGroups; group < groups.length; group++) {
    const value = answer.now[group]!;
    if (value === 0) continue;
    const raws = new Map<string, { raw: number; evidence: Record<string, number> }>();
    slots.forEach((slot, at) => {
      const raw = slot.group === group ? walk.slotRawAt(at, asOfDay) : 0;
      const { events, lastDay } = walk.evidenceOf(at);
      const known = raws.get(slot.code);
      if (raw > 0 || (known && events > 0)) {
        raws.set(slot.code, { raw: raw + (known?.raw ?? 0), evidence: events > 0 ? { events, days: asOfDay - lastDay } : (known?.evidence ?? {}) });
      }
    });
    for (const item of walk.stateItemsOf(group)) {
      const count = walk.states.countAt(item, asOfDay);
      if (count > 0) raws.set(item.code, { raw: count * item.points, evidence: { events: count, days: walk.states.daysOpen(item, asOfDay)! } });
    }
    const total = [...raws.values()].reduce((sum, each) => sum + each.raw, 0);
    const { code } = groups[group]!;
    for (const [item, { raw, evidence }] of raws) drafts.push({ code: `${code}.${item}`, group: code, kind: 'minus', points: (-value * raw) / total, evidence });
  }
  return drafts;
}

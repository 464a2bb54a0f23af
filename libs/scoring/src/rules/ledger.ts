import type { DayNumber } from '@kelvin/kernel';
import type { PointsAnswer } from './rule-points.ts';
import { clampPoints, type RuleWalk } from './rule-walk.ts';
import type { Evidence } from '../serving/explain-families.ts';
import type { ModelPart } from '../serving/model-points.ts';

/**
 * earned: what a group was worth on the customer's last day; faded: what silence has taken since;
 * minus: what an item takes; model: what the model in use makes of a family of reasons; clamp: "kept within 0–100".
 */
export type LedgerKind = 'earned' | 'faded' | 'minus' | 'model' | 'clamp';

/** One signed reason of a score. */
export interface LedgerRow {
  /** `presence.earned`, `presence.faded`, `trouble.refund`, `clamp`: stable, translated on screen. */
  readonly code: string;
  readonly group: string | null;
  readonly kind: LedgerKind;
  /** Signed hundredths of a point; the rows of a score add up to it exactly. */
  readonly hundredths: number;
  /** The customer's own numbers: `events` (of this group, ever), `days` since the last of them, `usualGapDays` between them. */
  readonly evidence: Evidence;
}

/** A row before rounding. */
interface Draft {
  readonly code: string;
  readonly group: string | null;
  readonly kind: LedgerKind;
  readonly points: number;
  readonly evidence: Evidence;
}

/**
 * Rows of a score whose walk stands at the as-of day; rows of nothing are left out. With a model the score is
 * (1 − w)·R + w·M: every row of the rules counts its share, and the model's rows stand beside them in the same points.
 */
export function buildLedger(walk: RuleWalk, answer: PointsAnswer, asOfDay: DayNumber, usualGapDays: number, model: ModelPart | null = null): { hundredths: number; rows: LedgerRow[] } {
  const drafts: Draft[] = [];
  draftGiven(drafts, walk, answer, asOfDay, usualGapDays);
  draftTaken(drafts, walk, answer, asOfDay);
  const points = blendPoints(answer.points, model, model?.rows.reduce((sum, row) => sum + row.points, 0) ?? 0);
  if (model) {
    drafts.forEach((draft, at) => { drafts[at] = { ...draft, points: (1 - model.weight) * draft.points }; });
    for (const row of model.rows) drafts.push({ code: row.code, group: 'model', kind: 'model', points: model.weight * row.points, evidence: row.evidence });
  }
  const unclamped = drafts.reduce((sum, draft) => sum + draft.points, 0);
  if (Math.abs(unclamped - points) > CLAMP_NOISE) drafts.push({ code: 'clamp', group: null, kind: 'clamp', points: points - unclamped, evidence: {} });
  const hundredths = toHundredths(points);
  const parts = roundToSum(drafts.map((draft) => draft.points * 100), hundredths);
  const rows: LedgerRow[] = [];
  drafts.forEach(({ code, group, kind, evidence }, at) => {
    if (parts[at] !== 0) rows.push({ code, group, kind, hundredths: parts[at]!, evidence });
  });
  return { hundredths, rows };
}

/** Sums in another order differ by less than this; nobody was kept within anything then. */
const CLAMP_NOISE = 1e-9;

/** (1 − w)·R + w·M, M kept within 0–100. Without a model: R. */
export function blendPoints(rulePoints: number, model: Pick<ModelPart, 'weight'> | null, modelPoints: number): number {
  return model === null ? rulePoints : (1 - model.weight) * rulePoints + model.weight * clampPoints(modelPoints);
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

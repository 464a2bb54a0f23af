import type { Condition, EventFilter } from '@kelvin/contracts';
import { ACTIVITY_MEANINGS, countedMeaning, lineGroupOf, type DayNumber } from '@kelvin/kernel';
import { matchesEvent, UNCOUNTED_KINDS, type ConditionEvent } from './matches-event.ts';

/** One event of a customer with what decides whether and how often it counts. */
export interface CustomerEvent extends ConditionEvent {
  /** Of the customer's identities, the one that it belongs to. */
  readonly profileId: string;
  readonly day: DayNumber;
  readonly noise: string | null;
  readonly orderId: string | null;
}

/** Matching events of one customer by day, ascending; days without any are left out. */
export interface DayCounts {
  readonly days: ArrayLike<DayNumber>;
  readonly counts: ArrayLike<number>;
}

/**
 * Counts a customer's matching events by day, in any order of `events`. Without a filter: all activity of his own.
 * Noise never counts. Lines of one order, and those of one refund (same identity, day and order id), count once.
 */
export function countByDay(filter: EventFilter | null, events: readonly CustomerEvent[]): DayCounts {
  const byDay = new Map<DayNumber, number>();
  const seen = new Set<string>();
  for (const event of events) {
    if (event.noise !== null || !(filter === null ? isActivity(event) : matchesEvent(filter, event))) continue;
    const group = lineGroupOf(event.meaning, event);
    if (group !== null) {
      const key = `${event.profileId} ${event.day} ${group}`;
      if (seen.has(key)) continue;
      seen.add(key);
    }
    byDay.set(event.day, (byDay.get(event.day) ?? 0) + 1);
  }
  const sorted = [...byDay].sort(([a], [b]) => a - b);
  return { days: sorted.map(([day]) => day), counts: sorted.map(([, count]) => count) };
}

function isActivity(event: ConditionEvent): boolean {
  const meaning = countedMeaning(event.meaning, event.amount);
  return meaning !== null && ACTIVITY_MEANINGS.has(meaning) && !UNCOUNTED_KINDS.includes(event.kind);
}

/**
 * Whether a condition holds over days after `afterDay` up to and including `untilDay`, given the counts of the events
 * that it speaks of ({@link countByDay} or the rows of `compileEventsSql`, both of the condition's own filter).
 * A label of a day is that of `(asOfDay, asOfDay + horizonDays]`.
 */
export function holdsOverCounts(condition: Condition, { days, counts }: DayCounts, afterDay: DayNumber, untilDay: DayNumber): boolean {
  let count = 0;
  for (let at = 0; at < days.length; at += 1) if (days[at]! > afterDay && days[at]! <= untilDay) count += counts[at]!;
  return condition.kind === 'event_count' ? count >= condition.atLeast : count === 0;
}

import type { CustomerHistory, TimelineEvent } from '@kelvin/contracts';

export type TimelineItem = { kind: 'event'; at: string; event: TimelineEvent } | { kind: 'change'; at: string; change: CustomerHistory['changes'][number] };
export type TimelineDay = { day: string; at: string; items: TimelineItem[] };

/**
 * Events and changes of temperature in one line of time, newest first, grouped by the day that `dayOf` gives.
 * Changes older than the oldest loaded event wait until that part is loaded, unless everything is (`isComplete`).
 */
export function buildTimeline(events: readonly TimelineEvent[], changes: CustomerHistory['changes'], isComplete: boolean, dayOf: (iso: string) => string): TimelineDay[] {
  const oldest = events.at(-1)?.occurredAt;
  const told = changes.filter((change) => change.beforeBand !== change.afterBand && (isComplete || oldest === undefined || change.at >= oldest));
  const items: TimelineItem[] = [
    ...events.map((event): TimelineItem => ({ kind: 'event', at: event.occurredAt, event })),
    ...told.map((change): TimelineItem => ({ kind: 'change', at: change.at, change })),
  ].sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
  const days: TimelineDay[] = [];
  for (const item of items) {
    const day = dayOf(item.at);
    if (days.at(-1)?.day === day) days.at(-1)!.items.push(item);
    else days.push({ day, at: item.at, items: [item] });
  }
  return days;
}

import type { CustomerHistory, TimelineEvent } from '@kelvin/contracts';

export type TimelineItem = { kind: 'event'; at: string; event: TimelineEvent } | { kind: 'change'; at: string; change: CustomerHistory['changes'][number] }
  | { kind: 'model'; at: string; number: number };
export type TimelineDay = { day: string; at: string; items: TimelineItem[] };

/**
 * Events, changes of temperature and models that came into use in one line of time, newest first, grouped by the day that `dayOf` gives.
 * What is older than the oldest loaded event wait until that part is loaded, unless everything is (`isComplete`).
 */
export function buildTimeline(events: readonly TimelineEvent[], { changes, models }: Pick<CustomerHistory, 'changes' | 'models'>, isComplete: boolean, dayOf: (iso: string) => string): TimelineDay[] {
  const oldest = events.at(-1)?.occurredAt;
  const isLoaded = ({ at }: { at: string }) => isComplete || oldest === undefined || at >= oldest;
  const told = changes.filter((change) => change.beforeBand !== change.afterBand && isLoaded(change));
  const items: TimelineItem[] = [
    ...events.map((event): TimelineItem => ({ kind: 'event', at: event.occurredAt, event })),
    ...told.map((change): TimelineItem => ({ kind: 'change', at: change.at, change })),
    ...models.filter(isLoaded).map(({ at, number }): TimelineItem => ({ kind: 'model', at, number })),
  ].sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
  const days: TimelineDay[] = [];
  for (const item of items) {
    const day = dayOf(item.at);
    if (days.at(-1)?.day === day) days.at(-1)!.items.push(item);
    else days.push({ day, at: item.at, items: [item] });
  }
  return days;
}

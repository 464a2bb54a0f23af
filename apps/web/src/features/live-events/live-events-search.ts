export const EVENT_STATUSES = ['accepted', 'flagged', 'rejected', 'parked'] as const;
export type EventStatus = (typeof EVENT_STATUSES)[number];
/** Filters of the list as the address holds them; `event` is the one open at the side. */
export type LiveEventsSearch = { q?: string; source?: string; status?: EventStatus; event?: string };

/** Keeps what is sound and drops the rest, so that an old or mistyped address still opens. */
export function parseLiveEventsSearch(search: Record<string, unknown>): LiveEventsSearch {
  const { q, source, event } = search;
  const status = EVENT_STATUSES.find((one) => one === search['status']);
  return {
    ...(typeof q === 'string' && q !== '' ? { q: q.slice(0, 100) } : typeof q === 'number' ? { q: String(q) } : {}),
    ...(typeof source === 'string' ? { source } : {}), ...(status ? { status } : {}), ...(typeof event === 'string' ? { event } : {}),
  };
}

export const EVENT_TYPE_SORTS = ['count', 'name', 'seen'] as const;
export type EventTypeSort = (typeof EVENT_TYPE_SORTS)[number];
/** Filters of the table as the address holds them. */
export type EventTypesSearch = { q?: string; show?: 'unconfirmed'; sort?: EventTypeSort };

/** Keeps what is sound and drops the rest. */
export function parseEventTypesSearch(search: Record<string, unknown>): EventTypesSearch {
  const { q } = search;
  const sort = EVENT_TYPE_SORTS.find((one) => one === search['sort']);
  return {
    ...(typeof q === 'string' && q !== '' ? { q: q.slice(0, 100) } : typeof q === 'number' ? { q: String(q) } : {}),
    ...(search['show'] === 'unconfirmed' ? { show: 'unconfirmed' as const } : {}), ...(sort && sort !== 'count' ? { sort } : {}),
  };
}

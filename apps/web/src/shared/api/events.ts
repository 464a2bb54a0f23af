import type { EventTrace, LiveEvents } from '@kelvin/contracts';
import { queryOptions } from '@tanstack/react-query';
import { api } from './api.ts';
import { workspacePath } from './workspace.tsx';

export type EventFilters = { q?: string | undefined; sourceId?: string | undefined; status?: string | undefined };

/** Newest received first; with `after` only what came later than that instant. */
export function fetchEvents(slug: string, query: EventFilters & { after?: string | undefined; limit?: number }, signal?: AbortSignal): Promise<LiveEvents> {
  return api.get<LiveEvents>(workspacePath(slug, 'events'), { query, ...(signal ? { signal } : {}) });
}

/** One event from receipt to score. */
export const eventTraceOptions = (slug: string, id: string) => queryOptions({
  queryKey: ['w', slug, 'events', 'one', id] as const,
  queryFn: ({ signal }) => api.get<EventTrace>(workspacePath(slug, `events/${encodeURIComponent(id)}`), { signal }),
});

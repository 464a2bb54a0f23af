import type { EventType } from '@kelvin/contracts';
import { queryOptions } from '@tanstack/react-query';
import { api } from './api.ts';
import { workspacePath } from './workspace.tsx';

export const eventTypesKey = (slug: string) => ['w', slug, 'event-types'] as const;

/** Every event type, the most frequent first. */
export const eventTypesOptions = (slug: string) => queryOptions({
  queryKey: eventTypesKey(slug),
  queryFn: async ({ signal }) => (await api.get<{ items: EventType[] }>(workspacePath(slug, 'event-types'), { signal })).items,
});

import type { EventType } from '@kelvin/contracts';
import type { QueryClient } from '@tanstack/react-query';
import { api } from '../../../shared/api/api.ts';
import { eventTypesKey } from '../../../shared/api/event-types.ts';
import { workspacePath } from '../../../shared/api/workspace.tsx';

/** Sets what an event type means, which also confirms it. A meaning that differs starts a job. */
export function setMeaning(slug: string, id: number, meaning: string | null): Promise<EventType> {
  return api.patch<EventType>(workspacePath(slug, `event-types/${id}`), { meaning, isConfirmed: true });
}
/** Accepts every guess that nobody has looked at yet. */
export function confirmAll(slug: string): Promise<{ confirmed: number }> {
  return api.post<{ confirmed: number }>(workspacePath(slug, 'event-types/confirm'));
}

/** Puts the newer state of one type into the list. */
export function putEventType(queryClient: QueryClient, slug: string, next: EventType): void {
  queryClient.setQueryData<EventType[]>(eventTypesKey(slug), (all) => all?.map((one) => (one.id === next.id ? next : one)));
}
export function refreshEventTypes(queryClient: QueryClient, slug: string): Promise<void> {
  return queryClient.invalidateQueries({ queryKey: eventTypesKey(slug) });
}

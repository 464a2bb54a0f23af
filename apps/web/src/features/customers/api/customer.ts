import type { Customer, CustomerChances, CustomerEvents, CustomerHistory, CustomerNoise, ExclusionState, ScoreDifference } from '@kelvin/contracts';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api } from '../../../shared/api/api.ts';
import { workspacePath } from '../../../shared/api/workspace.tsx';

/** Everything of one customer is below this key, so that a new score refreshes all of it. */
export const customerKey = (slug: string, id: string) => ['w', slug, 'customers', 'one', id] as const;
const pathOf = (slug: string, id: string, rest = '') => workspacePath(slug, `customers/${encodeURIComponent(id)}${rest}`);

export const customerOptions = (slug: string, id: string) => queryOptions({
  queryKey: [...customerKey(slug, id), 'profile'] as const,
  queryFn: ({ signal }) => api.get<Customer>(pathOf(slug, id), { signal }),
});

/** A year of scores and the changes of temperature. */
export const customerHistoryOptions = (slug: string, id: string, days = 365) => queryOptions({
  queryKey: [...customerKey(slug, id), 'history', days] as const,
  queryFn: ({ signal }) => api.get<CustomerHistory>(pathOf(slug, id, '/history'), { query: { days }, signal }),
});

/** Chances of every outcome, with their timing and reasons. */
export const customerChancesOptions = (slug: string, id: string) => queryOptions({
  queryKey: [...customerKey(slug, id), 'chances'] as const,
  queryFn: ({ signal }) => api.get<CustomerChances>(pathOf(slug, id, '/chances'), { signal }),
});

/** What moved the score in the last days, by the rules and models of today. */
export const scoreChangeOptions = (slug: string, id: string, days = 7) => queryOptions({
  queryKey: [...customerKey(slug, id), 'change', days] as const,
  queryFn: ({ signal }) => api.get<ScoreDifference>(pathOf(slug, id, '/score-change'), { query: { days }, signal }),
});

/** Events, newest first, page after page; narrowed to one meaning when given. */
export const customerEventsOptions = (slug: string, id: string, meaning?: string) => infiniteQueryOptions({
  queryKey: [...customerKey(slug, id), 'events', meaning ?? null] as const,
  queryFn: ({ pageParam, signal }) => api.get<CustomerEvents>(pathOf(slug, id, '/events'), { query: { before: pageParam, meaning, limit: 50 }, signal }),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (page) => page.next ?? undefined,
});

/** What of a customer is not counted, and why. */
export const customerNoiseOptions = (slug: string, id: string) => queryOptions({
  queryKey: [...customerKey(slug, id), 'noise'] as const,
  queryFn: ({ signal }) => api.get<CustomerNoise>(pathOf(slug, id, '/noise'), { signal }),
});

/** Counts what was flagged of a customer, and whatever he does from now on. */
export function liftNoise(slug: string, id: string): Promise<CustomerNoise> {
  return api.post(pathOf(slug, id, '/noise/lift'));
}

/** Takes a customer out of scoring, or back in. */
export function setExclusion(slug: string, id: string, isExcluded: boolean): Promise<ExclusionState> {
  return api.put(pathOf(slug, id, '/exclusion'), { isExcluded });
}

/** Separates two customers that were joined. */
export function undoMerge(slug: string, mergeId: string): Promise<void> {
  return api.post(workspacePath(slug, `customers/merges/${mergeId}/undo`));
}

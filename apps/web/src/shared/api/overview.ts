import type { Overview } from '@kelvin/contracts';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from './api.ts';
import { workspacePath } from './workspace.tsx';

/** All figures of the overview for the last `days`. */
export const overviewOptions = (slug: string, days: number) => queryOptions({
  queryKey: ['w', slug, 'overview', days] as const,
  queryFn: ({ signal }) => api.get<Overview>(workspacePath(slug, 'overview'), { query: { days }, signal }),
  placeholderData: keepPreviousData,
});

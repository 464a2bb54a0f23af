import type { Job, Scoring } from '@kelvin/contracts';
import { queryOptions } from '@tanstack/react-query';
import { api } from './api.ts';
import { workspacePath } from './workspace.tsx';

/** The rules in force, where they came from, and whether fitting them is proposed. */
export const scoringOptions = (slug: string) => queryOptions({
  queryKey: ['w', slug, 'scoring'] as const,
  queryFn: ({ signal }) => api.get<Scoring>(workspacePath(slug, 'scoring'), { signal }),
});

/** Starts the job that fits the rules to the workspace's data and scores everybody and the past year anew. */
export function startFit(slug: string): Promise<Job> {
  return api.post<Job>(workspacePath(slug, 'scoring/fit'));
}

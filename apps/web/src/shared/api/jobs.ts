import type { Job } from '@kelvin/contracts';
import { queryOptions } from '@tanstack/react-query';
import { api } from './api.ts';
import { workspacePath } from './workspace.tsx';

export const jobsKey = (slug: string) => ['w', slug, 'jobs'] as const;

/** Running and recent jobs, newest first. */
export const jobsOptions = (slug: string) => queryOptions({
  queryKey: jobsKey(slug),
  queryFn: async ({ signal }) => (await api.get<{ items: Job[] }>(workspacePath(slug, 'jobs'), { signal })).items,
});

/** Asks a job to stop; it stops at its next safe point. */
export function cancelJob(slug: string, jobId: string): Promise<Job> {
  return api.post<Job>(workspacePath(slug, `jobs/${jobId}/cancel`));
}

/** Jobs with one of them replaced by its newer state, or added in front. */
export function mergeJob(jobs: readonly Job[], job: Job): Job[] {
  return jobs.some((one) => one.id === job.id) ? jobs.map((one) => (one.id === job.id ? job : one)) : [job, ...jobs];
}

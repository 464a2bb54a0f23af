import { queryOptions } from '@tanstack/react-query';
import { api } from './api.ts';

/** What the running app offers to somebody who has just come: `demoPassword` only where the database is embedded. */
export type StartInfo = { hasDemo: boolean; demoEmail: string | null; demoPassword: string | null; demoProgress: { done: number; total: number } | number | null };

export const startOptions = () => queryOptions({ queryKey: ['start'] as const, queryFn: ({ signal }) => api.get<StartInfo>('/api/start', { signal }) });

/** Progress of loading the demo as a share of one; null when it is not being loaded. */
export function demoShare({ demoProgress }: StartInfo): number | null {
  if (demoProgress === null) return null;
  const share = typeof demoProgress === 'number' ? demoProgress : demoProgress.total > 0 ? demoProgress.done / demoProgress.total : 0;
  return share >= 1 ? null : Math.max(0, share);
}

import { queryOptions } from '@tanstack/react-query';
import { api } from './api.ts';

/** What the running app offers to somebody who has just come: `demoPassword` only where the database is embedded; `demoProgress` 0–1 while the demo loads. */
export type StartInfo = { hasDemo: boolean; demoEmail: string | null; demoPassword: string | null; demoProgress: number | null };

export const startOptions = () => queryOptions({ queryKey: ['start'] as const, queryFn: ({ signal }) => api.get<StartInfo>('/api/start', { signal }) });

/** Progress of loading the demo as a share of one; null when it is not being loaded. */
export function demoShare({ demoProgress }: StartInfo): number | null {
  return demoProgress === null || demoProgress >= 1 ? null : Math.max(0, demoProgress);
}

import type { EarlyWarningReport, OutcomeList } from '@kelvin/contracts';
import { queryOptions } from '@tanstack/react-query';
import { ApiError } from './api-error.ts';
import { api } from './api.ts';
import { workspacePath } from './workspace.tsx';

/** Everything that a training changes lies below this key. */
export const modelsKey = (slug: string) => ['w', slug, 'models'] as const;

/** What is predicted, with the model in use of each, and what the data proposes besides. */
export const outcomesOptions = (slug: string) => queryOptions({
  queryKey: [...modelsKey(slug), 'outcomes'] as const,
  queryFn: ({ signal }) => api.get<OutcomeList>(workspacePath(slug, 'outcomes'), { signal }),
});

/** Who left and whether a warning came in time; null before the first report. */
export const earlyWarningOptions = (slug: string) => queryOptions({
  queryKey: [...modelsKey(slug), 'early-warning'] as const,
  queryFn: async ({ signal }) => {
    try {
      return (await api.get<EarlyWarningReport | null>(workspacePath(slug, 'early-warning'), { signal })) ?? null;
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) return null;
      throw error;
    }
  },
});

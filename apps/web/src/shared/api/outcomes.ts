import type { EarlyWarningAnswer, OutcomeList } from '@kelvin/contracts';
import { queryOptions } from '@tanstack/react-query';
import { api } from './api.ts';
import { workspacePath } from './workspace.tsx';

/** Everything that a training changes lies below this key. */
export const modelsKey = (slug: string) => ['w', slug, 'models'] as const;

/** What is predicted, with the model in use of each, and what the data proposes besides. */
export const outcomesOptions = (slug: string) => queryOptions({
  queryKey: [...modelsKey(slug), 'outcomes'] as const,
  queryFn: ({ signal }) => api.get<OutcomeList>(workspacePath(slug, 'outcomes'), { signal }),
});

/** Who left and whether a warning came in time; null before anybody was scored. */
export const earlyWarningOptions = (slug: string) => queryOptions({
  queryKey: [...modelsKey(slug), 'early-warning'] as const,
  queryFn: async ({ signal }) => (await api.get<EarlyWarningAnswer>(workspacePath(slug, 'early-warning'), { signal })).report,
});

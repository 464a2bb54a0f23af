import type { Job, ModelDetail, ModelVersion, Outcome, OutcomeDefinition, OutcomePreview } from '@kelvin/contracts';
import { keepPreviousData, queryOptions, type QueryClient } from '@tanstack/react-query';
import { api } from '../../../shared/api/api.ts';
import { modelsKey } from '../../../shared/api/outcomes.ts';
import { workspacePath } from '../../../shared/api/workspace.tsx';

const idPath = (slug: string, noun: 'outcomes' | 'models', id: string, rest = '') => workspacePath(slug, `${noun}/${encodeURIComponent(id)}${rest}`);

/** Every version trained for an outcome, newest first. */
export const versionsOptions = (slug: string, outcomeId: string) => queryOptions({
  queryKey: [...modelsKey(slug), 'versions', outcomeId] as const,
  queryFn: async ({ signal }) => (await api.get<{ items: ModelVersion[] }>(idPath(slug, 'outcomes', outcomeId, '/models'), { signal })).items,
});

/** One version with its card and the run that made it. */
export const versionOptions = (slug: string, versionId: string) => queryOptions({
  queryKey: [...modelsKey(slug), 'version', versionId] as const,
  queryFn: ({ signal }) => api.get<ModelDetail>(idPath(slug, 'models', versionId), { signal }),
});

/** Counts for a definition that is not kept yet. A count nobody waits for any more is cancelled. */
export const previewOptions = (slug: string, definition: Pick<OutcomeDefinition, 'condition' | 'horizonDays'>) => queryOptions({
  queryKey: [...modelsKey(slug), 'preview', definition] as const,
  queryFn: ({ signal }) => api.post<OutcomePreview>(workspacePath(slug, 'outcomes/preview'), definition, { signal }),
  placeholderData: keepPreviousData,
});

export function createOutcome(slug: string, definition: OutcomeDefinition): Promise<Outcome> {
  return api.post<Outcome>(workspacePath(slug, 'outcomes'), definition);
}
/** Takes an outcome off the screens; its models and their history are kept. */
export function archiveOutcome(slug: string, id: string): Promise<void> {
  return api.delete(idPath(slug, 'outcomes', id));
}
export function restoreOutcome(slug: string, id: string): Promise<void> {
  return api.post(idPath(slug, 'outcomes', id, '/restore'));
}
/** Starts the job that trains an outcome's model. */
export function startTraining(slug: string, outcomeId: string): Promise<Job> {
  return api.post<Job>(idPath(slug, 'outcomes', outcomeId, '/train'));
}
/** Makes a version the model in use: a newer one is promoted by it, an older one rolled back to. */
export function promoteVersion(slug: string, versionId: string): Promise<void> {
  return api.post(idPath(slug, 'models', versionId, '/promote'));
}

export function refreshModels(queryClient: QueryClient, slug: string): Promise<void> {
  return queryClient.invalidateQueries({ queryKey: modelsKey(slug) });
}

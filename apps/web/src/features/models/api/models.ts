import type { ArchivedOutcomeList, DataHealth, ExternalModelSettings, ExternalModelTry, Job, ModelDetail, ModelVersionList, NewOutcome, Outcome, OutcomePreview, ScoreStability, UpdateOutcome } from '@kelvin/contracts';
import { keepPreviousData, queryOptions, type QueryClient } from '@tanstack/react-query';
import { api } from '../../../shared/api/api.ts';
import { modelsKey } from '../../../shared/api/outcomes.ts';
import { workspacePath } from '../../../shared/api/workspace.tsx';

const idPath = (slug: string, noun: 'outcomes' | 'models', id: string, rest = '') => workspacePath(slug, `${noun}/${encodeURIComponent(id)}${rest}`);

/** Versions and training runs of an outcome, newest first. */
export const versionsOptions = (slug: string, outcomeId: string) => queryOptions({
  queryKey: [...modelsKey(slug), 'versions', outcomeId] as const,
  queryFn: ({ signal }) => api.get<ModelVersionList>(idPath(slug, 'outcomes', outcomeId, '/versions'), { signal }),
});

/** One version with its card and the run that made it. */
export const versionOptions = (slug: string, versionId: string) => queryOptions({
  queryKey: [...modelsKey(slug), 'version', versionId] as const,
  queryFn: ({ signal }) => api.get<ModelDetail>(idPath(slug, 'models', versionId), { signal }),
});

/** How far things moved since training, week by week. */
export const stabilityOptions = (slug: string, outcomeId: string) => queryOptions({
  queryKey: [...modelsKey(slug), 'stability', outcomeId] as const,
  queryFn: ({ signal }) => api.get<ScoreStability>(idPath(slug, 'outcomes', outcomeId, '/stability'), { signal }),
});

/** Whether what a version looks at still arrives. */
export const dataHealthOptions = (slug: string, versionId: string) => queryOptions({
  queryKey: [...modelsKey(slug), 'data-health', versionId] as const,
  queryFn: ({ signal }) => api.get<DataHealth>(idPath(slug, 'models', versionId, '/data-health'), { signal }),
});

/** Counts for a definition that is not kept yet. A count nobody waits for any more is cancelled. */
export const previewOptions = (slug: string, definition: Pick<NewOutcome, 'condition' | 'horizonDays'>) => queryOptions({
  queryKey: [...modelsKey(slug), 'preview', definition] as const,
  queryFn: ({ signal }) => api.post<OutcomePreview>(workspacePath(slug, 'outcomes/preview'), definition, { signal }),
  placeholderData: keepPreviousData,
});

export function createOutcome(slug: string, definition: NewOutcome): Promise<Outcome> {
  return api.post<Outcome>(workspacePath(slug, 'outcomes'), definition);
}
/** What was put away, last first. */
export const archivedOptions = (slug: string) => queryOptions({
  queryKey: [...modelsKey(slug), 'archived'] as const,
  queryFn: ({ signal }) => api.get<ArchivedOutcomeList>(workspacePath(slug, 'outcomes/archived'), { signal }),
});
/** Takes an outcome off the screens; its models and their history are kept. */
export function archiveOutcome(slug: string, id: string): Promise<void> {
  return api.delete(idPath(slug, 'outcomes', id));
}
/** Predicts an outcome again that was put away. */
export function restoreOutcome(slug: string, id: string): Promise<void> {
  return api.post(idPath(slug, 'outcomes', id, '/restore'));
}
/** Gives an outcome another name, use or limit. What is predicted never changes. */
export function updateOutcome(slug: string, id: string, change: UpdateOutcome): Promise<Outcome> {
  return api.patch<Outcome>(idPath(slug, 'outcomes', id), change);
}
/** Starts the job that trains an outcome's model. */
export function startTraining(slug: string, outcomeId: string): Promise<Job> {
  return api.post<Job>(idPath(slug, 'outcomes', outcomeId, '/train'));
}
/** Calls an outside model once with a few rows; nothing is kept. */
export function tryExternalModel(slug: string, outcomeId: string, settings: ExternalModelSettings): Promise<ExternalModelTry> {
  return api.post<ExternalModelTry>(idPath(slug, 'outcomes', outcomeId, '/external-models/try'), settings);
}
/** Starts the job that judges an outside model. */
export function registerExternalModel(slug: string, outcomeId: string, settings: ExternalModelSettings): Promise<Job> {
  return api.post<Job>(idPath(slug, 'outcomes', outcomeId, '/external-models'), settings);
}
/** Makes a version the model in use. */
export function promoteVersion(slug: string, versionId: string): Promise<Outcome> {
  return api.post<Outcome>(idPath(slug, 'models', versionId, '/promote'));
}
/** Back to the version that served before; where there was none, chances come from rules again. */
export function rollBack(slug: string, outcomeId: string): Promise<Outcome> {
  return api.post<Outcome>(idPath(slug, 'outcomes', outcomeId, '/roll-back'));
}

export function refreshModels(queryClient: QueryClient, slug: string): Promise<void> {
  return queryClient.invalidateQueries({ queryKey: modelsKey(slug) });
}

import type { AmountWord, CreateSource, IntakeReport, ParkedActionStarted, ParkedReport, Source, SourceWithSecret, WebhookMapping, WebhookMappingState, WebhookPreview } from '@kelvin/contracts';
import { queryOptions, type QueryClient } from '@tanstack/react-query';
import { api } from '../../../shared/api/api.ts';
import { sourcesKey } from '../../../shared/api/sources.ts';
import { workspacePath } from '../../../shared/api/workspace.tsx';

export const sourceOptions = (slug: string, id: string) => queryOptions({
  queryKey: ['w', slug, 'sources', 'one', id] as const,
  queryFn: ({ signal }) => api.get<Source>(workspacePath(slug, `sources/${id}`), { signal }),
});

/** The no-loss equation of the last hours: in all, by source, by hour. */
export const intakeOptions = (slug: string, hours: number) => queryOptions({
  queryKey: ['w', slug, 'sources', 'intake', hours] as const,
  queryFn: ({ signal }) => api.get<IntakeReport>(workspacePath(slug, 'intake'), { query: { hours }, signal }),
});

export function createSource(slug: string, body: CreateSource): Promise<SourceWithSecret> {
  return api.post<SourceWithSecret>(workspacePath(slug, 'sources'), body);
}
export function updateSource(slug: string, id: string, change: { name?: string; isEnabled?: boolean }): Promise<Source> {
  return api.patch<Source>(workspacePath(slug, `sources/${id}`), change);
}
/** Makes a new key; the old one works for another day. */
export function rotateSource(slug: string, id: string): Promise<SourceWithSecret> {
  return api.post<SourceWithSecret>(workspacePath(slug, `sources/${id}/rotate`));
}

export const mappingOptions = (slug: string, id: string) => queryOptions({
  queryKey: ['w', slug, 'sources', 'mapping', id] as const,
  queryFn: async ({ signal }) => (await api.get<WebhookMappingState>(workspacePath(slug, `sources/${id}/mapping`), { signal })).mapping,
});
export async function saveMapping(slug: string, id: string, mapping: WebhookMapping): Promise<WebhookMapping> {
  return (await api.put<WebhookMappingState>(workspacePath(slug, `sources/${id}/mapping`), { mapping })).mapping;
}
/** What the last deliveries, or a pasted body, become with a mapping. */
export const mappingPreviewOptions = (slug: string, id: string, mapping: WebhookMapping, sample: string | null) => queryOptions({
  queryKey: ['w', slug, 'sources', 'mapping-preview', id, mapping, sample] as const,
  queryFn: ({ signal }) => api.post<WebhookPreview>(workspacePath(slug, `sources/${id}/mapping/preview`), { mapping, ...(sample === null ? {} : { sample }) }, { signal }),
});

/** What waits for repair of a source, by reason, and what was said of amounts. */
export const parkedOptions = (slug: string, id: string) => queryOptions({
  queryKey: ['w', slug, 'sources', 'parked', id] as const,
  queryFn: ({ signal }) => api.get<ParkedReport>(workspacePath(slug, `sources/${id}/parked`), { signal }),
});
export function startParkedAction(slug: string, id: string, code: string, action: 'retry' | 'discard'): Promise<ParkedActionStarted> {
  return api.post<ParkedActionStarted>(workspacePath(slug, `sources/${id}/parked/${action}`), { code });
}

/** Says under which name the amount comes now, or (null) that it may be missing, and plays again what waits for it. */
export function mendAmount(slug: string, id: string, field: string | null): Promise<ParkedActionStarted> {
  return api.post<ParkedActionStarted>(workspacePath(slug, `sources/${id}/parked/amount`), { field });
}

/** Takes back what was said of the amount of an event type. */
export function forgetAmount(slug: string, id: string, eventType: string): Promise<{ amounts: AmountWord[] }> {
  return api.post<{ amounts: AmountWord[] }>(workspacePath(slug, `sources/${id}/parked/amount/forget`), { eventType });
}

/** Marks everything about sources as old. */
export function refreshSources(queryClient: QueryClient, slug: string): void {
  void queryClient.invalidateQueries({ queryKey: sourcesKey(slug) });
  void queryClient.invalidateQueries({ queryKey: ['w', slug, 'sources'] });
}

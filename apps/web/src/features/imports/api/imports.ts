import type { CreateImport, Import, ImportMap, ImportPreview } from '@kelvin/contracts';
import { queryOptions, type QueryClient } from '@tanstack/react-query';
import { api } from '../../../shared/api/api.ts';
import { workspacePath } from '../../../shared/api/workspace.tsx';

const importsKey = (slug: string) => ['w', slug, 'imports'] as const;
const RUNNING: ReadonlySet<Import['status']> = new Set(['queued', 'reading', 'draining']);
const ASK_EVERY_MS = 1_500;

export function isRunning({ status }: Pick<Import, 'status'>): boolean {
  return RUNNING.has(status);
}

/** Imports of the workspace, newest first; asked again while one runs. */
export const importsOptions = (slug: string) => queryOptions({
  queryKey: [...importsKey(slug), 'list'] as const,
  queryFn: async ({ signal }) => (await api.get<{ items: Import[] }>(workspacePath(slug, 'imports'), { signal })).items,
  refetchInterval: (query) => (query.state.data?.some(isRunning) ? ASK_EVERY_MS : false),
});

export const importOptions = (slug: string, id: string) => queryOptions({
  queryKey: [...importsKey(slug), 'one', id] as const,
  queryFn: ({ signal }) => api.get<Import>(workspacePath(slug, `imports/${id}`), { signal }),
  refetchInterval: (query) => (query.state.data && isRunning(query.state.data) ? ASK_EVERY_MS : false),
});

/** The file's beginning with a guessed map. */
export const previewOptions = (slug: string, id: string) => queryOptions({
  queryKey: [...importsKey(slug), 'preview', id] as const,
  queryFn: ({ signal }) => api.get<ImportPreview>(workspacePath(slug, `imports/${id}/preview`), { signal }),
  staleTime: Number.POSITIVE_INFINITY,
});

/** What the first lines become with a map of the reader's own. */
export const sampleOptions = (slug: string, id: string, map: ImportMap) => queryOptions({
  queryKey: [...importsKey(slug), 'sample', id, map] as const,
  queryFn: ({ signal }) => api.post<ImportPreview>(workspacePath(slug, `imports/${id}/preview`), { map }, { signal }),
  staleTime: Number.POSITIVE_INFINITY,
});

export function createImport(slug: string, body: CreateImport): Promise<Import> {
  return api.post<Import>(workspacePath(slug, 'imports'), body);
}
export function startImport(slug: string, id: string, body: { map: ImportMap; asOf?: 'last_day' | 'now' }): Promise<Import> {
  return api.post<Import>(workspacePath(slug, `imports/${id}/start`), body);
}
export function cancelImport(slug: string, id: string): Promise<Import> {
  return api.post<Import>(workspacePath(slug, `imports/${id}/cancel`));
}
export function rejectedUrl(slug: string, id: string): string {
  return workspacePath(slug, `imports/${id}/rejected.csv`);
}

export function putImport(queryClient: QueryClient, slug: string, next: Import): void {
  queryClient.setQueryData([...importsKey(slug), 'one', next.id], next);
  void queryClient.invalidateQueries({ queryKey: [...importsKey(slug), 'list'] });
}

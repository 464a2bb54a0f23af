import type { Source } from '@kelvin/contracts';
import { queryOptions } from '@tanstack/react-query';
import { api } from './api.ts';
import { workspacePath } from './workspace.tsx';

export const sourcesKey = (slug: string) => ['w', slug, 'sources', 'list'] as const;

/** Every source of the workspace, with its figures. */
export const sourcesOptions = (slug: string) => queryOptions({
  queryKey: sourcesKey(slug),
  queryFn: async ({ signal }) => (await api.get<{ items: Source[] }>(workspacePath(slug, 'sources'), { signal })).items,
});

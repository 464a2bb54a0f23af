import type { EventType, Me, Source, UpdateWorkspace, Workspace, WorkspaceSettings } from '@kelvin/contracts';
import { queryOptions, type QueryClient } from '@tanstack/react-query';
import { api } from '../../../shared/api/api.ts';
import { meOptions } from '../../../shared/api/me.ts';
import { workspacePath } from '../../../shared/api/workspace.tsx';

/** Facts of the server's by which the steps of the setup count as done. */
export const setupOptions = (slug: string) => queryOptions({
  queryKey: ['w', slug, 'setup'] as const,
  queryFn: async ({ signal }) => {
    const [sources, types] = await Promise.all([
      api.get<{ items: Source[] }>(workspacePath(slug, 'sources'), { signal }),
      api.get<{ items: EventType[] }>(workspacePath(slug, 'event-types'), { signal }),
    ]);
    return {
      sources: sources.items.length,
      hasEvents: sources.items.some((source) => source.intakeTotal.received > 0),
      eventTypes: types.items.length,
      unconfirmed: types.items.filter((type) => !type.isConfirmed).length,
    };
  },
});

function keep(queryClient: QueryClient, workspace: Workspace): Workspace {
  queryClient.setQueryData(meOptions().queryKey, (me: Me | null | undefined) => {
    if (!me) return me;
    const isKnown = me.workspaces.some((one) => one.id === workspace.id);
    return { ...me, workspaces: isKnown ? me.workspaces.map((one) => (one.id === workspace.id ? workspace : one)) : [...me.workspaces, workspace] };
  });
  return workspace;
}

export async function createWorkspace(queryClient: QueryClient, settings: WorkspaceSettings): Promise<Workspace> {
  return keep(queryClient, await api.post<Workspace>('/api/workspaces', settings));
}

export async function updateWorkspace(queryClient: QueryClient, slug: string, changes: UpdateWorkspace): Promise<Workspace> {
  return keep(queryClient, await api.patch<Workspace>(`/api/w/${encodeURIComponent(slug)}`, changes));
}

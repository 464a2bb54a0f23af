import type { Me, UpdateWorkspace, Workspace, WorkspaceSettings } from '@kelvin/contracts';
import type { QueryClient } from '@tanstack/react-query';
import { api } from './api.ts';
import { meOptions } from './me.ts';

function keep(queryClient: QueryClient, workspace: Workspace): Workspace {
  queryClient.setQueryData(meOptions().queryKey, (me: Me | null | undefined) => {
    if (!me) return me;
    const isKnown = me.workspaces.some((one) => one.id === workspace.id);
    return { ...me, workspaces: isKnown ? me.workspaces.map((one) => (one.id === workspace.id ? workspace : one)) : [...me.workspaces, workspace] };
  });
  return workspace;
}

/** Makes a workspace of the signed-in person, who has it among his own at once. */
export async function createWorkspace(queryClient: QueryClient, settings: WorkspaceSettings): Promise<Workspace> {
  return keep(queryClient, await api.post<Workspace>('/api/workspaces', settings));
}

/** Changes settings of a workspace; every screen has the new ones at once. */
export async function updateWorkspace(queryClient: QueryClient, slug: string, changes: UpdateWorkspace): Promise<Workspace> {
  return keep(queryClient, await api.patch<Workspace>(`/api/w/${encodeURIComponent(slug)}`, changes));
}

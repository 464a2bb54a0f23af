import type { Permission, Workspace } from '@kelvin/contracts';
import { createContext, use, type ReactNode } from 'react';

const Context = createContext<Workspace | null>(null);

export function WorkspaceProvider({ workspace, children }: { workspace: Workspace; children: ReactNode }) {
  return <Context value={workspace}>{children}</Context>;
}

/** The workspace of the address, or the one worked in last; null for somebody who has none. */
export function useWorkspaceOrNull(): Workspace | null {
  return use(Context);
}

/** The workspace of the address. */
export function useWorkspace(): Workspace {
  const workspace = use(Context);
  if (!workspace) throw new Error('useWorkspace needs a page below /w/:workspace');
  return workspace;
}

/** Whether the reader's role may do this here. The server decides again. */
export function useCan(permission: Permission): boolean {
  return useWorkspace().permissions.includes(permission);
}

/** Path of the workspace's part of the API. */
export function workspacePath(slug: string, rest: string): string {
  return `/api/w/${encodeURIComponent(slug)}/${rest}`;
}

import type { Me, Workspace } from '@kelvin/contracts';

const STORAGE_KEY = 'kelvin.workspace';

/** Remembers the workspace on this browser. */
export function rememberWorkspace(slug: string): void {
  localStorage.setItem(STORAGE_KEY, slug);
}

/** The workspace worked in last on this browser, else the first; null when there is none. */
export function lastWorkspace(me: Me): Workspace | null {
  const slug = localStorage.getItem(STORAGE_KEY);
  return me.workspaces.find((one) => one.slug === slug) ?? me.workspaces[0] ?? null;
}

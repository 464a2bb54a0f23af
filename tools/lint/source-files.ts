import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The folders that boundaries are about. */
export const PRODUCT_FOLDERS = ['apps', 'libs', 'migrations'] as const;
/** Programs around the product. */
export const TOOL_FOLDERS = ['tools', 'bench', 'e2e'] as const;

const SKIPPED = new Set(['node_modules', 'dist', 'coverage']);

/** Every TypeScript file below some folders of a tree, as paths relative to it, sorted; missing folders hold none. */
export function listSourceFiles(root: string, folders: readonly string[]): string[] {
  const found: string[] = [];
  const visit = (folder: string) => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      if (SKIPPED.has(entry.name)) continue;
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) visit(path);
      else if (/\.tsx?$/.test(entry.name)) found.push(path);
    }
  };
  const present = new Set(readdirSync(root));
  folders.filter((folder) => present.has(folder)).forEach(visit);
  return found.sort();
}

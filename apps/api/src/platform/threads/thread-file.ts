/** How Node reads our TypeScript where nothing was built; a thread does not inherit it from a test runner. */
export const WITH_TYPESCRIPT: readonly string[] = ['--enable-source-maps', '--import', '@oxc-node/core/register'];

/**
 * The file that a thread runs: `<name>.ts` beside the module that starts it, or `<name>.js` beside the built one. Each
 * such file is an entry of its own in `apps/api/vite.config.ts`.
 *
 * @param startedBy `import.meta.url` of the module that starts it
 */
export function threadFile(name: string, startedBy: string): URL {
  const extension = new URL(startedBy).pathname.endsWith('.ts') ? 'ts' : 'js';
  return new URL(`./${name}.${extension}`, startedBy);
}

import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const repository = fileURLToPath(new URL('../../', import.meta.url));

/**
 * Production build of the server: our own code (workspace packages and migrations included), beside
 * the installed dependencies, which stay where they are. Decorator metadata comes from tsconfig.json.
 */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  logLevel: 'warn',
  ssr: { noExternal: [/^@kelvin\//] },
  build: {
    ssr: true,
    outDir: `${repository}dist/apps/api`,
    emptyOutDir: true,
    target: 'node20',
    minify: false,
    sourcemap: true,
    rolldownOptions: {
      input: { main: `${repository}apps/api/src/main.ts`, 'stop-database': `${repository}apps/api/src/platform/db/embedded/stop-database.ts` },
      output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
    },
  },
});

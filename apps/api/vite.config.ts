import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const repository = fileURLToPath(new URL('../../', import.meta.url));

/** The commit that is built, kept with every model that it trains; an unpacked archive has none. */
function findRevision(): string {
  try {
    return execFileSync('git', ['rev-parse', '--short=12', 'HEAD'], { cwd: repository, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return 'unknown';
  }
}

/**
 * Production build of the server: our own code (workspace packages and migrations included), beside
 * the installed dependencies, which stay where they are. Decorator metadata comes from tsconfig.json.
 */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  logLevel: 'warn',
  define: { KELVIN_CODE_REVISION: JSON.stringify(findRevision()) },
  ssr: { noExternal: [/^@kelvin\//] },
  build: {
    ssr: true,
    outDir: `${repository}dist/apps/api`,
    emptyOutDir: true,
    target: 'node20',
    minify: false,
    sourcemap: true,
    rolldownOptions: {
      input: {
        main: `${repository}apps/api/src/main.ts`,
        'stop-database': `${repository}apps/api/src/platform/db/embedded/stop-database.ts`,
        // Threads, each resolved by `threadFile` beside whoever starts it.
        'training.worker': `${repository}apps/api/src/modules/model-training/training.worker.ts`,
      },
      output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
    },
  },
});

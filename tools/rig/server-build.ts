import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const REPOSITORY = fileURLToPath(new URL('../../', import.meta.url));

/** The server as it would be delivered, in a folder of its own. */
export interface ServerBuild {
  /** File that Node runs. */
  readonly main: string;
  remove(): void;
}

/**
 * Builds the server for one run. Not into `dist/apps`: a build that somebody makes meanwhile would change the program
 * under the processes that are started, killed and started again.
 */
export async function buildServer(): Promise<ServerBuild> {
  const folder = join(REPOSITORY, 'dist', `rig-${process.pid}`);
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  // Also when the run is broken off.
  process.once('exit', remove);
  const child = spawn(process.execPath, [
    join(REPOSITORY, 'node_modules', 'vite', 'bin', 'vite.js'), 'build', 'apps/api', '--config', 'apps/api/vite.config.ts', '--outDir', folder, '--logLevel', 'warn',
  ], { cwd: REPOSITORY, stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, NODE_ENV: 'production', VITE_CONFIG_NATIVE_IGNORE_WARNING: 'true' } });
  const code = await new Promise<number | null>((ended, failed) => child.once('error', failed).once('exit', ended));
  if (code !== 0) {
    remove();
    throw new Error('The server could not be built; the reason stands above.');
  }
  return { main: join(folder, 'main.js'), remove };
}

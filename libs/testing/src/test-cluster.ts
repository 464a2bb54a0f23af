import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../../../apps/api/src/platform/db/embedded/embedded-postgres.ts';
import { findPostmaster } from '../../../apps/api/src/platform/db/embedded/postmaster-file.ts';
import { identityOf } from '../../../apps/api/src/platform/db/embedded/process-mark.ts';

const PREFIX = 'kelvin-test-';

/** An embedded server for one test run; stopping it removes all of it. Its owner URL names a database that nobody uses. */
export async function startTestCluster(): Promise<EmbeddedPostgres> {
  const dataDir = await mkdtemp(join(tmpdir(), `${PREFIX}${identityOf(process.pid) ?? process.pid}_`));
  // Root's server runs as another user, who must be able to enter.
  await chmod(dataDir, 0o755);
  const silent = () => undefined;
  const server = await startEmbeddedPostgres({
    dataDir, isThrowAway: true,
    log: { info: silent, warn: silent, error: (facts, message) => void process.stderr.write(`${message}: ${String(facts.reason)}\n`) },
  });
  return {
    ...server,
    stop: async () => {
      await server.stop();
      await rm(server.clusterDir, { recursive: true, force: true });
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** Stops and removes servers of test runs that were killed before they could do it themselves. */
export async function clearDeadTestClusters(): Promise<void> {
  for (const entry of await readdir(tmpdir())) {
    const creator = entry.startsWith(PREFIX) ? entry.slice(PREFIX.length).split('_')[0] ?? '' : '';
    if (creator === '' || identityOf(Number.parseInt(creator, 10)) === creator) continue;
    const folder = join(tmpdir(), entry);
    try {
      const left = await findPostmaster(join(folder, 'postgres', 'pgdata'));
      // Immediate mode: nothing in there is worth writing down.
      if (left) process.kill(left.pid, 'SIGQUIT');
      await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    } catch {
      // Another user's run: not ours to clear.
    }
  }
}

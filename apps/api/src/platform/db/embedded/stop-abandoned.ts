import { openDataFolder } from './data-folder.ts';
import { findPostgres } from './postgres-binaries.ts';
import { findPostmaster } from './postmaster-file.ts';
import { countUsers, withStartLock } from './process-mark.ts';
import { stopServer } from './server-process.ts';

/** Stops the server of a data folder when every process that used it is dead; says whether it did. */
export async function stopAbandonedServer(dataDir: string): Promise<boolean> {
  const folder = await openDataFolder(dataDir);
  return withStartLock(folder.clusterDir, async () => {
    if (!(await findPostmaster(folder.pgdata)) || (await countUsers(folder.clusterDir)) > 0) return false;
    await stopServer(folder, await findPostgres(folder.sharedDir, folder.clusterDir));
    return true;
  });
}

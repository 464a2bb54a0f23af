import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { OWNER_ROLE } from '../../apps/api/src/platform/db/embedded/cluster.ts';
import { openDataFolder, type DataFolder } from '../../apps/api/src/platform/db/embedded/data-folder.ts';
import { startEmbeddedPostgres } from '../../apps/api/src/platform/db/embedded/embedded-postgres.ts';
import { findPostmaster } from '../../apps/api/src/platform/db/embedded/postmaster-file.ts';
import { stopAbandonedServer } from '../../apps/api/src/platform/db/embedded/stop-abandoned.ts';

const DATABASE_NAME = 'kelvin';

/** A data folder of one run and the embedded server in it, seen from outside: its processes start the server, we look in. */
export class Installation {
  private constructor(private readonly folder: DataFolder) {}

  get dataDir(): string {
    return this.folder.dataDir;
  }

  static async make(): Promise<Installation> {
    const dataDir = await mkdtemp(join(tmpdir(), 'kelvin-rig-'));
    // Root's database server runs as another user, who must be able to enter.
    await chmod(dataDir, 0o755);
    return new Installation(await openDataFolder(dataDir));
  }

  /** Number of the running postmaster, or null while there is none. */
  async postmasterPid(): Promise<number | null> {
    return (await findPostmaster(this.folder.pgdata))?.pid ?? null;
  }

  async ownerUrl(database = DATABASE_NAME): Promise<string> {
    const server = await findPostmaster(this.folder.pgdata);
    if (!server) throw new Error('The embedded database does not run.');
    return `postgres://${OWNER_ROLE}:${this.folder.secrets.databasePassword}@127.0.0.1:${server.port}/${database}`;
  }

  /** Starts the server, or joins it, and keeps it up between the processes that use it. Answers how to give it up. */
  async hold(): Promise<() => Promise<void>> {
    const silent = () => undefined;
    const server = await startEmbeddedPostgres({ dataDir: this.dataDir, log: { info: silent, warn: silent, error: silent } });
    return () => server.stop();
  }

  /** Connects as the owner, who sees every workspace. The caller ends the connection. */
  async connect(database = DATABASE_NAME): Promise<pg.Client> {
    const client = new pg.Client({ connectionString: await this.ownerUrl(database), application_name: 'kelvin_rig' });
    // A killed server is what some runs are about; the next query says it again.
    client.on('error', () => undefined);
    await client.connect();
    return client;
  }

  /** Stops the server when its last process is gone, and removes everything. */
  async remove(): Promise<void> {
    // A server that was killed moments ago may still be on its way down or up.
    for (let attempt = 0; attempt < 20 && (await this.postmasterPid()) !== null; attempt += 1) {
      await stopAbandonedServer(this.dataDir);
      await sleep(100);
    }
    await rm(this.folder.clusterDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    await rm(this.dataDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}

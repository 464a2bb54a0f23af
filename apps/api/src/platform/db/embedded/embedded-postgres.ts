import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { ensureCluster, OWNER_ROLE } from './cluster.ts';
import { checkFreeSpace, openDataFolder, type DataFolder } from './data-folder.ts';
import type { EmbeddedLog } from './embedded-log.ts';
import { databasePortTaken, dataFolderBroken } from './embedded.errors.ts';
import { choosePort, isPortFree } from './free-port.ts';
import { findPostgres, type PostgresBinaries } from './postgres-binaries.ts';
import { findPostmaster, type Postmaster } from './postmaster-file.ts';
import { addUser, removeUser, userName, withStartLock } from './process-mark.ts';
import { superviseServer } from './server-supervisor.ts';
import { startServer, stopServer, waitUntilReady } from './server-process.ts';
import { SERVER_SETTINGS, THROW_AWAY_SETTINGS } from './server-settings.ts';

const DATABASE_NAME = 'kelvin';

/** What to start. */
export interface EmbeddedPostgresOptions {
  /** The installation's data folder; made when missing. */
  readonly dataDir: string;
  readonly log: EmbeddedLog;
  /** A fixed port on 127.0.0.1; without it the last one is used again, or a free one found. */
  readonly port?: number;
  /** For tests: nothing survives a power cut, everything is faster. Never for data that matters. */
  readonly isThrowAway?: boolean;
}

/** A running embedded server, shared by every process that opened the same data folder. */
export interface EmbeddedPostgres {
  /** The owner's address of database `kelvin`; holds until `stop`, also across a crash of the server. */
  readonly ownerUrl: string;
  /** 64 hex digits, kept in the data folder: the root of the keys for credentials and sessions. */
  readonly masterSecret: string;
  /** Where the cluster lies: inside the data folder, except when root runs it for a hidden folder. */
  readonly clusterDir: string;
  /** Gives the server up; the last user stops it. Safe to call twice. */
  stop(): Promise<void>;
}

let opened = 0;

/**
 * Starts the embedded PostgreSQL of a data folder, or joins the one that already runs there.
 *
 * A server that dies is started again on the same port, so a pool of connections recovers by itself. Every
 * expected failure is an `AppError` whose sentence says what to do.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { log, isThrowAway = false } = options;
  const folder = await openDataFolder(options.dataDir);
  const binaries = await findPostgres(folder.sharedDir, folder.clusterDir);
  const settings = isThrowAway ? { ...SERVER_SETTINGS, ...THROW_AWAY_SETTINGS } : SERVER_SETTINGS;
  opened += 1;
  const user = userName(opened);
  const begun = performance.now();
  const { postmaster, wasRunning } = await withStartLock(folder.clusterDir, async () => {
    await addUser(folder.clusterDir, user);
    const isNew = await ensureCluster(folder, binaries, isThrowAway);
    const running = await joinRunning(folder);
    const server = running ?? (await launchOnFreePort(folder, binaries, settings, options.port));
    await ensureDatabase(folder, server.port);
    if (isNew) log.info({ folder: folder.clusterDir }, 'Embedded database created');
    return { postmaster: server, wasRunning: running !== null };
  });
  log.info({ port: postmaster.port, wasRunning, durationMs: Math.round(performance.now() - begun), origin: binaries.origin }, 'Embedded database ready');

  const supervision = superviseServer(postmaster, log, () =>
    withStartLock(folder.clusterDir, async () => (await joinRunning(folder)) ?? startServer(folder, binaries, postmaster.port, settings)));
  let stopping: Promise<void> | null = null;
  const stop = async () => {
    await supervision.end();
    await withStartLock(folder.clusterDir, async () => {
      const others = await removeUser(folder.clusterDir, user);
      if (others === 0) await stopServer(folder, binaries);
      log.info({ others }, others === 0 ? 'Embedded database stopped' : 'Embedded database left running for its other users');
    });
  };
  return {
    ownerUrl: ownerUrl(folder, postmaster.port, DATABASE_NAME),
    masterSecret: folder.secrets.masterSecret,
    clusterDir: folder.clusterDir,
    stop: () => (stopping ??= stop()),
  };
}

async function joinRunning(folder: DataFolder): Promise<Postmaster | null> {
  return (await findPostmaster(folder.pgdata)) ? waitUntilReady(folder.pgdata) : null;
}

async function launchOnFreePort(
  folder: DataFolder, binaries: PostgresBinaries, settings: Readonly<Record<string, string>>, fixedPort: number | undefined,
): Promise<Postmaster> {
  await checkFreeSpace(folder.clusterDir);
  if (fixedPort !== undefined && !(await isPortFree(fixedPort))) throw databasePortTaken(fixedPort);
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await startServer(folder, binaries, fixedPort ?? (await choosePort(folder.clusterDir)), settings);
    } catch (error) {
      // Somebody took the port between our look and the server's; another one is as good.
      const isTaken = (error as { code?: string }).code === 'database.port_taken';
      if (!isTaken || fixedPort !== undefined || attempt === 3) throw error;
      await sleep(50);
    }
  }
}

async function ensureDatabase(folder: DataFolder, port: number): Promise<void> {
  const client = new Client({ connectionString: ownerUrl(folder, port, 'postgres') });
  try {
    await client.connect();
  } catch (error) {
    // 28P01, wrong password: the cluster was made with other secrets than the folder holds.
    if ((error as { code?: string }).code === '28P01') throw dataFolderBroken(folder.dataDir, 'its database has another password than secrets.json', error);
    throw error;
  }
  try {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [DATABASE_NAME]);
    if (!rowCount) await client.query(`CREATE DATABASE ${DATABASE_NAME} OWNER ${OWNER_ROLE}`);
  } finally {
    await client.end();
  }
}

function ownerUrl(folder: DataFolder, port: number, database: string): string {
  return `postgres://${OWNER_ROLE}:${folder.secrets.databasePassword}@127.0.0.1:${port}/${database}`;
}

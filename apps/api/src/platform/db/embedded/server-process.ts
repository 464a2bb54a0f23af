import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { readFile, stat, truncate } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DataFolder } from './data-folder.ts';
import { cannotLeaveRoot, dataFolderBroken, databasePortTaken, diskFull, postgresDidNotStart } from './embedded.errors.ts';
import { findPostmaster, removeDeadPostmaster, type Postmaster } from './postmaster-file.ts';
import type { PostgresBinaries } from './postgres-binaries.ts';
import { cleanEnvironment, runToEnd } from './run-as.ts';
import { toArguments } from './server-settings.ts';

const POLL_MS = 20;
const LOG_LIMIT_BYTES = 8 * 1024 * 1024;
/** Recovery replays at most `max_wal_size`; ten minutes is far beyond that on any disk that works. */
const READY_TIMEOUT_MS = 600_000;
/** How long the children of a killed server may take to let go of its shared memory. */
const RELEASE_TIMEOUT_MS = 20_000;
const STOP_TIMEOUT_SECONDS = 60;

/** Starts the server in a session of its own, so that Ctrl-C reaches Kelvin first; returns when it answers. Under the lock of starts. */
export async function startServer(
  folder: DataFolder, binaries: PostgresBinaries, port: number, settings: Readonly<Record<string, string>>,
): Promise<Postmaster> {
  for (const deadline = Date.now() + RELEASE_TIMEOUT_MS; ; await sleep(100)) {
    const outcome = await launch(folder, binaries, port, settings);
    if (typeof outcome !== 'string') return outcome;
    // The server was killed and its children have not noticed yet: they will within moments.
    if (!/pre-existing shared memory block/.test(outcome) || Date.now() > deadline) throw explainLog(outcome, folder, port);
  }
}

async function launch(
  folder: DataFolder, binaries: PostgresBinaries, port: number, settings: Readonly<Record<string, string>>,
): Promise<Postmaster | string> {
  await removeDeadPostmaster(folder.pgdata);
  const logged = await stat(folder.logFile).then((info) => info.size, () => 0);
  if (logged > LOG_LIMIT_BYTES) await truncate(folder.logFile);
  const from = logged > LOG_LIMIT_BYTES ? 0 : logged;
  // A file, not a pipe: the server may outlive us, and must not die of writing to a closed pipe.
  const log = openSync(folder.logFile, 'a', 0o644);
  let exited: Error | number | null = null;
  try {
    const child = spawn(binaries.postgres, ['-D', folder.pgdata, '-p', String(port), ...toArguments(settings)], {
      ...folder.runAs, env: cleanEnvironment(), cwd: folder.clusterDir, detached: true, stdio: ['ignore', log, log],
    });
    child.once('error', (error) => { exited = error; });
    child.once('exit', (code) => { exited ??= code ?? -1; });
    child.unref();
    for (const deadline = Date.now() + READY_TIMEOUT_MS; Date.now() < deadline; await sleep(POLL_MS)) {
      if (exited !== null) break;
      const postmaster = await findPostmaster(folder.pgdata);
      if (postmaster?.isReady && postmaster.pid === child.pid) return postmaster;
    }
  } finally {
    closeSync(log);
  }
  const failure = exited as Error | number | null;
  if (failure instanceof Error) throw (failure as NodeJS.ErrnoException).code === 'EPERM' ? cannotLeaveRoot(failure) : failure;
  return (await readFile(folder.logFile)).subarray(from).toString('utf8');
}

/** Waits for a server that another process started; null when it died instead of becoming ready. */
export async function waitUntilReady(pgdata: string): Promise<Postmaster | null> {
  for (const deadline = Date.now() + READY_TIMEOUT_MS; Date.now() < deadline; await sleep(POLL_MS)) {
    const postmaster = await findPostmaster(pgdata);
    if (!postmaster || postmaster.isReady) return postmaster;
  }
  return null;
}

/**
 * Stops the server in fast mode: open transactions are rolled back and everything is written, so that the next
 * start needs no recovery. A server that does not obey is stopped at once; its log then repairs it.
 */
export async function stopServer(folder: DataFolder, binaries: PostgresBinaries): Promise<void> {
  const stop = (mode: string) => runToEnd(
    binaries.pgCtl, ['stop', '-D', folder.pgdata, '-m', mode, '-w', '-t', String(STOP_TIMEOUT_SECONDS)], folder.runAs, folder.clusterDir);
  if ((await stop('fast')).code === 0 || !(await findPostmaster(folder.pgdata))) return;
  await stop('immediate');
}

function explainLog(log: string, folder: DataFolder, port: number): Error {
  if (/No space left on device|Disk quota exceeded/.test(log)) return diskFull(folder.clusterDir);
  if (/could not bind|Address already in use/.test(log)) return databasePortTaken(port);
  const damage = /(?:FATAL|PANIC):\s+(.*(?:invalid|could not (?:open|read|locate|find|access)|corrupt|checkpoint|permissions).*)/.exec(log)?.[1];
  if (damage) return dataFolderBroken(folder.pgdata, damage.trim());
  return postgresDidNotStart(log.trim().split('\n').slice(-3).join(' '), folder.logFile);
}

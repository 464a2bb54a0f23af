import { readFile, readlink, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { identityOf } from './process-mark.ts';

/** What a running server writes about itself into its data folder (`postmaster.pid`, one fact a line). */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  /** Starting and recovering servers are alive, but do not answer yet. */
  readonly isReady: boolean;
}

const fileOf = (pgdata: string): string => join(pgdata, 'postmaster.pid');

/** The living server of a data folder, or null. */
export async function findPostmaster(pgdata: string): Promise<Postmaster | null> {
  const lines = await readLines(pgdata);
  const pid = Number(lines[0]);
  if (!pid || !(await isServer(pid))) return null;
  return { pid, port: Number(lines[3]), isReady: lines[7] === 'ready' };
}

/**
 * Removes the file that a dead server has left: PostgreSQL would refuse to start beside it where another program carries the
 * number by now. Only for who is about to start a server, under the lock of starts: for anybody else the file may be that of
 * a new server, which would not outlive it.
 */
export async function removeDeadPostmaster(pgdata: string): Promise<void> {
  const pid = Number((await readLines(pgdata))[0]);
  if (pid && !(await isServer(pid))) await rm(fileOf(pgdata), { force: true });
}

async function readLines(pgdata: string): Promise<string[]> {
  return (await readFile(fileOf(pgdata), 'utf8').catch(() => '')).split('\n').map((line) => line.trim());
}

async function isServer(pid: number): Promise<boolean> {
  return identityOf(pid) !== null && isPostgres(pid);
}

async function isPostgres(pid: number): Promise<boolean> {
  if (process.platform !== 'linux') return true;
  const name = await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => null);
  if (name !== null) return name.startsWith('postgres');
  return readlink(`/proc/${pid}/exe`).then((program) => program.includes('postgres'), () => true);
}

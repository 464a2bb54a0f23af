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

/**
 * The living server of a data folder, or null. A file left by a dead server, whose number another program may
 * carry by now, is removed: PostgreSQL would refuse to start beside it.
 */
export async function findPostmaster(pgdata: string): Promise<Postmaster | null> {
  const file = join(pgdata, 'postmaster.pid');
  const lines = (await readFile(file, 'utf8').catch(() => '')).split('\n').map((line) => line.trim());
  const pid = Number(lines[0]);
  if (!pid) return null;
  if (identityOf(pid) === null || !(await isPostgres(pid))) {
    await rm(file, { force: true });
    return null;
  }
  return { pid, port: Number(lines[3]), isReady: lines[7] === 'ready' };
}

async function isPostgres(pid: number): Promise<boolean> {
  if (process.platform !== 'linux') return true;
  const name = await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => null);
  if (name !== null) return name.startsWith('postgres');
  return readlink(`/proc/${pid}/exe`).then((program) => program.includes('postgres'), () => true);
}

import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { link, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const USERS_FOLDER = 'users';
const LOCK_FILE = 'start.lock';
const LOCK_POLL_MS = 50;

/**
 * A name for one living process, or null when there is none with this number.
 *
 * Process numbers are used again (in containers at once), so on Linux the name carries the start time too;
 * a dead process that nobody has collected yet counts as dead.
 */
export function identityOf(pid: number): string | null {
  if (!Number.isInteger(pid) || pid <= 0) return null;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return null;
  }
  if (process.platform !== 'linux') return `${pid}`;
  try {
    // The program's name stands in brackets and may hold spaces: count the fields after the last bracket.
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const [state, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return state === 'Z' || state === 'X' ? null : `${pid}-${rest[18]}`;
  } catch {
    return null;
  }
}

function isAlive(identity: string): boolean {
  return identityOf(Number.parseInt(identity, 10)) === identity;
}

/** Notes that this process uses the server. Counted per call, so that one process may open it twice. */
export async function addUser(clusterDir: string, name: string): Promise<void> {
  await mkdir(join(clusterDir, USERS_FOLDER), { recursive: true });
  await writeFile(join(clusterDir, USERS_FOLDER, name), '');
}

/** Takes the note away and says how many living users remain. */
export async function removeUser(clusterDir: string, name: string): Promise<number> {
  await rm(join(clusterDir, USERS_FOLDER, name), { force: true });
  return countUsers(clusterDir);
}

/** How many living users the server has; notes of dead processes are cleared on the way. */
export async function countUsers(clusterDir: string): Promise<number> {
  const folder = join(clusterDir, USERS_FOLDER);
  let living = 0;
  for (const other of await readdir(folder).catch(() => [])) {
    if (isAlive(other.slice(0, other.lastIndexOf('.')))) living += 1;
    else await rm(join(folder, other), { force: true });
  }
  return living;
}

/** A name for one use of the server by this process. */
export function userName(count: number): string {
  return `${identityOf(process.pid) ?? process.pid}.${count}`;
}

/**
 * Runs `work` while no other process starts or stops the same server. A lock left by a dead process is taken over.
 */
export async function withStartLock<T>(clusterDir: string, work: () => Promise<T>): Promise<T> {
  const file = join(clusterDir, LOCK_FILE);
  await takeLock(file);
  try {
    return await work();
  } finally {
    await rm(file, { force: true });
  }
}

async function takeLock(file: string): Promise<void> {
  while (!(await makeLock(file))) {
    await sleep(LOCK_POLL_MS);
    await clearDeadLock(file);
  }
}

/** False: somebody has it. The file comes into being with its holder's name in it, so that one without is of nobody who lives. */
async function makeLock(file: string): Promise<boolean> {
  const draft = `${file}.${randomUUID()}`;
  try {
    await writeFile(draft, identityOf(process.pid) ?? `${process.pid}`);
    await link(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return false;
  } finally {
    await rm(draft, { force: true });
  }
}

/**
 * Removes a lock whose holder is dead. Between the look and the removal another starter could do the same and take the lock,
 * which would then be removed from under it: so only who holds a further lock, taken in the same way, may remove one.
 */
async function clearDeadLock(file: string): Promise<void> {
  if (!(await isDeadLock(file))) return;
  const clearing = `${file}.clearing`;
  await takeLock(clearing);
  try {
    if (await isDeadLock(file)) await rm(file, { force: true });
  } finally {
    await rm(clearing, { force: true });
  }
}

async function isDeadLock(file: string): Promise<boolean> {
  const holder = await readFile(file, 'utf8').catch(() => null);
  return holder !== null && !isAlive(holder);
}

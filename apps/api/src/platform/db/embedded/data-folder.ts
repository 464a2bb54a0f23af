import { createHash } from 'node:crypto';
import { access, chown, constants, mkdir, readFile, rename, stat, statfs, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { dataFolderBroken, dataFolderNotUsable, diskFull } from './embedded.errors.ts';
import { withStartLock } from './process-mark.ts';
import { canOthersEnter, unprivilegedUser, type RunAs } from './run-as.ts';
import { createSecrets, findSecrets, type InstallationSecrets } from './secrets-file.ts';

const SYSTEM_ROOT = '/var/lib/kelvin';
/** initdb writes 40 MB and the first WAL files 64 MB more; below this a start only half succeeds. */
const LEAST_FREE_BYTES = 200 * 1024 * 1024;
const INSTALLATION_FILE = 'kelvin-installation';

/** Where things of one installation lie and who runs its database. */
export interface DataFolder {
  readonly dataDir: string;
  /** Holds `pgdata`, the log and the user marks; owned by the user who runs the server. */
  readonly clusterDir: string;
  readonly pgdata: string;
  readonly logFile: string;
  readonly runAs: RunAs;
  /** A folder that the other user can enter, for a copy of the binaries; null when the server runs as us. */
  readonly sharedDir: string | null;
  readonly secrets: InstallationSecrets;
}

/**
 * Opens the data folder, making it and its secrets on the first start.
 *
 * Root cannot run PostgreSQL, so the cluster belongs to `nobody` then, and moves to
 * `/var/lib/kelvin/<hash of the path>` when `nobody` could not reach the folder itself.
 */
export async function openDataFolder(path: string): Promise<DataFolder> {
  const dataDir = resolve(path);
  await makeFolder(dataDir);
  const isRoot = process.getuid?.() === 0;
  const isHidden = isRoot && !(await canOthersEnter(dataDir));
  const clusterDir = isHidden ? join(SYSTEM_ROOT, hashOf(dataDir)) : join(dataDir, 'postgres');
  // Two first starts at once must agree on one set of secrets.
  const secrets = await withStartLock(dataDir, () => openSecrets(dataDir, clusterDir, isHidden));
  await makeFolder(clusterDir);
  await writeFile(join(clusterDir, INSTALLATION_FILE), secrets.installationId, { mode: 0o644 }).catch((error) => explain(error, clusterDir));
  const runAs = isRoot ? await giveAway(clusterDir) : null;
  const pgdata = join(clusterDir, 'pgdata');
  const logFile = join(clusterDir, 'postgres.log');
  return { dataDir, clusterDir, pgdata, logFile, runAs, sharedDir: isRoot ? SYSTEM_ROOT : null, secrets };
}

/** Throws the disk-full sentence when the disk under `folder` has no room for a working database. */
export async function checkFreeSpace(folder: string): Promise<void> {
  const disk = await statfs(folder).catch(() => null);
  if (disk && disk.bavail * disk.bsize < LEAST_FREE_BYTES) throw diskFull(folder);
}

async function openSecrets(dataDir: string, clusterDir: string, isHidden: boolean): Promise<InstallationSecrets> {
  const existing = await findSecrets(dataDir).catch((error) => explain(error, dataDir));
  const installed = (await readFile(join(clusterDir, INSTALLATION_FILE), 'utf8').catch(() => '')).trim();
  if (existing && (installed === '' || installed === existing.installationId)) return existing;
  const hasCluster = await stat(join(clusterDir, 'pgdata')).then(() => true, () => false);
  if (hasCluster) {
    if (!isHidden) throw dataFolderBroken(dataDir, existing ? 'its database belongs to other secrets' : 'it has a database but no secrets.json');
    // Somebody deleted the visible folder to start empty: what it left behind is kept, out of the way.
    await rename(clusterDir, `${clusterDir}.left-${installed || 'unknown'}`);
  }
  return existing ?? createSecrets(dataDir).catch((error) => explain(error, dataDir));
}

async function giveAway(clusterDir: string): Promise<RunAs> {
  const owner = await stat(clusterDir);
  // A folder that an ordinary user made stays theirs: the server then runs as that user.
  if (owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const nobody = await unprivilegedUser();
  await chown(clusterDir, nobody.uid, nobody.gid);
  return nobody;
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o755 });
    await access(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    explain(error, folder);
  }
}

/** Turns what the file system says into a sentence that says what to do; anything else is thrown on as it is. */
function explain(error: unknown, folder: string): never {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'ENOSPC' || code === 'EDQUOT') throw diskFull(folder, error);
  if (code === 'EEXIST' || code === 'ENOTDIR') throw dataFolderNotUsable(folder, 'it is a file, not a folder', error);
  if (code === 'EACCES' || code === 'EPERM') throw dataFolderNotUsable(folder, 'this user may not write there', error);
  if (code === 'ENOENT') throw dataFolderNotUsable(folder, 'it cannot be made there', error);
  if (code === 'EROFS') throw dataFolderNotUsable(folder, 'it is on a read-only disk', error);
  throw error;
}

function hashOf(path: string): string {
  return createHash('sha256').update(path).digest('hex').slice(0, 16);
}

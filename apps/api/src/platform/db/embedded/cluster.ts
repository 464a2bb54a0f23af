import { chown, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checkFreeSpace, type DataFolder } from './data-folder.ts';
import { dataFolderBroken, diskFull, postgresDidNotStart, wrongMajorVersion } from './embedded.errors.ts';
import type { PostgresBinaries } from './postgres-binaries.ts';
import { runToEnd } from './run-as.ts';

/** The superuser of an embedded server: owns the schema and runs the migrations. */
export const OWNER_ROLE = 'kelvin_owner';

/**
 * Makes the cluster on the first start and checks an existing one; says whether it made one.
 *
 * Built under another name and renamed, so that a start killed halfway leaves nothing that looks whole. The
 * builtin locale provider sorts the same on every machine, whatever libraries it has.
 */
export async function ensureCluster(folder: DataFolder, binaries: PostgresBinaries, isThrowAway: boolean): Promise<boolean> {
  if (await isDirectory(folder.pgdata)) {
    await checkCluster(folder.pgdata, binaries.major);
    return false;
  }
  await checkFreeSpace(folder.clusterDir);
  const draft = `${folder.pgdata}.new`;
  const passwordFile = join(folder.clusterDir, 'password.new');
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { mode: 0o700 });
  await writeFile(passwordFile, folder.secrets.databasePassword, { mode: 0o600 });
  if (folder.runAs) {
    await chown(draft, folder.runAs.uid, folder.runAs.gid);
    await chown(passwordFile, folder.runAs.uid, folder.runAs.gid);
  }
  const { code, output } = await runToEnd(binaries.initdb, [
    '-D', draft, '-U', OWNER_ROLE, '--auth=scram-sha-256', `--pwfile=${passwordFile}`, '--encoding=UTF8',
    '--locale-provider=builtin', '--locale=C.UTF-8', '--no-instructions',
    // Commits wait while a new WAL file is filled with zeros: 14 ms for the usual 16 MB.
    '--wal-segsize=4', ...(isThrowAway ? ['--no-sync'] : []),
  ], folder.runAs, folder.clusterDir);
  await rm(passwordFile, { force: true });
  if (code !== 0) {
    await writeFile(folder.logFile, `${output}\n`, { flag: 'a' }).catch(() => undefined);
    await rm(draft, { recursive: true, force: true });
    if (/No space left on device|Disk quota exceeded/.test(output)) throw diskFull(folder.clusterDir);
    throw postgresDidNotStart(output.split('\n').slice(-3).join(' '), folder.logFile);
  }
  await rename(draft, folder.pgdata);
  return true;
}

async function checkCluster(pgdata: string, ourMajor: string): Promise<void> {
  const version = (await readFile(join(pgdata, 'PG_VERSION'), 'utf8').catch(() => '')).trim();
  if (version === '') throw dataFolderBroken(pgdata, 'PG_VERSION is missing');
  if (version !== ourMajor) throw wrongMajorVersion(pgdata, version, ourMajor);
  const control = await stat(join(pgdata, 'global', 'pg_control')).catch(() => null);
  if (!control?.size) throw dataFolderBroken(pgdata, 'global/pg_control is missing');
}

async function isDirectory(path: string): Promise<boolean> {
  return stat(path).then((info) => info.isDirectory(), () => false);
}

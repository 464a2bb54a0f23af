import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Sentence } from './say.mjs';

/** The top folder of the project. */
export const REPOSITORY = fileURLToPath(new URL('../../', import.meta.url));

const LEAST_NODE = [20, 19];
const NOT_SOURCES = new Set(['node_modules', 'dist', '.git', 'fixtures', 'golden']);

/** Stops early, in words, on a Node that cannot run the project. */
export function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > LEAST_NODE[0] || (major === LEAST_NODE[0] && minor >= LEAST_NODE[1])) return;
  throw new Sentence(`Kelvin needs Node ${LEAST_NODE.join('.')} or later, and this is ${process.versions.node}. Install a newer Node from https://nodejs.org and start again.`);
}

/** Takes settings from a file `.env`, when there is one; what the environment already says wins. */
export function loadSettings() {
  try {
    process.loadEnvFile(join(REPOSITORY, '.env'));
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
}

/** A digest of the content of single files. */
export function digestOfFiles(paths) {
  const hash = createHash('sha256');
  for (const path of paths) hash.update(`${path}\0`).update(readFileSync(join(REPOSITORY, path))).update('\0');
  return hash.digest('hex');
}

/** A digest of names, sizes and times of every file below some folders: changes whenever one is edited, added or removed. */
export function digestOfFolders(folders) {
  const hash = createHash('sha256');
  const visit = (folder) => {
    for (const entry of readdirSync(join(REPOSITORY, folder), { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = `${folder}/${entry.name}`;
      if (NOT_SOURCES.has(entry.name)) continue;
      if (entry.isDirectory()) visit(path);
      else {
        const { size, mtimeMs } = statSync(join(REPOSITORY, path));
        hash.update(`${path} ${size} ${mtimeMs}\n`);
      }
    }
  };
  folders.forEach(visit);
  return hash.digest('hex');
}

/** Whether the work noted in a stamp file was done for exactly this digest. */
export function isStamped(stamp, digest) {
  try {
    return readFileSync(join(REPOSITORY, stamp), 'utf8') === digest;
  } catch {
    return false;
  }
}

/** Notes that the work for a digest is done. */
export function writeStamp(stamp, digest) {
  const path = join(REPOSITORY, stamp);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, digest);
}

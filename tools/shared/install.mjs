import { statfsSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { digestOfFiles, isStamped, REPOSITORY, writeStamp } from './repository.mjs';
import { run, stopRequested } from './run.mjs';
import { say, Sentence } from './say.mjs';

const STAMP = 'node_modules/.kelvin-installed';
const LEAST_FREE_BYTES = 1_500_000_000;

/**
 * Installs the dependencies when they are missing or the lock file changed; otherwise takes no time.
 *
 * `npm install`, not `npm ci`: the latter refuses when a mirror lacks the optional packages of other platforms.
 * Development packages are asked for by name, because the web app is built from them and NODE_ENV may say production.
 */
export async function ensureInstalled() {
  const digest = digestOfInstallation();
  if (isStamped(STAMP, digest)) return;
  const disk = statfsSync(REPOSITORY);
  if (disk.bavail * disk.bsize < LEAST_FREE_BYTES) {
    throw new Sentence(`There is too little room on the disk that holds ${REPOSITORY} to install the dependencies. Free 2 GB and start again.`);
  }
  say('Installing dependencies (once; a minute or so) …');
  // What the cache has needs no question to the registry; a cache that is behind gets a second, ordinary try.
  const first = await install(['--prefer-offline']);
  const isCacheBehind = first.code !== 0 && /ETARGET|ENOVERSIONS|EINTEGRITY|ENOTCACHED/.test(first.errors) && !stopRequested();
  const { code, errors } = isCacheBehind ? await install([]) : first;
  if (stopRequested()) return;
  if (code !== 0) throw new Sentence(explain(errors));
  writeStamp(STAMP, digest);
}

async function install(extra) {
  let errors = '';
  const args = ['install', '--no-audit', '--no-fund', '--include=dev', '--include=optional', ...extra];
  const options = { cwd: REPOSITORY, tee: (text) => { errors += text; } };
  const npm = process.env.npm_execpath;
  const { code } = npm?.endsWith('.js') ? await run(process.execPath, [npm, ...args], options) : await run('npm', args, options);
  return { code, errors };
}

function digestOfInstallation() {
  const lock = digestOfFiles(['package-lock.json']);
  // Native packages differ between machines, also when a folder is shared by two.
  return createHash('sha256').update(`${lock} ${process.platform} ${process.arch} ${process.versions.modules}`).digest('hex');
}

function explain(errors) {
  if (/ENOSPC|EDQUOT/.test(errors)) return 'The disk filled up while installing. Free 2 GB and start again.';
  if (/EACCES|EPERM/.test(errors)) return `This user may not write ${REPOSITORY}node_modules. Clone the project into a folder of the user's own and start again.`;
  if (/ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED|ECONNRESET|E403|E404/.test(errors)) {
    return 'The package registry could not be reached, or refused. Check the network and the registry that "npm config get registry" names, and start again.';
  }
  return 'Installing the dependencies failed; npm says why above. Start again once that is mended: what is there already is kept.';
}

import { accessSync, constants, mkdirSync, statfsSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, resolve } from 'node:path';
import { REPOSITORY } from './repository.mjs';
import { Sentence } from './say.mjs';

const LEAST_FREE_BYTES = 300_000_000;

/** Stops early when another program has the port: better now than after the installation. */
export async function checkPort(port, host) {
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Sentence(`PORT must be a number from 0 to 65535, and is "${process.env.PORT}".`);
  const failure = await new Promise((done) => {
    const probe = createServer().once('error', done);
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => done(null)));
  });
  if (failure === null) return;
  if (failure.code === 'EADDRINUSE') {
    const hint = (await answersLikeKelvin(port, host)) ? `Kelvin already runs at http://localhost:${port}.` : `Port ${port} is taken by another program.`;
    throw new Sentence(`${hint} Stop it first, or choose another port, for example: PORT=${port + 1} npm start`);
  }
  if (failure.code === 'EACCES') throw new Sentence(`This user may not listen on port ${port}. Choose a port above 1023, for example: PORT=3000 npm start`);
  if (failure.code === 'EADDRNOTAVAIL') throw new Sentence(`This machine has no address ${host}. Set HOST to one that it has, or leave it out.`);
  throw failure;
}

async function answersLikeKelvin(port, host) {
  const address = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return fetch(`http://${address}:${port}/healthz`, { signal: AbortSignal.timeout(1_000) }).then((answer) => answer.ok, () => false);
}

/** The absolute data folder, made when missing; a sentence when it cannot be used. */
export function checkDataFolder() {
  const folder = resolve(REPOSITORY, process.env.KELVIN_DATA_DIR || '.kelvin');
  try {
    makeFolder(folder);
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    const reason = { EEXIST: 'it is a file', ENOTDIR: 'part of the path is a file', EACCES: 'this user may not write there', EPERM: 'this user may not write there', EROFS: 'the disk is read-only', ENOENT: 'it cannot be made there', ENOSPC: 'the disk is full' }[error.code];
    if (!reason) throw error;
    throw new Sentence(`Kelvin cannot use the data folder ${folder}: ${reason}. Mend that, or choose another folder with KELVIN_DATA_DIR.`);
  }
  const disk = statfsSync(folder);
  if (disk.bavail * disk.bsize < LEAST_FREE_BYTES) {
    throw new Sentence(`There is no room left on the disk that holds ${folder}. Free at least 500 MB, or choose a folder on another disk with KELVIN_DATA_DIR, and start again.`);
  }
  return folder;
}

/** Level by level: Node's own way tries for ever where a file system knows the parent and yet cannot make anything in it, as /proc. */
function makeFolder(folder) {
  const found = statSync(folder, { throwIfNoEntry: false });
  if (found?.isDirectory()) return;
  if (found) throw Object.assign(new Error(`${folder} is a file`), { code: 'EEXIST' });
  makeFolder(dirname(folder));
  mkdirSync(folder);
}

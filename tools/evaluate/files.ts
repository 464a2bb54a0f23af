import { closeSync, createReadStream, openSync, readFileSync, readSync, statSync, unlinkSync, type Stats } from 'node:fs';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { Sentence } from '../shared/sentence.ts';

/** Bytes of a file, unpacked where they are gzip, whatever its name. Throws a sentence about what cannot be read. */
export async function* readBytes(path: string): AsyncGenerator<Buffer> {
  try {
    checkFile(path);
    const bytes = createReadStream(path);
    // The callback keeps a failure from ending the program; who reads gets it too.
    yield* (isGzip(path) ? pipeline(bytes, createGunzip(), () => undefined) : bytes) as AsyncIterable<Buffer>;
  } catch (error) {
    throw readingSentence(path, error);
  }
}

/** The whole text of a file. Throws a sentence about what cannot be read. */
export function readText(path: string): string {
  try {
    checkFile(path);
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw readingSentence(path, error);
  }
}

/** Throws a sentence where `--json` could not be written, so that nobody waits for figures that are lost. Leaves no file. */
export function checkWritable(path: string): void {
  const [file, folder] = [find(path), find(dirname(path))];
  if (file?.isDirectory()) throw new Sentence(`--json: ${path} is a folder; name a file in it.`);
  if (!folder) throw new Sentence(`--json: there is no folder ${dirname(path)}.`);
  if (!folder.isDirectory()) throw new Sentence(`--json: ${dirname(path)} is no folder.`);
  try {
    closeSync(openSync(path, 'a'));
    if (!file) unlinkSync(path);
  } catch {
    throw new Sentence(`--json: ${path} may not be written.`);
  }
}

/** Whether a second reading gives the same bytes: a pipe gives its bytes once. */
export function canReadAgain(path: string): boolean {
  return find(path)?.isFile() ?? true;
}

function find(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}

function checkFile(path: string): void {
  const file = find(path);
  if (!file) throw new Sentence(`There is no file ${path}.`);
  if (file.isDirectory()) throw new Sentence(`${path} is a folder, not a file.`);
}

function isGzip(path: string): boolean {
  // A pipe gives its first bytes once.
  if (!statSync(path).isFile()) return false;
  const [first, file] = [Buffer.alloc(2), openSync(path, 'r')];
  try {
    return readSync(file, first, 0, 2, 0) === 2 && first[0] === 0x1f && first[1] === 0x8b;
  } finally {
    closeSync(file);
  }
}

function readingSentence(path: string, error: unknown): unknown {
  switch ((error as { code?: string }).code) {
    case 'Z_BUF_ERROR': return new Sentence(`${path} is packed, but not whole: it ends in the middle.`);
    case 'Z_DATA_ERROR': return new Sentence(`${path} is packed, but damaged: it cannot be unpacked.`);
    case 'EACCES':
    case 'EPERM': return new Sentence(`${path} may not be read.`);
    default: return error;
  }
}

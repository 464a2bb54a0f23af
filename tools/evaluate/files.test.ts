import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canReadAgain, checkWritable, readBytes, readText } from './files.ts';

const TEXT = Array.from({ length: 5_000 }, (_unused, line) => `${line},${(line * 7919) % 1_000}`).join('\n');
let dir: string;
const file = (name: string): string => join(dir, name);

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'kelvin-files-'));
  const packed = gzipSync(TEXT);
  writeFileSync(file('plain.csv'), TEXT);
  writeFileSync(file('plain.csv.gz'), TEXT);
  writeFileSync(file('packed.csv'), packed);
  writeFileSync(file('packed.csv.gz'), packed);
  writeFileSync(file('cut.csv.gz'), packed.subarray(0, packed.length / 2));
  writeFileSync(file('damaged.csv.gz'), Buffer.concat([packed.subarray(0, 40), Buffer.alloc(200, 0xff), packed.subarray(240)]));
  mkdirSync(file('folder'));
});
afterAll(() => rmSync(dir, { recursive: true }));

async function read(name: string): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of readBytes(file(name))) pieces.push(piece);
  return Buffer.concat(pieces).toString();
}

it('what is no file is read once', () => {
  expect([canReadAgain(file('plain.csv')), canReadAgain('/dev/null')]).toEqual([true, false]);
});

describe('readBytes', () => {
  it.each(['plain.csv', 'plain.csv.gz', 'packed.csv', 'packed.csv.gz'])('reads %s by what it holds, not by its name', async (name) => expect(await read(name)).toBe(TEXT));

  it.each([
    ['none.csv', /^There is no file .*none\.csv\.$/], ['folder', /folder is a folder, not a file\.$/], ['plain.csv/x', /^There is no file .*x\.$/],
    ['cut.csv.gz', /cut\.csv\.gz is packed, but not whole: it ends in the middle\.$/], ['damaged.csv.gz', /damaged\.csv\.gz is packed, but damaged: it cannot be unpacked\.$/],
  ])('says in a sentence what is wrong with %s', async (name, sentence) => expect(await read(name).then(() => null, (error: Error) => [error.name, error.message])).toEqual(['Sentence', expect.stringMatching(sentence)]));
});

describe('readText', () => {
  it('reads a text, and says what is wrong with one', () => {
    expect(readText(file('plain.csv'))).toBe(TEXT);
    expect(() => readText(file('folder'))).toThrow(/is a folder, not a file\.$/);
    expect(() => readText(file('none'))).toThrow(/^There is no file/);
  });
});

describe('checkWritable', () => {
  it('is content with a new file and with one that is there, and leaves both as they were', () => {
    checkWritable(file('new.json'));
    checkWritable(file('plain.csv'));
    expect(existsSync(file('new.json'))).toBe(false);
    expect(readText(file('plain.csv'))).toBe(TEXT);
  });

  it.each([['folder', /--json: .*folder is a folder; name a file in it\.$/], ['none/x.json', /--json: there is no folder .*none\.$/], ['plain.csv/x.json', /--json: .*plain\.csv is no folder\.$/], [`${'x'.repeat(300)}.json`, /--json: .* may not be written\.$/]])(
    'says in a sentence why %s will not do', (name, sentence) => expect(() => checkWritable(file(name))).toThrow(sentence));
});

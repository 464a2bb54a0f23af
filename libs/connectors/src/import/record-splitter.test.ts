import { importFormatSchema, type ImportFormat } from '@kelvin/contracts';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { utf16 } from '../items.test-helper.ts';
import { MAX_RECORD_BYTES, type FileRecord } from './file-record.ts';
import { RecordSplitter, type SplitPosition } from './record-splitter.ts';

const encoder = new TextEncoder();
const formatOf = (format: Partial<ImportFormat> = {}): ImportFormat => importFormatSchema.parse(format);

/** All records of a text, pushed in pieces of `chunkSize` bytes. */
function split(content: string | Uint8Array, format: Partial<ImportFormat> = {}, chunkSize = 1 << 20, from?: SplitPosition): FileRecord[] {
  const bytes = typeof content === 'string' ? encoder.encode(content) : content;
  const splitter = new RecordSplitter(formatOf(format), from);
  const records: FileRecord[] = [];
  for (let at = 0; at < bytes.length; at += chunkSize) records.push(...splitter.push(bytes.slice(at, at + chunkSize)));
  return [...records, ...splitter.end()];
}
/** Records with their bytes as text, which compares a hundred times as fast. */
const plain = (records: readonly FileRecord[]) => records.map((record) => ({ ...record, bytes: new TextDecoder('windows-1252').decode(record.bytes) }));
const cellsOf = (records: readonly FileRecord[]): (readonly string[])[] => records.map(({ cells }) => cells);

describe('RecordSplitter', () => {
  it.each([
    ['LF', 'a,b\n1,2\n', {}, [['a', 'b'], ['1', '2']]],
    ['CRLF and no last line end', 'a,b\r\n1,2', {}, [['a', 'b'], ['1', '2']]],
    ['a byte order mark', '\ufeffa;b\n1;2', { delimiter: ';' }, [['a', 'b'], ['1', '2']]],
    ['tabs', 'a\tb\n', { delimiter: '\t' }, [['a', 'b']]],
    ['quotes', '"a,b","say ""hi""",c\n', {}, [['a,b', 'say "hi"', 'c']]],
    ['line feeds in quotes', '"two\nlines",x\r\nnext,y\n', {}, [['two\nlines', 'x'], ['next', 'y']]],
    ['a quote inside a plain cell', '5" disc,x\ny,z\n', {}, [['5" disc', 'x'], ['y', 'z']]],
    ['empty cells', ',,\n"",,""\n', {}, [['', '', ''], ['', '', '']]],
    ['empty lines', 'a\n\n\r\nb\n\n', {}, [['a'], ['b']]],
    ['no quotes wanted', '"a,b"\n', { quote: null }, [['"a', 'b"']]],
    ['single quotes', "'a,b',c\n", { quote: "'" }, [['a,b', 'c']]],
    ['blanks as delimiters', '  00001 19970101  1\t11.77 \n\n 2 3\n   \n', { type: 'whitespace' }, [['00001', '19970101', '1', '11.77'], ['2', '3']]],
    ['lines to skip', 'made by X\n"report\na,b\n', { skipLines: 2 }, [['a', 'b']]],
    ['Cyrillic', 'имя,сумма\nАнна,5\n', {}, [['имя', 'сумма'], ['Анна', '5']]],
    ['nothing', '', {}, []],
  ] as const)('splits %s, however the bytes are cut', (_case, content, format, expected) => {
    for (const chunkSize of [1, 2, 3, 7, 1 << 20]) expect(cellsOf(split(content, format, chunkSize))).toEqual(expected);
  });

  it('reads single-byte encodings', () => {
    expect(cellsOf(split(Uint8Array.from([0xc0, 0xed, 0xed, 0xe0, 0x2c, 0x35, 0x0a]), { encoding: 'windows-1251' }))).toEqual([['Анна', '5']]);
  });

  it('reads UTF-16 as the same file in UTF-8, ids and line numbers included, however the bytes are cut', () => {
    const content = '\ufeffимя,сумма\r\n"Анна\nи 💥",5\r\n\r\nBob,7';
    const expected = plain(split(content));
    expect(expected.map(({ lineNumber, cells }) => [lineNumber, cells])).toEqual([[1, ['имя', 'сумма']], [2, ['Анна\nи 💥', '5']], [5, ['Bob', '7']]]);
    for (const encoding of ['utf-16le', 'utf-16be'] as const) {
      // A map that says nothing of UTF-16 reads a marked file all the same.
      for (const given of [encoding, 'utf-8'] as const) {
        for (const chunkSize of [1, 2, 3, 5, 7, 1 << 20]) expect(plain(split(utf16(content, encoding), { encoding: given }, chunkSize))).toEqual(expected);
      }
      expect(cellsOf(split(utf16(content.slice(1), encoding), { encoding }, 3))).toEqual(expected.map(({ cells }) => cells));
    }
  });

  it('agrees with the platform about any UTF-16 text, and refuses only the line whose characters are broken', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 60 }), fc.constantFrom('utf-16le' as const, 'utf-16be' as const), fc.integer({ min: 1, max: 9 }), (text, encoding, chunkSize) => {
      const line = text.replace(/[\r\n\ufeff]/g, '');
      fc.pre(line !== '');
      const [record, second] = split(utf16(`${line}\nb`, encoding), { encoding, quote: null, delimiter: '\t' }, chunkSize);
      expect(record!.reason?.code).toBe(line.isWellFormed() ? undefined : 'invalid_encoding');
      if (record!.reason === null) expect(record!.text).toBe(line);
      expect(second!.cells).toEqual(['b']);
    }));
    expect(split(utf16('a\n\ud800\nb\n\udc00x\nc', 'utf-16le'), { encoding: 'utf-16le' }, 1).map(({ reason, text }) => reason?.code ?? text)).toEqual(['a', 'invalid_encoding', 'b', 'invalid_encoding', 'c']);
    expect(split(utf16('a\nb', 'utf-16le').slice(0, -1), { encoding: 'utf-16le' }).map(({ reason, text }) => reason?.message ?? text)).toEqual(['a', 'The line holds bytes that are not utf-16le.']);
    expect(split(utf16('a\n\ud83d', 'utf-16le'), { encoding: 'utf-16le' }).map(({ reason }) => reason?.code)).toEqual([undefined, 'invalid_encoding']);
  });

  it('tells line numbers and offsets, and goes on from any of them', () => {
    const content = '\ufeffid,text\n1,"a\nb"\n\n2,ю\r\n3,last';
    const records = split(content, {}, 5);
    expect(records.map(({ lineNumber }) => lineNumber)).toEqual([1, 2, 5, 6]);
    expect(records.at(-1)?.endOffset).toBe(encoder.encode(content).length);
    for (const [index, { endOffset, lineNumber, lines }] of records.entries()) {
      const rest = split(encoder.encode(content).slice(endOffset), {}, 3, { offset: endOffset, lineNumber: lineNumber + lines });
      expect(rest.map(({ cells, endOffset: offset }) => [cells, offset])).toEqual(records.slice(index + 1).map(({ cells, endOffset: offset }) => [cells, offset]));
    }
  });

  it('gives the bytes of the line without its end, for hashing', () => {
    expect(split('a,"b"\r\n').map(({ bytes }) => new TextDecoder().decode(bytes))).toEqual(['a,"b"']);
  });

  it.each([
    ['something after a closing quote', '"a"x,b\ngood,1\n', ['invalid_quotes', null]],
    ['a quote that never closes', '"open,b\ngood,1\nalso,2\n', ['invalid_quotes', null, null]],
    ['bytes that are no UTF-8', Uint8Array.from([0x61, 0xff, 0x0a, 0x62, 0x0a]), ['invalid_encoding', null]],
    ['a line that is too long', `${'x'.repeat(MAX_RECORD_BYTES + 1)}\ngood,1\n`, ['line_too_long', null]],
    ['a last line that is too long', `good,1\n${'x'.repeat(MAX_RECORD_BYTES * 2)}`, [null, 'line_too_long']],
    ['a line that is just not too long', `${'x'.repeat(MAX_RECORD_BYTES)}\ngood,1\n`, [null, null]],
    ['a quoted cell over too many lines', `"a\n${`${'x'.repeat(200)},y\n`.repeat(500)}`, ['invalid_quotes', ...Array.from({ length: 500 }, () => null)]],
    ['a quoted line that is too long', `"${'x'.repeat(MAX_RECORD_BYTES * 3)}"\ngood,1\n`, ['line_too_long', null]],
  ])('loses one line to %s, however the bytes are cut', (_case, content, expected) => {
    const whole = split(content);
    expect(whole.map(({ reason }) => reason?.code ?? null)).toEqual(expected);
    for (const chunkSize of [1_021, 65_536, 100_000]) expect(plain(split(content, {}, chunkSize))).toEqual(plain(whole));
  });

  it('keeps no more of a file than a chunk and a record', () => {
    const splitter = new RecordSplitter(formatOf());
    const chunk = encoder.encode('x'.repeat(50_000));
    for (let at = 0; at < 200; at++) expect(splitter.push(chunk)).toEqual([]);
    const [record] = splitter.push(encoder.encode('\n'));
    expect(record).toMatchObject({ reason: { code: 'line_too_long' }, endOffset: 50_000 * 200 + 1, lineNumber: 1 });
    expect(record?.bytes.length).toBe(MAX_RECORD_BYTES);
  });

  it('agrees with csv-parse on any well-formed file', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'ю', '"', ',', ';', '\n', '\r\n', ' ', '🍵', '1'), maxLength: 8 });
    const table = fc.tuple(fc.integer({ min: 2, max: 4 }), fc.nat({ max: 8 })).chain(([width, height]) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: height, maxLength: height }));
    fc.assert(fc.property(table, fc.constantFrom(',', ';', '\t', '|'), fc.constantFrom('\n', '\r\n'), fc.boolean(), fc.boolean(), fc.integer({ min: 1, max: 40 }), (rows, delimiter, lineEnd, hasMark, endsOpen, chunkSize) => {
      const quoted = (text: string): string => (/[",;|\t\r\n]/.test(text) || text.length % 3 === 0 ? `"${text.replaceAll('"', '""')}"` : text);
      const body = rows.map((row) => row.map(quoted).join(delimiter)).join(lineEnd);
      const content = (hasMark ? '\ufeff' : '') + body + (endsOpen || body === '' ? '' : lineEnd);
      const theirs = parse(content, { delimiter, bom: true, record_delimiter: ['\n', '\r\n'], skip_empty_lines: true }) as string[][];
      expect(cellsOf(split(content, { delimiter }, chunkSize))).toEqual(theirs);
      expect(theirs).toEqual(rows);
    }), { numRuns: 1_000 });
  }, 60_000);

  it('answers for every line of any bytes, the same however they are cut', () => {
    const soup = fc.array(fc.constantFrom(0x22, 0x2c, 0x0a, 0x0d, 0x61, 0xff, 0xd1, 0x8e, 0x20), { maxLength: 60 });
    fc.assert(fc.property(soup, fc.integer({ min: 1, max: 9 }), (codes, chunkSize) => {
      const content = Uint8Array.from(codes);
      const whole = split(content);
      expect(plain(split(content, {}, chunkSize))).toEqual(plain(whole));
      for (const record of whole) expect(record.reason === null).toBe(record.cells.length > 0);
    }), { numRuns: 2_000 });
  }, 60_000);
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { detectFormat } from './detect-format.ts';
import { RecordSplitter } from './record-splitter.ts';

const encoder = new TextEncoder();

/** Cells of the records as the reader of a file with the detected format gives them. */
function read(text: string) {
  const bytes = encoder.encode(text);
  const { format } = detectFormat(bytes);
  const splitter = new RecordSplitter(format);
  return { format, rows: [...splitter.push(bytes), ...splitter.end()].map(({ cells }) => cells) };
}

describe('detectFormat', () => {
  it('reads an inch mark beside a quoted cell of two lines', () => {
    expect(read('id,size,note,label\n1,5" pipe,"first line\nsecond line",1\n2,6in,plain,0\n').rows).toEqual([
      ['id', 'size', 'note', 'label'], ['1', '5" pipe', 'first line\nsecond line', '1'], ['2', '6in', 'plain', '0'],
    ]);
  });

  it.each([
    ['quoted cells of several lines', 'a;b;c\n"one, two\nthree, four";2;3\n"five, six\n\nseven";8;9\n', ';', true],
    ['a quote that never closes', 'a,b,c\n"open,2,3\n4,5,6\n7,8,9\n', ',', true],
    ['a quoted cell that the end of the sample cuts', 'a|b\nx|1\ny|2\n"long, longer, and\nlon', '|', true],
    ['quotes that something follows', 'name\tsize\tprice\n"Big" pipe\t5\t7\n"Small" one, red\t6\t8\n"Old" one\t7\t9\n', '\t', true],
    ['words in quotes without a header', '"x, y",1\n"p, q",2\n', ',', false],
  ])('knows the delimiter of %s', (_case, text, delimiter, header) => {
    expect(read(text).format).toMatchObject({ type: 'csv', delimiter, header });
  });

  it.each([['sep=;\r\n', ';'], ['\ufeffsep=\t\n', '\t'], ['"sep=|"\n', '|'], ['SEP=,\n', ','], ['sep=^\n', '^']])('believes the line %j that spreadsheets write first', (line, delimiter) => {
    const { format, rows } = read(`${line}${['id', 'day', 'sum'].join(delimiter)}\n${['a', '2026-01-02', '5'].join(delimiter)}\n`);
    expect(format).toMatchObject({ delimiter, skipLines: 1, header: true });
    expect(rows).toEqual([['id', 'day', 'sum'], ['a', '2026-01-02', '5']]);
  });

  it.each(['sep="\n', "sep='\n", 'sep=a\n', 'sep=\n', 'sep=;;\n'])('takes the line %j for a line like others', (line) => {
    expect(read(`${line}a,b\n1,2\n`).format.skipLines).toBe(0);
  });

  const good = '{"type":"track","event":"Seen","userId":"a"}\n{"type":"track","event":"Seen","userId":"b"}\n';
  const bad = 'oops, not json\n,,,\n[1, 2\n';
  it.each([
    ['a name that says so, whatever the lines', `${bad}${good}`, 'events.ndjson', 'ndjson'],
    ['its other name, packed', `${bad}${good}`, 'Events.JSONL.gz', 'ndjson'],
    ['a first line that is an object', `${good}${bad}`, 'events.txt', 'ndjson'],
    ['no name', `${good}${bad}`, '', 'ndjson'],
    ['a first line that only begins like one', '{a},b\n1,2\n3,4\n', 'sizes.csv', 'csv'],
    ['a first line that is a list', '[1,2]\n[3,4]\n', 'points.csv', 'csv'],
  ])('takes one object per line for what it is by %s', (_what, text, fileName, type) => {
    expect(detectFormat(encoder.encode(text), fileName).format.type).toBe(type);
  });

  it('ends on any bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
      expect(detectFormat(bytes).confidence).toBeGreaterThanOrEqual(0);
    }), { numRuns: 1_000 });
  });

  it('ends on any text of quotes, delimiters and line ends', () => {
    const soup = fc.string({ unit: fc.constantFrom('"', '"', ',', ';', '\t', '|', '\n', '\r\n', '{', '}', ' ', 'a', '5', '\u2028'), maxLength: 80 });
    fc.assert(fc.property(soup, (text) => {
      expect(detectFormat(encoder.encode(text)).confidence).toBeLessThanOrEqual(1);
    }), { numRuns: 2_000 });
  });

  it('ends on a long line of braces and blanks', () => {
    expect(detectFormat(encoder.encode(`{${' '.repeat(200_000)}\u2028x\n`)).format.type).toBe('ndjson');
  });
});

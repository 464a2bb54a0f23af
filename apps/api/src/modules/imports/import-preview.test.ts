import type { ImportMap } from '@kelvin/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { previewImport } from './import-preview.ts';
import { numberedRecords } from './import-records.ts';

const options = { map: null, receivedAt: new Date('2026-11-20T10:15:00Z'), timeZone: 'UTC' };
const preview = (bytes: Buffer, fileName = 'orders.csv') => previewImport({ bytes, isGzip: false, fileName }, options);

/** First rows as the import's job reads them, piece by piece. */
async function streamed(bytes: Buffer, format: ImportMap['format'], pieceBytes: number): Promise<{ header: readonly string[] | null; rows: string[][] }> {
  async function* pieces(): AsyncGenerator<Buffer> {
    for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes);
  }
  let header: readonly string[] | null = null;
  const rows: string[][] = [];
  for await (const batch of numberedRecords(pieces(), format)) {
    header = batch.header;
    rows.push(...batch.records.map(({ record }) => (format.type === 'ndjson' ? [record.text] : [...record.cells])));
  }
  return { header, rows: rows.slice(0, 20) };
}

describe('previewImport', () => {
  it('shows an inch mark beside a quoted cell of two lines', () => {
    const { header, rows } = preview(Buffer.from('id,size,note,label\n1,5" pipe,"first line\nsecond line",1\n2,6in,plain,0\n'));
    expect(header).toEqual(['id', 'size', 'note', 'label']);
    expect(rows).toEqual([['1', '5" pipe', 'first line\nsecond line', '1'], ['2', '6in', 'plain', '0']]);
  });

  const wide = (columns: number, name = 'c') => `${Array.from({ length: columns }, (_unused, n) => `${name}${n}`).join(',')}\n${Array.from({ length: columns }, (_unused, n) => n).join(',')}\n`;
  it.each([
    ['too many columns', wide(8_000)],
    ['one too many', wide(1_001)],
    ['one too many of a file without names', wide(1_001).split('\n')[1]!],
    ['so many that its first line cannot be read', wide(8_000, 'a column ')],
  ])('refuses a file with %s', (_what, text) => {
    expect(() => preview(Buffer.from(text))).toThrow(expect.objectContaining({ code: 'import.too_many_columns' }));
  });

  it('maps as many columns as it may', () => {
    const shown = preview(Buffer.from(`user_id,${wide(999).replace('\n', '\n7,')}`));
    expect(shown.header).toHaveLength(1_000);
    expect(shown.map).toMatchObject({ userId: 'user_id', properties: { c0: 'c0', c998: 'c998' } });
  });

  it('takes a file of messages for one although most are broken', () => {
    const text = '{"type":"track","event":"Seen","userId":"a"}\nnothing,of\nthe,kind\n,\n{"type":"track","event":"Seen","userId":"b"}\n';
    expect(preview(Buffer.from(text), 'events.ndjson')).toMatchObject({ format: { kind: 'ndjson' }, sample: [{ status: 'ok' }, { status: 'rejected' }, { status: 'rejected' }, { status: 'rejected' }, { status: 'ok' }] });
  });

  it('ends on any bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      expect(preview(Buffer.from(bytes)).rows.length).toBeLessThanOrEqual(20);
    }), { numRuns: 500 });
  });

  it('shows what the import will read, whatever the file holds', async () => {
    const soup = fc.string({ unit: fc.constantFrom('"', '"', ',', ';', '\t', '\n', '\r\n', ' ', 'a', 'ю', '5', '{'), minLength: 1, maxLength: 60 });
    await fc.assert(fc.asyncProperty(soup, fc.integer({ min: 1, max: 9 }), async (text, pieceBytes) => {
      const bytes = Buffer.from(text);
      const shown = preview(bytes);
      const { format } = shown.map as ImportMap;
      const read = await streamed(bytes, format, pieceBytes);
      expect(shown.rows).toEqual(read.rows);
      if (format.type !== 'ndjson' && format.header) expect(shown.header).toEqual(read.header ?? []);
    }), { numRuns: 300 });
  });
});

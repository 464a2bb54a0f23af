import { describe, expect, it } from 'vitest';
import { findForeignFile } from './foreign-file.ts';

const bytesOf = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

describe('findForeignFile', () => {
  it.each([
    ['a workbook of today', 'PK\x03\x04\x14\0\x06\0\x08\0\0\0!\0\x13\0[Content_Types].xml', 'workbook'],
    ['one whose sheets come first', 'PK\x03\x04\x14\0\0\0\x08\0\x18\0xl/worksheets/sheet1.xml', 'workbook'],
    ['one of another program', 'PK\x03\x04\x14\0\0\x08\0\0mimetypeapplication/vnd.oasis.opendocument.spreadsheet', 'workbook'],
    ['a workbook of long ago', '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0', 'workbook'],
    ['an archive of a table', 'PK\x03\x04\x14\0\0\0\x08\0orders.csv', 'archive'],
    ['an empty archive', 'PK\x05\x06\0\0\0\0', 'archive'],
    ['a PDF', '%PDF-1.7\n', 'pdf'],
    ['a table', 'PK,name\n1,Anna\n', null],
    ['a packed table', '\x1f\x8b\x08\0', null],
    ['nothing', '', null],
  ])('knows %s', (_what, text, foreign) => expect(findForeignFile(bytesOf(text))).toBe(foreign));

  it('looks at the start only', () => {
    expect(findForeignFile(bytesOf(`PK\x03\x04${'-'.repeat(300_000)}xl/`))).toBe('archive');
  });
});

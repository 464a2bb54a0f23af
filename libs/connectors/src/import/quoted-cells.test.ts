import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseQuotedCells, quotedRecordEnd } from './quoted-cells.ts';

const soup = fc.string({ unit: fc.constantFrom('"', ',', ';', '\n', '\r', 'a', 'ю', ' '), maxLength: 40 });

describe('parseQuotedCells', () => {
  it.each([
    ['a,"b,c",d', ['a', 'b,c', 'd']], ['"say ""hi""",', ['say "hi"', '']], ['5" pipe,6', ['5" pipe', '6']], ['', ['']],
    ['1,5" pipe,"first line', ['1', '5" pipe', 'first line']], ['"', ['']], ['a,"', ['a', '']], ['"a""', ['a"']], ['"""', ['"']],
  ])('%j', (text, cells) => expect(parseQuotedCells(text, '"', ',')).toEqual(cells));

  it('ends on any text, with a cell more than there are delimiters at most', () => {
    fc.assert(fc.property(soup, fc.constantFrom('"', "'"), fc.constantFrom(',', ';', '\n', '"'), (text, quote, delimiter) => {
      expect(parseQuotedCells(text, quote, delimiter).length).toBeLessThanOrEqual(text.length + 1);
    }), { numRuns: 2_000 });
  });

  it('loses no character of a record whose quotes are in order', () => {
    fc.assert(fc.property(soup, (text) => {
      const line = text.replaceAll('\r', '');
      const end = quotedRecordEnd(new TextEncoder().encode(line), 0, 0x22, 0x2c, true);
      fc.pre(end.found === 'end' && end.lf === new TextEncoder().encode(line).length);
      const cells = parseQuotedCells(line, '"', ',');
      const plain = (cell: string): string => cell.replaceAll('"', '');
      expect(plain(cells.join(','))).toBe(plain(line));
    }), { numRuns: 2_000 });
  });
});

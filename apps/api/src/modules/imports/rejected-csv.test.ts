import { describe, expect, it } from 'vitest';
import { csvCell } from './rejected-csv.ts';

describe('csvCell', () => {
  it.each([
    ['plain', 'plain'], ['', ''], ['a,b', '"a,b"'], ['say "hi"', '"say ""hi"""'], ['two\nlines', '"two\nlines"'],
    ['=1+1', "'=1+1"], ['+7 900', "'+7 900"], ['-5', "'-5"], ['@SUM(A1)', "'@SUM(A1)"], ['\tx', "'\tx"], ['\rx', "\"'\rx\""],
    ['=HYPERLINK("http://x","y")', "\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\""],
  ])('writes %j as %j', (text, cell) => expect(csvCell(text)).toBe(cell));
});

import { describe, expect, it } from 'vitest';
import { findDateColumn, readDay } from './date-reading.ts';

describe('readDay', () => {
  it.each([
    ['dd/MM/yyyy HH:mm', '01/12/2010 08:26', '2010-12-01'], ['MM/dd/yyyy HH:mm', '01/12/2010 08:26', '2010-01-12'], ['d.M.yy', '1.2.26', '2026-02-01'],
    ['yyyyMMdd', '19970101', '1997-01-01'], ['dd.MM.yy', '02.01.97', '1997-01-02'], ['d/M/yy', '2/1/69', '2069-01-02'], ['M/d/yyyy h:mm a', '3/4/2021 9:05 PM', '2021-03-04'], ['dd/MM/yyyy', '13/14/2020', null], ['dd/MM/yyyy', 'yesterday', null],
  ])('%s of %s', (format, text, day) => expect(readDay(format, text)).toBe(day));
});

describe('findDateColumn', () => {
  const formats = ['dd/MM/yyyy HH:mm', 'MM/dd/yyyy HH:mm'];
  it('finds the one column written so', () => expect(findDateColumn(['id', 'at'], [['7', '01/12/2010 08:26'], ['8', '']], formats)?.column).toBe('at'));
  it('joins a column of dates with one of times', () => {
    expect(findDateColumn(['day', 'clock'], [['01/12/2010', '08:26']], formats)).toEqual({ column: 'day', timeColumn: 'clock', samples: ['01/12/2010 08:26'] });
  });
  it('finds none where there is none', () => expect(findDateColumn(['id'], [['7']], formats)).toBeNull());
});

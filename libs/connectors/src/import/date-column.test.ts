import { dayFromIso } from '@kelvin/kernel';
import { describe, expect, it } from 'vitest';
import { readDateColumn } from './date-column.ts';

const days = (...dates: (string | null)[]): Float64Array => Float64Array.from(dates, (date) => (date === null ? NaN : dayFromIso(date)));
/** Twenty-five days in a row as a format writes them. */
const february = (write: (day: string) => string): string[] => Array.from({ length: 25 }, (_unused, at) => write(String(at + 1).padStart(2, '0')));

describe('readDateColumn', () => {
  it.each<[string, readonly string[], Float64Array]>([
    ['ISO dates', ['1970-01-02', '1958-03-04', '2999-12-31'], days('1970-01-02', '1958-03-04', '2999-12-31')],
    ['the day that is written, whatever the time and zone', ['2024-01-31T23:59:00-05:00', '2024-01-31 00:01:00 UTC'], days('2024-01-31', '2024-01-31')],
    ['day first', ['31/12/2023', '01/02/2024'], days('2023-12-31', '2024-02-01')],
    ['month first', ['12/31/2023', '1/2/2024'], days('2023-12-31', '2024-01-02')],
    ['points, and a time', ['31.12.2023 18:05', '01.02.2024 00:00'], days('2023-12-31', '2024-02-01')],
    ['years first', ['2023/12/31', '2024/02/01'], days('2023-12-31', '2024-02-01')],
    ['days as eight digits', ['20231231', '20240201'], days('2023-12-31', '2024-02-01')],
    ['birthdays of long ago', ['31.12.1949', '01.02.1950'], days('1949-12-31', '1950-02-01')],
    ['dates that stand for none', ['0000-00-00', '0001-01-01 00:00:00', '2024-02-01'], days(null, null, '2024-02-01')],
  ])('reads %s', (_case, texts, values) => expect(readDateColumn(texts, 0.95)).toEqual({ values, unsureFormat: null }));

  it('leaves out a few cells that are no dates', () => {
    expect(readDateColumn([...february((day) => `${day}.02.2024`), 'soon'], 0.95)!.values.at(-1)).toBeNaN();
    expect(readDateColumn([...february((day) => `2024-02-${day}`), '2024-02-31'], 0.95)!.values.at(-1)).toBeNaN();
    expect(readDateColumn([...february((day) => `${day}.02.2024`), 'soon', 'late'], 0.95)).toBeNull();
  });

  it('takes the order that reads more, and says which one it took where both read all', () => {
    expect(readDateColumn([...Array.from({ length: 40 }, () => '03/04/2024'), '13/04/2024'], 0.95)).toMatchObject({ unsureFormat: null, values: expect.objectContaining({ 0: dayFromIso('2024-04-03') }) });
    expect(readDateColumn(['03/04/2024', '05/06/2024'], 0.95)).toEqual({ values: days('2024-04-03', '2024-06-05'), unsureFormat: 'dd/MM/yyyy' });
  });

  it.each([[['1', '2']], [['3.5', '20.25']], [['12345678', '99999999']], [['a', '2024']], [['2011-13-40']], [[]]])('finds no dates in %j', (texts) => expect(readDateColumn(texts, 0.95)).toBeNull());
});

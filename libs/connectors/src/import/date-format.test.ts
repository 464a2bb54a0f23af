import { describe, expect, it } from 'vitest';
import { compileDateFormat } from './date-format.ts';
import { guessDateFormat } from './guess-date-format.ts';

const LATEST = Date.UTC(2026, 10, 24);
const read = (format: string, text: string, zone = 'UTC'): string | null => {
  const ms = compileDateFormat(format, zone)(text);
  return Number.isNaN(ms) ? null : new Date(ms).toISOString();
};

describe('compileDateFormat', () => {
  it.each([
    ['yyyyMMdd', '19970101', 'UTC', '1997-01-01T00:00:00.000Z'],
    ['yyyyMMdd', '19970101', 'America/New_York', '1997-01-01T05:00:00.000Z'],
    ['yyyy-MM-dd HH:mm:ss', '2010-12-01 08:26:00', 'Europe/London', '2010-12-01T08:26:00.000Z'],
    ['yyyy-MM-dd HH:mm:ss', '2011-07-01 08:26:00', 'Europe/London', '2011-07-01T07:26:00.000Z'],
    ['M/d/yyyy H:mm', '1/31/2011 8:05', 'UTC', '2011-01-31T08:05:00.000Z'],
    ['dd.MM.yyyy HH:mm', '05.11.2026 09:30', 'Europe/Moscow', '2026-11-05T06:30:00.000Z'],
    ['d/M/yy', '5/11/26', 'UTC', '2026-11-05T00:00:00.000Z'],
    ['M/d/yyyy h:mm a', '1/31/2011 12:05 AM', 'UTC', '2011-01-31T00:05:00.000Z'],
    ['M/d/yyyy h:mm a', '1/31/2011 12:05 pm', 'UTC', '2011-01-31T12:05:00.000Z'],
    ["yyyy-MM-ddTHH:mm:ss.SSS", '2026-11-05T10:00:00.250', 'UTC', '2026-11-05T10:00:00.250Z'],
    ['iso', '2026-11-05T10:00:00', 'Europe/Moscow', '2026-11-05T07:00:00.000Z'],
    ['iso', '2026-11-05T10:00:00Z', 'Europe/Moscow', '2026-11-05T10:00:00.000Z'],
    ['iso', '2026-11-05 10:00:00+03', 'Europe/Moscow', '2026-11-05T07:00:00.000Z'],
    ['iso', '2026-11-05 10:00:00.25-0530', 'Europe/Moscow', '2026-11-05T15:30:00.250Z'],
    ['iso', '2026-11-05 10:00 +00', 'Europe/Moscow', '2026-11-05T10:00:00.000Z'],
    ['iso', '2026-11-05', 'Europe/Moscow', '2026-11-04T21:00:00.000Z'],
    ['unix_s', '1082040961', 'Europe/Moscow', '2004-04-15T14:56:01.000Z'],
    ['unix_ms', '1082040961250', 'UTC', '2004-04-15T14:56:01.250Z'],
    ['unix', '1082040961', 'UTC', '2004-04-15T14:56:01.000Z'],
    ['unix', '1082040961250', 'UTC', '2004-04-15T14:56:01.250Z'],
  ])('%s reads %s in %s', (format, text, zone, expected) => {
    expect(read(format, text, zone)).toBe(expected);
  });

  it.each([
    ['yyyyMMdd', '19970230'], ['yyyyMMdd', '1997-01-01'], ['yyyyMMdd', '199701011'], ['M/d/yyyy', '13/1/2011'], ['M/d/yyyy', '1/31/2011 8:05'], ['dd.MM.yyyy', '5.11.2026'],
    ['iso', '05.11.2026'], ['unix_s', 'now'], ['unix_s', ''], ['yyyy-MM-dd HH:mm', '2026-11-05 24:00'], ['M/d/yyyy h:mm a', '1/31/2011 13:05 PM'],
  ])('%s refuses %s', (format, text) => {
    expect(read(format, text)).toBeNull();
  });

  it('reads the hours around a change of the clock', () => {
    // 01:30 on 31 March 2024 does not exist in London, 01:30 on 27 October 2024 exists twice.
    expect(read('yyyy-MM-dd HH:mm', '2024-03-31 00:30', 'Europe/London')).toBe('2024-03-31T00:30:00.000Z');
    expect(read('yyyy-MM-dd HH:mm', '2024-03-31 01:30', 'Europe/London')).toBe('2024-03-31T01:30:00.000Z');
    expect(read('yyyy-MM-dd HH:mm', '2024-03-31 02:30', 'Europe/London')).toBe('2024-03-31T01:30:00.000Z');
    expect(read('yyyy-MM-dd HH:mm', '2024-10-27 01:30', 'Europe/London')).toBe('2024-10-27T00:30:00.000Z');
    expect(read('yyyy-MM-dd HH:mm', '2024-10-27 02:30', 'Europe/London')).toBe('2024-10-27T02:30:00.000Z');
  });

  it.each([['yyyy', /year, a month and a day/], ['dd.MM.QQQQ', /unknown letter "Q"/], ['HH:mm', /year/]])('says what is wrong with "%s"', (format, message) => {
    expect(() => compileDateFormat(format, 'UTC')).toThrow(message);
  });
  it('says which zone does not exist', () => {
    expect(() => compileDateFormat('iso', 'Mars/Olympus')).toThrow(/Mars\/Olympus/);
  });
});

describe('guessDateFormat', () => {
  it.each([
    [['2010-12-01 08:26:00', '2011-12-09 12:50:00'], { format: 'iso' }],
    [['19970101', '19970112'], { format: 'yyyyMMdd' }],
    [['1082040961', '1082155839'], { format: 'unix_s' }],
    [['1082040961000'], { format: 'unix_ms' }],
    [['12/1/2010 8:26', '12/31/2010 17:01'], { format: 'M/d/yyyy H:mm' }],
    [['31.12.2025', '01.02.2026'], { format: 'dd.MM.yyyy' }],
    [['01.02.2026', '03.04.2026'], { choices: ['dd.MM.yyyy', 'MM.dd.yyyy'] }],
    [['1/2/2010 8:26'], { choices: ['d/M/yyyy H:mm', 'M/d/yyyy H:mm'] }],
    [['31/12/2025', '12/31/2025'], null],
    [['soon'], null],
    [[''], null],
    [['536365', '536366'], null],
  ])('%j', (samples, expected) => {
    expect(guessDateFormat(samples, LATEST)).toEqual(expected);
  });
});

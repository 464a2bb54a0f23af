import { describe, expect, it } from 'vitest';
import { createFormatter } from './formatter.ts';

const NOW = Date.parse('2026-11-23T12:00:00Z');
const english = createFormatter({ locale: 'en', currency: 'USD', timeZone: 'America/New_York' });
const russian = createFormatter({ locale: 'ru', currency: 'RUB', timeZone: 'Europe/Moscow' });
const plain = (text: string) => text.replace(/\s/g, ' ');

describe('createFormatter', () => {
  it('writes percentages and money as each language does', () => {
    expect(english.signedPercent(0.024)).toBe('+2.4%');
    expect(plain(russian.signedPercent(0.024))).toBe('+2,4 %');
    expect(english.money(6210)).toBe('$6,210');
    expect(plain(russian.money(6210))).toBe('6 210 ₽');
  });
  it('uses the workspace’s zone for instants and none for days', () => {
    expect(english.date('2026-11-23T03:00:00Z')).toBe('November 22, 2026');
    expect(english.longDay('2026-11-23')).toBe('November 23, 2026');
  });
  it.each([
    [30_000, '30 seconds ago'], [90_000, '1 minute ago'], [26 * 3_600_000, '1 day ago'], [47 * 3_600_000, '1 day ago'], [49 * 3_600_000, '2 days ago'], [40 * 86_400_000, '1 month ago'], [500 * 86_400_000, 'Jul 2025'],
  ])('says how long ago %i ms was', (ms, text) => expect(english.ago(NOW - ms, NOW)).toBe(text));
  it.each([['a moment', 25_000, 'now'], ['hours', 5 * 3_600_000, 'now'], ['days', 3 * 86_400_000, 'November 26, 2026'], ['years', 800 * 86_400_000, 'January 31, 2029']])('never says that what has happened is still to come: %s ahead of the clock', (_case, ms, text) => expect(english.ago(NOW + ms, NOW)).toBe(text));
  it('keeps an event’s own currency', () => {
    expect(english.exactMoney(12.5, 'EUR')).toBe('€12.50');
    expect(english.exactMoney(12.5, null)).toBe('$12.50');
    expect([english.exactMoney(1200, 'JPY'), english.exactMoney(0.125, 'KWD').replace(/\s/g, ' ')]).toEqual(['¥1,200', 'KWD 0.125']);
    expect(createFormatter({ locale: 'ru', currency: 'JPY', timeZone: 'Asia/Tokyo' }).exactMoney(1200).replace(/\s/g, ' ')).toBe('1 200 ¥');
  });
  it.each([[0.002, '<1%'], [0.999, '>99%'], [0.62, '62%']])('never calls a chance of %d impossible or certain', (share, text) => expect(english.chance(share)).toBe(text));
  it('says in words when a window lies and an hour begins', () => {
    const from = Date.parse('2026-12-03T12:00:00Z');
    expect(plain(english.dayRange(from, from + 6 * 86_400_000))).toBe('December 3 – 9');
    expect(plain(russian.dayRange(from, from + 6 * 86_400_000))).toBe('3–9 декабря');
    expect(plain(russian.hourRange(10))).toBe('10:00–11:00');
    expect([plain(russian.hourRange(23)), plain(english.hourRange(23))]).toEqual(['23:00 – 0:00', '11:00 PM – 12:00 AM']);
    expect([russian.outcomeName('Buys within 60 days'), english.outcomeName('Gone')]).toEqual(['Купит за 60 дн.', 'Gone']);
    expect([english.daysAgo(0), english.daysAgo(16)]).toEqual(['today', '16 days ago']);
    expect(english.month('2026-11')).toBe('Nov 2026');
    expect(english.figure(0.8421)).toBe('0.842');
  });
  it('ends a Russian date with its year, so that a sentence may end with the date', () => {
    const at = '2026-11-23T12:00:00Z';
    expect([russian.date(at), russian.longDay('2026-11-23'), russian.month('2026-11'), russian.dateTime(at)].map(plain)).toEqual(['23 ноября 2026', '23 ноября 2026', 'нояб. 2026', '23 нояб. 2026, 15:00']);
    expect(plain(russian.dayRange(Date.parse('2026-12-30T12:00:00Z'), Date.parse('2027-01-05T12:00:00Z')))).toBe('30 декабря 2026 – 5 января 2027');
  });
  it('writes a minus as wide as a plus', () => {
    expect([english.signedNumber(-3), english.signedPercent(-0.046), english.signedPoints(-5)]).toEqual(['−3', '−4.6%', '−5']);
  });
  it('counts days with plurals', () => {
    expect(plain(russian.days(1))).toBe('1 день');
    expect(plain(russian.days(22))).toBe('22 дня');
    expect(plain(russian.days(11))).toBe('11 дней');
  });
});

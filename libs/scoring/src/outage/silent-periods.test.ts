import { describe, expect, it } from 'vitest';
import { findSilentPeriods, type SilentPeriod } from './silent-periods.ts';

const DAY = 24;
const WEEK = 168;
/** Five weeks are known; tests change what comes in the sixth. Hour 0 is a Monday, midnight. */
const KNOWN = 5 * WEEK;

/** A shop: busy by day, little at night, half on weekends. */
const shop = (hour: number): number => {
  const ofDay = hour % DAY;
  const busy = ofDay >= 9 && ofDay < 22 ? 60 : ofDay >= 6 ? 12 : 1;
  return Math.floor(hour / DAY) % 7 >= 5 ? Math.floor(busy / 2) : busy;
};
const office = (hour: number): number => (Math.floor(hour / DAY) % 7 < 5 && hour % DAY >= 8 && hour % DAY < 18 ? 40 : 0);
const steady = (items: number) => () => items;

/** Hours from the beginning to `until`, with what happened from `KNOWN` on in place of the usual. */
function findIn(usual: (hour: number) => number, until: number, happened: (hour: number, usual: number) => number, running: number | null = null): SilentPeriod[] {
  const received = Array.from({ length: until }, (_, hour) => (hour < KNOWN ? usual(hour) : happened(hour - KNOWN, usual(hour))));
  return findSilentPeriods({ firstHour: 1_000, received, running });
}
const at = (fromHour: number, toHour: number | null): SilentPeriod => ({ fromHour: 1_000 + KNOWN + fromHour, toHour: toHour === null ? null : 1_000 + KNOWN + toHour });
const nothing = () => 0;

describe('findSilentPeriods', () => {
  it.each<[string, SilentPeriod[], SilentPeriod[]]>([
    ['three hours without anything, told when they are over', findIn(shop, KNOWN + 15, (hour, usual) => (hour < 12 ? usual : 0)), [at(12, null)]],
    ['two hours are not enough', findIn(shop, KNOWN + 14, (hour, usual) => (hour < 12 ? usual : 0)), []],
    ['a fifth of the usual is quiet, not silent', findIn(shop, KNOWN + DAY, (_hour, usual) => usual * 0.2), []],
    ['a trickle below a fifth is silent', findIn(shop, KNOWN + 16, (hour, usual) => (hour < 10 ? usual : usual * 0.15)), [at(10, null)]],
    ['a dip such as New Year’s is none', findIn(shop, KNOWN + 2 * WEEK, (_hour, usual) => usual * 0.55), []],
    ['ends in the hour in which it is back', findIn(shop, KNOWN + DAY, (hour, usual) => (hour >= 10 && hour < 17 ? 0 : usual)), [at(10, 17)]],
    ['goes on through the night, in which little is usual', findIn(shop, KNOWN + 3 * DAY, (hour, usual) => (hour >= 20 && hour < 35 ? 0 : usual)), [at(20, 35)]],
    ['begun in the night, it is told in the morning and dated back', findIn(shop, KNOWN + DAY + 11, (hour, usual) => (hour < 23 ? usual : 0)), [at(23, null)]],
    ['lone events in the night do not end it', findIn(shop, KNOWN + 2 * DAY, (hour, usual) => (hour < 18 ? usual : hour % DAY === 3 ? 1 : 0)), [at(18, null)]],
    ['an office is closed on the weekend', findIn(office, KNOWN + 2 * WEEK, (_hour, usual) => usual), []],
    ['its silent Monday is found', findIn(office, KNOWN + WEEK + 12, (hour, usual) => (hour < WEEK ? usual : 0)), [at(WEEK + 8, null)]],
    ['two of them', findIn(shop, KNOWN + WEEK, (hour, usual) => ((hour >= 10 && hour < 14) || (hour >= 60 && hour < 70) ? 0 : usual)), [at(10, 14), at(60, 70)]],
  ])('%s', (_case, found, expected) => {
    expect(found).toEqual(expected);
  });

  it.each<[string, (hour: number) => number, number]>([
    ['two items an hour: a day and a half have to be missed', steady(2), 30],
    ['twenty: three hours', steady(20), 3],
    ['nineteen: a fourth', steady(19), 4],
  ])('of a small source enough must be missed: %s', (_case, usual, hours) => {
    expect(findIn(usual, KNOWN + hours - 1, nothing)).toEqual([]);
    expect(findIn(usual, KNOWN + hours, nothing)).toEqual([at(0, null)]);
  });

  it.each<[string, (hour: number) => number]>([
    ['a batch once a day that comes an hour later', (hour) => (hour % DAY === (hour < KNOWN ? 10 : 11) ? 500 : 0)],
    ['a file now and then', (hour) => (hour % 397 === 0 ? 5_000 : 0)],
    ['a webhook that is called every few hours, never at the same', (hour) => ((hour * 7_919) % 11 === 0 ? 8 : 0)],
  ])('is not deceived by %s', (_case, usual) => {
    expect(findIn(usual, KNOWN + WEEK, (_hour, items) => items)).toEqual([]);
  });

  it('does not judge a source in its first two weeks', () => {
    const quiet = (length: number) => findSilentPeriods({ firstHour: 0, received: Array.from({ length }, (_, hour) => (hour < 200 ? 100 : 0)), running: null });
    expect(quiet(2 * WEEK)).toEqual([]);
    expect(findSilentPeriods({ firstHour: 0, received: [], running: 5 })).toEqual([]);
  });

  it('learns nothing wrong from an outage of the week before', () => {
    const found = findIn(shop, KNOWN + WEEK + 20, (hour, usual) => ((hour >= 10 && hour < 20) || hour >= WEEK + 10 ? 0 : usual));
    expect(found).toEqual([at(10, 20), at(WEEK + 10, null)]);
  });

  it('takes what lasts two weeks for how things are now', () => {
    expect(findIn(shop, KNOWN + 3 * WEEK, nothing)).toEqual([at(0, 14 * DAY)]);
  });

  it('adds up no single missed hours over weeks', () => {
    const once = (hour: number): number => (hour % DAY === 10 ? 30 : 0);
    expect(findIn(once, KNOWN + 2 * DAY, nothing)).toEqual([]);
    expect(findIn((hour) => (hour % WEEK === 10 ? 30 : 0), KNOWN + 3 * WEEK + 11, nothing)).toEqual([]);
  });

  it.each<[string, number | null, number | null]>([
    ['no hour runs', null, null],
    ['the running hour has brought too little yet', 11, null],
    ['the running hour has brought a fifth of what three hours usually bring', 36, 15],
  ])('while %s', (_case, running, ended) => {
    expect(findIn(shop, KNOWN + 15, (hour, usual) => (hour < 10 ? usual : 0), running)).toEqual([at(10, ended)]);
  });

  it('judges each hour by what was known then, so more data change nothing that was said', () => {
    const happened = (hour: number, usual: number): number => ((hour >= 30 && hour < 50) || (hour >= 200 && hour < 231) ? 0 : usual);
    const whole = findIn(shop, KNOWN + 3 * WEEK, happened);
    for (let until = KNOWN; until < KNOWN + 3 * WEEK; until += 5) {
      for (const period of findIn(shop, until, happened)) {
        expect(whole).toContainEqual(period.toHour === null ? { fromHour: period.fromHour, toHour: expect.any(Number) as number } : period);
      }
    }
  });
});

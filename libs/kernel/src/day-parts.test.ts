import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ALL_DAY_PARTS, DAY_PARTS, dayPartBit, dayPartOfZone } from './day-parts.ts';

const partAt = (iso: string, timeZone: string) => dayPartOfZone(timeZone)(Date.parse(iso));

describe('the part of the day', () => {
  it.each([
    ['2026-11-20T00:00:01Z', 'UTC', 'night'], ['2026-11-20T05:59:59.999Z', 'UTC', 'night'], ['2026-11-20T06:00:00Z', 'UTC', 'morning'],
    ['2026-11-20T12:00:00Z', 'UTC', 'afternoon'], ['2026-11-20T18:00:00Z', 'UTC', 'evening'], ['2026-11-20T23:59:59Z', 'UTC', 'evening'],
    // An hour's difference by the time of the year, half an hour of a zone, another day, and before 1970.
    ['2026-07-20T04:30:00Z', 'Europe/Berlin', 'morning'], ['2026-11-20T04:30:00Z', 'Europe/Berlin', 'night'],
    ['2026-11-20T00:30:00Z', 'Asia/Kolkata', 'morning'], ['2026-11-20T00:29:00Z', 'Asia/Kolkata', 'night'],
    ['2026-11-20T01:30:00Z', 'America/New_York', 'evening'], ['1969-12-31T18:30:00Z', 'UTC', 'evening'],
  ] as const)('of %s in %s is the %s', (iso, timeZone, part) => expect(partAt(iso, timeZone)).toBe(dayPartBit(part)));

  it.each([
    ['2026-11-20T00:00:00Z', 'Europe/Berlin'], ['2026-11-19T23:00:00Z', 'Europe/Berlin'], ['2026-11-20T00:00:00Z', 'UTC'], ['1960-01-01T00:00:00Z', 'UTC'], ['2026-11-19T18:30:00Z', 'Asia/Kolkata'],
  ])('of the date %s in %s, which has no hour, is not known', (iso, timeZone) => {
    expect(partAt(iso, timeZone)).toBe(0);
  });

  it('is the one that a clock on the wall shows', () => {
    fc.assert(fc.property(fc.integer({ min: -1e12, max: 4e12 }), fc.constantFrom('UTC', 'Europe/Moscow', 'Asia/Kathmandu', 'America/St_Johns', 'Pacific/Auckland'), (instantMs, timeZone) => {
      const part = dayPartOfZone(timeZone)(instantMs);
      const hour = Number(new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', hourCycle: 'h23' }).format(instantMs));
      fc.pre(part !== 0);
      expect(part).toBe(dayPartBit(DAY_PARTS[Math.floor(hour / 6)]!));
    }));
  });

  it('has a bit of its own', () => expect(DAY_PARTS.reduce((bits, part) => bits | dayPartBit(part), 0)).toBe(ALL_DAY_PARTS));
});

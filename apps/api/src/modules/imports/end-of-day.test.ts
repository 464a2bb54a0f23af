import { describe, expect, it } from 'vitest';
import { endOfDay } from './end-of-day.ts';

describe('endOfDay', () => {
  it.each([
    ['UTC', '2011-12-09T12:50:00Z', '2011-12-09T23:59:59.999Z'],
    ['Europe/Moscow', '2026-11-23T22:00:00Z', '2026-11-24T20:59:59.999Z'],
    ['America/New_York', '2026-03-08T12:00:00Z', '2026-03-09T03:59:59.999Z'],
    ['Europe/Berlin', '2026-10-25T00:30:00Z', '2026-10-25T22:59:59.999Z'],
  ])('of %s at %s is %s', (zone, instant, end) => expect(endOfDay(new Date(instant), zone).toISOString()).toBe(end));
});

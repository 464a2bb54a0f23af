import { describe, expect, it } from 'vitest';
import { isLaterThanAsOf } from './later-than-as-of.ts';

describe('isLaterThanAsOf', () => {
  it.each([
    ['a later day', '2024-09-29T00:30:00+02:00', '2024-09-28T21:59:59.999Z', true],
    ['the same day in the zone, after the instant', '2024-09-28T23:30:00+02:00', '2024-09-28T10:00:00Z', false],
    ['an earlier day', '2024-09-01T10:00:00Z', '2024-09-28T21:59:59.999Z', false],
    ['no fixed date', '2024-09-29T10:00:00Z', null, false],
    ['no time of its own', null, '2024-09-28T21:59:59.999Z', false],
  ])('%s', (_name, instant, asOf, is) => expect(isLaterThanAsOf(instant, { asOf, timeZone: 'Europe/Berlin' })).toBe(is));
});

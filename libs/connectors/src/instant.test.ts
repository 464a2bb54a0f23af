import { describe, expect, it } from 'vitest';
import { parseInstant, parseIsoInstant } from './instant.ts';

describe('parseInstant', () => {
  it.each([
    ['milliseconds and Z', '2026-11-20T10:14:57.480Z', '2026-11-20T10:14:57.480Z'],
    ['an offset', '2026-11-20T13:14:57+03:00', '2026-11-20T10:14:57.000Z'],
    ['an offset without colon', '2026-11-20T13:14:57+0300', '2026-11-20T10:14:57.000Z'],
    ['seven digits of a second', '2026-11-20T10:14:57.1234567Z', '2026-11-20T10:14:57.123Z'],
    ['no zone: UTC, wherever the server stands', '2026-11-20T10:14:57', '2026-11-20T10:14:57.000Z'],
    ['a blank for the T', '2026-11-20 10:14:57', '2026-11-20T10:14:57.000Z'],
    ['no seconds', '2026-11-20T10:14Z', '2026-11-20T10:14:00.000Z'],
    ['a day', '2026-11-20', '2026-11-20T00:00:00.000Z'],
    ['a leap day', '2024-02-29T00:00:00.000Z', '2024-02-29T00:00:00.000Z'],
    ['unix seconds', 1_795_169_697, '2026-11-20T10:14:57.000Z'],
    ['unix milliseconds', 1_795_169_697_480, '2026-11-20T10:14:57.480Z'],
    ['unix seconds as text', '1795169697', '2026-11-20T10:14:57.000Z'],
    ['fractions of unix seconds', 1_795_169_697.48, '2026-11-20T10:14:57.480Z'],
  ])('reads %s', (_case, given, expected) => {
    expect(new Date(parseInstant(given)).toISOString()).toBe(expected);
  });

  it.each([
    ['30 February', '2026-02-30T00:00:00.000Z'], ['30 February without milliseconds', '2026-02-30T00:00:00Z'], ['29 February of a common year', '2025-02-29'],
    ['month 13', '2026-13-01T00:00:00.000Z'], ['25 o’clock', '2026-01-01T25:00:00Z'], ['words', 'yesterday'], ['an empty text', ''], ['a small number as text', '20261120'],
    ['an object', {}], ['a list', [1]], ['true', true], ['infinity', Number.POSITIVE_INFINITY], ['month names', 'Nov 20 2026'],
  ])('refuses %s', (_case, given) => {
    expect(parseInstant(given)).toBeNaN();
  });

  it('keeps far years, which the window judges', () => {
    expect(new Date(parseIsoInstant('9999-12-31T23:59:59Z')).getUTCFullYear()).toBe(9999);
  });
});

import { dayFromIso, dayOfZone, dayToIso } from '@kelvin/kernel';
import { describe, expect, it } from 'vitest';
import { renewalDayOf } from './renewal-day.ts';

const OCCURRED_MS = Date.parse('2026-11-20T10:00:00Z');
const dayIn = (properties: Record<string, unknown>, timeZone = 'Europe/Berlin') => dayToIso(renewalDayOf(properties, { occurredAtMs: OCCURRED_MS }, dayOfZone(timeZone)));

describe('renewalDayOf', () => {
  it.each([
    ['a date', { renewal_date: '2027-01-15' }, '2027-01-15'],
    ['a camel-cased name', { renewsAt: '2027-01-15' }, '2027-01-15'],
    ['a name in Russian', { 'Дата продления': '15.01.2027' }, '2027-01-15'],
    ['unix seconds, as Stripe has them', { current_period_end: Date.parse('2027-01-15T09:30:00Z') / 1000 }, '2027-01-15'],
    ['unix milliseconds in digits', { period_end: String(Date.parse('2027-01-15T09:30:00Z')) }, '2027-01-15'],
    ['a wall clock without a zone', { renews_at: '2027-01-15T23:30:00' }, '2027-01-15'],
    ['an instant late in the evening of UTC', { renews_at: '2027-01-14T23:30:00Z' }, '2027-01-15'],
    ['a date with a slash that only reads one way', { date: '1/25/2027' }, '2027-01-25'],
    ['a date that reads both ways: the earlier one ahead', { date: '05/06/2027' }, '2027-05-06'],
    ['a date that reads both ways: not the one behind', { date: '11.12.2026' }, '2026-12-11'],
    ['the better name of two', { date: '2026-11-20', renewal_date: '2027-01-15' }, '2027-01-15'],
    ['a worse name when the better one holds no date', { renewal_date: 'soon', end_date: '2027-01-15' }, '2027-01-15'],
    ['a day that has passed', { renewal_date: '2026-11-01' }, '2026-11-01'],
  ])('reads %s', (_what, properties, expected) => {
    expect(dayIn(properties)).toBe(expected);
  });

  it.each([
    ['nothing that is named so', { plan: 'Pro', amount: 20_270_115 }], ['null', { renewal_date: null }], ['an object', { renewal_date: { day: 1 } }],
    ['a day that does not exist', { renewal_date: '2027-02-30' }], ['a century ahead', { renewal_date: '2127-01-15' }], ['a number of days', { renewal: 30 }],
  ])('takes the event’s own day for %s', (_what, properties) => {
    expect(dayIn(properties)).toBe('2026-11-20');
  });

  it('takes a midnight of UTC for the day it was written for, west of it too', () => {
    expect(dayIn({ renewal_date: '2027-01-15T00:00:00.000Z' }, 'America/New_York')).toBe('2027-01-15');
    expect(renewalDayOf({}, { occurredAtMs: Date.parse('2026-11-20T02:00:00Z') }, dayOfZone('America/New_York'))).toBe(dayFromIso('2026-11-19'));
  });

  it('takes the day that an event was dated with where that lies ahead', () => {
    const dated = (properties: Record<string, unknown>, statedAt: unknown) => dayToIso(renewalDayOf(properties, { occurredAtMs: OCCURRED_MS, statedAt }, dayOfZone('Europe/Berlin')));
    expect(dated({}, '2027-01-15T09:00:00Z')).toBe('2027-01-15');
    expect(dated({ renews_at: '2027-02-01' }, '2027-01-15T09:00:00Z')).toBe('2027-02-01');
    expect(dated({}, 'one day')).toBe('2026-11-20');
  });
});

import { MS_PER_DAY, type DayNumber } from '@kelvin/kernel';
import { guessDateFormat } from '../import/guess-date-format.ts';
import { compileDateFormat } from '../import/date-format.ts';
import { EARLIEST_INSTANT_MS, parseInstant } from '../instant.ts';
import type { JsonObject } from '../json.ts';

/** What senders call the day, without marks and in small letters; the most certain first. */
const NAMES = [
  'renewaldate', 'renewsat', 'renewson', 'renewalat', 'renewalday', 'nextrenewal', 'nextrenewaldate', 'renewal', 'датапродления', 'продление',
  'currentperiodend', 'periodend', 'contractend', 'contractends', 'contractenddate', 'subscriptionend', 'paiduntil', 'validuntil', 'validtill',
  'expiresat', 'expireson', 'expirydate', 'expirationdate', 'expires', 'endsat', 'endson', 'enddate', 'датаокончания', 'действуетдо', 'оплаченодо',
  'duedate', 'date', 'дата',
];
/** No contract is renewed later than this after the news of it: such numbers are no dates. */
const LONGEST_MS = 30 * 365 * MS_PER_DAY;
const HAS_TIME_ZONE = /(?:Z|[+-]\d{2}(?::?\d{2})?)$/i;

/**
 * The day on which a contract is renewed, as an event of that meaning says it: the first property that is named like one
 * and holds a date (ISO, unix time, or any form that imports read), else the event's own day: the one it was dated with where
 * that lies ahead (`statedAt`, which receipt stands in for elsewhere). Where a text reads day first
 * and month first, the earlier day that is not before the event holds: a warning too early does less harm than one too late.
 * @param dayOf the day of an instant in the workspace's zone; a date without a zone is a day already, and so is a midnight in UTC.
 */
export function renewalDayOf(properties: JsonObject, { occurredAtMs, statedAt }: { readonly occurredAtMs: number; readonly statedAt?: unknown }, dayOf: (instantMs: number) => DayNumber): DayNumber {
  const named = new Map<string, unknown>();
  for (const key of Object.keys(properties)) {
    const name = key.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
    if (!named.has(name)) named.set(name, properties[key]);
  }
  for (const name of NAMES) {
    const day = readDay(named.get(name), occurredAtMs, dayOf);
    if (day !== null) return day;
  }
  return readDay(statedAt, occurredAtMs, dayOf) ?? dayOf(occurredAtMs);
}

function readDay(value: unknown, occurredAtMs: number, dayOf: (instantMs: number) => DayNumber): DayNumber | null {
  if (typeof value !== 'number' && (typeof value !== 'string' || value.length > 40)) return null;
  const latestMs = occurredAtMs + LONGEST_MS;
  const instant = parseInstant(value);
  if (!Number.isNaN(instant)) {
    if (instant < EARLIEST_INSTANT_MS || instant > latestMs) return null;
    const isWallClock = typeof value === 'string' && /\D/.test(value.trim()) && !HAS_TIME_ZONE.test(value.trim().slice(10));
    return isWallClock || instant % MS_PER_DAY === 0 ? Math.floor(instant / MS_PER_DAY) : dayOf(instant);
  }
  if (typeof value !== 'string') return null;
  const guess = guessDateFormat([value], latestMs);
  if (guess === null) return null;
  const formats = 'format' in guess ? [guess.format] : guess.choices;
  const days = formats.map((format) => Math.floor(compileDateFormat(format, 'UTC')(value.trim()) / MS_PER_DAY)).sort((a, b) => a - b);
  return days.find((day) => day >= dayOf(occurredAtMs)) ?? days.at(-1)!;
}

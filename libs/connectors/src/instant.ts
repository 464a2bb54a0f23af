import { dayFromIso, EARLIEST_DATE, MS_PER_DAY, MS_PER_MINUTE } from '@kelvin/kernel';

/** The first moment of {@link EARLIEST_DATE}, in UTC. */
export const EARLIEST_INSTANT_MS = dayFromIso(EARLIEST_DATE) * MS_PER_DAY;
/** A clock may run ahead by this much; later times are set to the time of receipt. */
export const FUTURE_TOLERANCE_MS = 5 * MS_PER_MINUTE;
/** Further ahead than this is a wrong date (year 9999), not a wrong clock. */
export const BELIEVABLE_FUTURE_MS = 400 * MS_PER_DAY;

const ISO = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s?(Z|z|[+-]\d{2}(?::?\d{2})?)?)?$/;
/** The form every Segment client sends, which the engine reads exactly and fast. */
const ISO_UTC_MS = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;
const DAYS_IN_MONTH = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * Instant (ms since 1970) of an ISO 8601 text, NaN when it is not one. Without a zone it is UTC: an event's meaning
 * must not depend on where the server stands. Fractions beyond milliseconds are cut; 30 February is NaN, where
 * `Date.parse` would say 2 March.
 */
export function parseIsoInstant(text: string): number {
  if (ISO_UTC_MS.test(text)) {
    const ms = Date.parse(text);
    // Days 29–31 are the only ones that can overflow into the next month.
    if (text.charCodeAt(8) < 50 /* '2' */ || new Date(ms).getUTCDate() === Number(text.slice(8, 10))) return ms;
    return Number.NaN;
  }
  const match = ISO.exec(text);
  if (!match) return Number.NaN;
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '0', zone] = match;
  const local = utcOf(Number(year), Number(month), Number(day), Number(hour), Number(minute), Number(second));
  return local + Number(fraction.slice(0, 3).padEnd(3, '0')) - zoneMs(zone);
}

/** UTC instant of calendar fields (month 1–12), NaN when there is no such day or time. 24:00 and leap seconds are refused. */
export function utcOf(year: number, month: number, day: number, hour = 0, minute = 0, second = 0): number {
  if (month < 1 || month > 12 || day < 1 || day > DAYS_IN_MONTH[month - 1]!) return Number.NaN;
  if (hour > 23 || minute > 59 || second > 59) return Number.NaN;
  const ms = Date.UTC(year, month - 1, day, hour, minute, second);
  if (month === 2 && day === 29 && new Date(ms).getUTCDate() !== 29) return Number.NaN;
  // Date.UTC reads years 0–99 as 1900–1999.
  return year < 100 ? Number.NaN : ms;
}

function zoneMs(zone: string | undefined): number {
  if (zone === undefined || zone === 'Z' || zone === 'z') return 0;
  const sign = zone.startsWith('-') ? -1 : 1;
  const digits = zone.slice(1).replace(':', '');
  return sign * (Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2, 4))) * MS_PER_MINUTE;
}

/**
 * Unix time in seconds or milliseconds, told apart by size: below 10¹¹ it is seconds (that is the year 5138),
 * above, milliseconds. Fractions of a second are kept.
 */
export function parseUnixInstant(value: number): number {
  if (!Number.isFinite(value)) return Number.NaN;
  return Math.round(Math.abs(value) < 1e11 ? value * 1000 : value);
}

/** Instant of a JSON timestamp: ISO text, unix seconds or milliseconds (as number or digits). NaN for anything else. */
export function parseInstant(value: unknown): number {
  if (typeof value === 'number') return parseUnixInstant(value);
  if (typeof value !== 'string') return Number.NaN;
  const text = value.trim();
  return /^\d{9,13}(?:\.\d+)?$/.test(text) ? parseUnixInstant(Number(text)) : parseIsoInstant(text);
}

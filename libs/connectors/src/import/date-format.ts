import { AppError, MS_PER_HOUR, MS_PER_MINUTE, zoneOffsetMinutes } from '@kelvin/kernel';
import { parseIsoInstant, parseUnixInstant, utcOf } from '../instant.ts';

/** Instant (ms) of a text, NaN when it is not of the format. */
export type InstantParser = (text: string) => number;

const TOKEN = /yyyy|yy|MM|M|dd|d|HH|H|hh|h|mm|m|ss|s|SSS|a|[^a-zA-Z]|[a-zA-Z]/g;
/** A time with a zone behind it, which databases write as hours alone (`10:14:57+03`); the days of a date look the same. */
const HAS_ZONE = /\d:\d{2}.*(?:Z|[+-]\d{2}(?::?\d{2})?)$/i;

/**
 * A parser for one explicit format: `iso`, `unix`, `unix_s`, `unix_ms` or a pattern (`yyyyMMdd`, `M/d/yyyy H:mm`).
 * Texts without a zone are read in `timeZone`. Nothing is guessed: a text of another form is NaN.
 *
 * @throws AppError when the pattern has an unknown letter or lacks year, month or day, or the zone does not exist.
 */
export function compileDateFormat(format: string, timeZone: string): InstantParser {
  const toUtc = localToUtc(timeZone);
  switch (format) {
    case 'iso':
      return (text) => (HAS_ZONE.test(text) ? parseIsoInstant(text) : toUtc(parseIsoInstant(text)));
    case 'unix':
      return (text) => (isNumber(text) ? parseUnixInstant(Number(text)) : Number.NaN);
    case 'unix_s':
      return (text) => (isNumber(text) ? Math.round(Number(text) * 1000) : Number.NaN);
    case 'unix_ms':
      return (text) => (isNumber(text) ? Math.round(Number(text)) : Number.NaN);
    default:
      return compilePattern(format, toUtc);
  }
}

const isNumber = (text: string): boolean => /^-?\d{1,16}(?:\.\d+)?$/.test(text);

/**
 * From a zone's wall-clock time, written as if it were UTC, to the instant. Times that a spring change skips move on by
 * the hour; of a doubled autumn hour the first is taken. Offsets are kept per hour, because asking costs microseconds.
 */
function localToUtc(timeZone: string): (localMs: number) => number {
  if (timeZone === 'UTC') return (localMs) => localMs;
  try {
    zoneOffsetMinutes(0, timeZone);
  } catch (error) {
    throw new AppError('invalid', 'import.unknown_zone', `"${timeZone}" is not a time zone such as Europe/Moscow.`, {}, { cause: error });
  }
  const offsets = new Map<number, number>();
  const offsetAt = (utcMs: number): number => {
    const hour = Math.floor(utcMs / MS_PER_HOUR);
    let offset = offsets.get(hour);
    if (offset === undefined) {
      offset = zoneOffsetMinutes(hour * MS_PER_HOUR, timeZone) * MS_PER_MINUTE;
      if (offsets.size > 50_000) offsets.clear();
      offsets.set(hour, offset);
    }
    return offset;
  };
  return (localMs) => {
    if (Number.isNaN(localMs) || Math.abs(localMs) > 8e15) return localMs;
    // The offset just before the wall time decides: it makes a doubled hour its first, a skipped one an hour later.
    const before = localMs - offsetAt(localMs - 24 * MS_PER_HOUR);
    if (offsetAt(before) === localMs - before) return before;
    const after = localMs - offsetAt(before);
    return offsetAt(after) === localMs - after ? after : before;
  };
}

type Part = { readonly field: number; readonly min: number; readonly max: number } | { readonly literal: number } | { readonly meridiem: true };
const YEAR = 0, MONTH = 1, DAY = 2, HOUR = 3, MINUTE = 4, SECOND = 5, MILLI = 6, SHORT_YEAR = 7, HALF_HOUR = 8;
const FIELDS: Readonly<Record<string, readonly [field: number, min: number, max: number]>> = {
  yyyy: [YEAR, 4, 4], yy: [SHORT_YEAR, 2, 2], MM: [MONTH, 2, 2], M: [MONTH, 1, 2], dd: [DAY, 2, 2], d: [DAY, 1, 2],
  HH: [HOUR, 2, 2], H: [HOUR, 1, 2], hh: [HALF_HOUR, 2, 2], h: [HALF_HOUR, 1, 2], mm: [MINUTE, 2, 2], m: [MINUTE, 1, 2],
  ss: [SECOND, 2, 2], s: [SECOND, 1, 2], SSS: [MILLI, 3, 3],
};

function compilePattern(format: string, toUtc: InstantParserOfMs): InstantParser {
  const parts = (format.match(TOKEN) ?? []).map((token) => toPart(token, format));
  const names = new Set(parts.map((part) => ('field' in part ? part.field : -1)));
  if (!(names.has(YEAR) || names.has(SHORT_YEAR)) || !names.has(MONTH) || !names.has(DAY)) {
    throw new AppError('invalid', 'import.bad_date_format', `The date format "${format}" needs a year, a month and a day.`);
  }
  return (text) => {
    const fields = [0, 0, 0, 0, 0, 0, 0, -1, -1];
    return readParts(text, parts, fields) ? toUtc(assemble(fields)) : Number.NaN;
  };
}

type InstantParserOfMs = (localMs: number) => number;

function toPart(token: string, format: string): Part {
  const field = FIELDS[token];
  if (field) return { field: field[0], min: field[1], max: field[2] };
  if (token === 'a') return { meridiem: true };
  if (/[a-zA-Z]/.test(token) && token !== 'T') {
    throw new AppError('invalid', 'import.bad_date_format', `The date format "${format}" has an unknown letter "${token}".`);
  }
  return { literal: token.charCodeAt(0) };
}

function readParts(text: string, parts: readonly Part[], fields: number[]): boolean {
  let at = 0;
  for (const part of parts) {
    if ('literal' in part) {
      if (text.charCodeAt(at++) !== part.literal) return false;
    } else if ('meridiem' in part) {
      const mark = text.slice(at, at + 2).toLowerCase();
      if (mark !== 'am' && mark !== 'pm') return false;
      const half = fields[HALF_HOUR]!;
      if (half < 1 || half > 12) return false;
      fields[HOUR] = (half % 12) + (mark === 'pm' ? 12 : 0);
      at += 2;
    } else {
      const end = Math.min(at + part.max, text.length);
      const start = at;
      let value = 0;
      for (; at < end; at++) {
        const digit = text.charCodeAt(at) - 48;
        if (digit < 0 || digit > 9) break;
        value = value * 10 + digit;
      }
      if (at - start < part.min) return false;
      fields[part.field] = value;
    }
  }
  return at === text.length;
}

function assemble(fields: readonly number[]): number {
  const shortYear = fields[SHORT_YEAR]!;
  // Two-digit years: 70–99 are of the last century, as in POSIX.
  const year = shortYear < 0 ? fields[YEAR]! : shortYear + (shortYear >= 70 ? 1900 : 2000);
  return utcOf(year, fields[MONTH]!, fields[DAY]!, fields[HOUR]!, fields[MINUTE]!, fields[SECOND]!) + fields[MILLI]!;
}

import { MS_PER_DAY, MS_PER_HOUR, MS_PER_MINUTE } from './clock.ts';

/** A calendar day in the workspace's time zone, counted in days since 1970-01-01. */
export type DayNumber = number;

/** Nothing a customer did before this is believed: such dates are empty fields (1970, 1900), or years typed in part. */
export const EARLIEST_DATE = '1990-01-01';

/** The day number of an ISO date (`2026-11-23`). Throws on anything else. */
export function dayFromIso(isoDate: string): DayNumber {
  const ms = Date.parse(`${isoDate}T00:00:00Z`);
  if (Number.isNaN(ms)) throw new RangeError(`Not an ISO date: ${isoDate}`);
  return Math.round(ms / MS_PER_DAY);
}

/** The ISO date (`2026-11-23`) of a day number. */
export function dayToIso(day: DayNumber): string {
  return new Date(day * MS_PER_DAY).toISOString().slice(0, 10);
}

const formatters = new Map<string, Intl.DateTimeFormat>();
function formatterOf(timeZone: string): Intl.DateTimeFormat {
  let formatter = formatters.get(timeZone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-CA', {
      timeZone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit',
    });
    formatters.set(timeZone, formatter);
  }
  return formatter;
}

/**
 * Minutes that a zone is ahead of UTC at an instant (Europe/Moscow: 180).
 * Correct across daylight saving, because the instant itself is formatted in the zone.
 */
export function zoneOffsetMinutes(instantMs: number, timeZone: string): number {
  const parts: Record<string, number> = {};
  for (const part of formatterOf(timeZone).formatToParts(instantMs)) {
    if (part.type !== 'literal') parts[part.type] = Number(part.value);
  }
  const local = Date.UTC(parts['year']!, parts['month']! - 1, parts['day']!, parts['hour']!, parts['minute']!, parts['second']!);
  return Math.round((local - Math.floor(instantMs / 1000) * 1000) / MS_PER_MINUTE);
}

const offsetFunctions = new Map<string, (instantMs: number) => number>();

/**
 * A function from instant (ms) to how far a zone is ahead of UTC then, in ms. Offsets are asked once per hour of data and kept for
 * all who ask about the zone, because formatting costs microseconds and a drain asks thousands of times; offsets change on whole hours only.
 */
export function offsetOfZone(timeZone: string): (instantMs: number) => number {
  let offsetMsOf = offsetFunctions.get(timeZone);
  if (!offsetMsOf) offsetFunctions.set(timeZone, (offsetMsOf = makeOffsetMsOf(timeZone)));
  return offsetMsOf;
}

function makeOffsetMsOf(timeZone: string): (instantMs: number) => number {
  const offsetMsByHour = new Map<number, number>();
  return (instantMs) => {
    const hour = Math.floor(instantMs / MS_PER_HOUR);
    let offsetMs = offsetMsByHour.get(hour);
    if (offsetMs === undefined) {
      offsetMs = zoneOffsetMinutes(hour * MS_PER_HOUR, timeZone) * MS_PER_MINUTE;
      if (offsetMsByHour.size > 20_000) offsetMsByHour.clear();
      offsetMsByHour.set(hour, offsetMs);
    }
    return offsetMs;
  };
}

/** The last millisecond of a day in a zone, as an instant (ms). */
export function endOfDayMs(day: DayNumber, timeZone: string): number {
  const midnight = (day + 1) * MS_PER_DAY;
  // The offset that holds at midnight; asked twice, because the first answer may be of the other side of a clock change.
  const near = midnight - zoneOffsetMinutes(midnight, timeZone) * MS_PER_MINUTE;
  return midnight - zoneOffsetMinutes(near, timeZone) * MS_PER_MINUTE - 1;
}

/** A function from instant (ms) to the workspace's day. */
export function dayOfZone(timeZone: string): (instantMs: number) => DayNumber {
  const offsetMsOf = offsetOfZone(timeZone);
  return (instantMs) => Math.floor((instantMs + offsetMsOf(instantMs)) / MS_PER_DAY);
}

import { dayOfZone, MS_PER_DAY, MS_PER_MINUTE, zoneOffsetMinutes } from '@kelvin/kernel';

/** The last millisecond of the day, in a zone, on which an instant falls. */
export function endOfDay(instant: Date, timeZone: string): Date {
  const midnight = (dayOfZone(timeZone)(instant.getTime()) + 1) * MS_PER_DAY;
  // The offset that holds at midnight; asked twice, because the first answer may be of the other side of a clock change.
  const near = midnight - zoneOffsetMinutes(midnight, timeZone) * MS_PER_MINUTE;
  return new Date(midnight - zoneOffsetMinutes(near, timeZone) * MS_PER_MINUTE - 1);
}

import { dayOfZone, endOfDayMs } from '@kelvin/kernel';

/** The last millisecond of the day, in a zone, on which an instant falls. */
export function endOfDay(instant: Date, timeZone: string): Date {
  return new Date(endOfDayMs(dayOfZone(timeZone)(instant.getTime()), timeZone));
}

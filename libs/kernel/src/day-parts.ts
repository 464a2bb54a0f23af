import { MS_PER_DAY, MS_PER_HOUR } from './clock.ts';
import { offsetOfZone } from './day.ts';

/** Quarters of a day from midnight on, six hours each. */
export const DAY_PARTS = ['night', 'morning', 'afternoon', 'evening'] as const;
export type DayPart = (typeof DAY_PARTS)[number];

export const HOURS_PER_PART = 24 / DAY_PARTS.length;

/** Every part, as bits. */
export const ALL_DAY_PARTS = 2 ** DAY_PARTS.length - 1;

/** Parts of a day are kept as bits of one number, so that those of several events are joined by *or*: 1 for the night, 2, 4, and 8 for the evening. */
export function dayPartBit(part: DayPart): number {
  return 2 ** DAY_PARTS.indexOf(part);
}

/**
 * A function from instant (ms) to the bit of its part of the day in a zone. 0 for an exact midnight, there or in UTC: that is
 * a date without a time, of which nobody knows the hour.
 */
export function dayPartOfZone(timeZone: string): (instantMs: number) => number {
  const offsetMsOf = offsetOfZone(timeZone);
  return (instantMs) => {
    const localMs = instantMs + offsetMsOf(instantMs);
    if (localMs % MS_PER_DAY === 0 || instantMs % MS_PER_DAY === 0) return 0;
    return 2 ** Math.floor((((localMs % MS_PER_DAY) + MS_PER_DAY) % MS_PER_DAY) / (HOURS_PER_PART * MS_PER_HOUR));
  };
}

import { dayOfZone, dayToIso, MS_PER_DAY, MS_PER_HOUR, MS_PER_MINUTE, zoneOffsetMinutes, type DayNumber } from '@kelvin/kernel';

/** Days of data before (and including) the day on which the demo was made. */
export const DAYS_OF_HISTORY = 365;

/** Activity in the holidays, as a share of the usual (−45 %). */
export const HOLIDAY_ACTIVITY = 0.55;

// Monday first: people study on weekdays' evenings and on Sunday, and rest on Friday and Saturday.
const WEEKDAY_ACTIVITY = [1.1, 1.12, 1.08, 1.04, 0.86, 0.82, 0.98] as const;

/** A stretch of time in milliseconds, end excluded. */
export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

export interface Calendar {
  readonly anchorMs: number;
  readonly anchorDay: DayNumber;
  /** First day with data: 364 days before the anchor's day. */
  readonly firstDay: DayNumber;
  /** Web tracking was silent. */
  readonly outage: Span;
  /** From here on the CRM writes `deal_amount` instead of `amount`. */
  readonly renameMs: number;
  /** First CRM message: the CRM was connected in the last third of the year. */
  readonly crmFromDay: DayNumber;
  dayOf(instantMs: number): DayNumber;
  startOf(day: DayNumber): number;
  /** Minutes that the workspace's zone is ahead of UTC at the start of the day. */
  offsetMinutes(day: DayNumber): number;
  weekday(day: DayNumber): number;
  /** How much of the usual activity this day sees: weekday and New Year holidays. */
  activity(day: DayNumber): number;
  isHoliday(day: DayNumber): boolean;
}

/** The 365 days that end on the anchor's day in the workspace's zone; `anchorMs` is the moment the demo was made. */
export function createCalendar(anchorMs: number, timeZone: string): Calendar {
  const dayOf = dayOfZone(timeZone);
  const anchorDay = dayOf(anchorMs);
  const offsets = new Map<DayNumber, number>();
  const activities = new Map<DayNumber, number>();
  const offsetMinutes = (day: DayNumber): number => {
    let offset = offsets.get(day);
    if (offset === undefined) {
      // The first guess may lie on the other side of a clock change; the second is asked at the true midnight.
      const guess = zoneOffsetMinutes(day * MS_PER_DAY, timeZone);
      offset = zoneOffsetMinutes(day * MS_PER_DAY - guess * MS_PER_MINUTE, timeZone);
      offsets.set(day, offset);
    }
    return offset;
  };
  const startOf = (day: DayNumber): number => day * MS_PER_DAY - offsetMinutes(day) * MS_PER_MINUTE;
  const weekday = (day: DayNumber): number => (day + 3) % 7;
  const isHoliday = (day: DayNumber): boolean => {
    const monthDay = dayToIso(day).slice(5);
    return monthDay >= '12-25' || monthDay <= '01-10';
  };
  const outageFromMs = startOf(anchorDay - 20) + 9 * MS_PER_HOUR;
  return {
    anchorMs, anchorDay,
    firstDay: anchorDay - DAYS_OF_HISTORY + 1,
    outage: { fromMs: outageFromMs, toMs: outageFromMs + 31 * MS_PER_HOUR },
    renameMs: startOf(anchorDay - 9) + 11 * MS_PER_HOUR,
    crmFromDay: anchorDay - 120,
    dayOf, startOf, offsetMinutes, weekday, isHoliday,
    activity: (day) => {
      // Asked for every person and day.
      let activity = activities.get(day);
      if (activity === undefined) activities.set(day, (activity = WEEKDAY_ACTIVITY[weekday(day)]! * (isHoliday(day) ? HOLIDAY_ACTIVITY : 1)));
      return activity;
    },
  };
}

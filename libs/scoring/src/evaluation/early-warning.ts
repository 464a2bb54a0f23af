import type { DayNumber } from '@kelvin/kernel';
import { z } from 'zod';

/** A time for which a customer was away so long that it counts as leaving. */
export interface Departure {
  /** The day from which the customer counts as gone. */
  readonly leftDay: DayNumber;
  /** The day on which he was seen again, later than `leftDay`; null: not yet. */
  readonly returnedDay: DayNumber | null;
  /** Yearly value when he was last seen, in the workspace's currency. */
  readonly value: number;
}

/** What a customer did, and what as-of scores said of them at the time. */
export interface WatchedCustomer {
  readonly customerId: string;
  /** Oldest first; none for those who stayed. */
  readonly departures: readonly Departure[];
  /** Scored from nothing later than `day`. Any order. */
  readonly points: readonly { readonly day: DayNumber; readonly isFlagged: boolean }[];
}

export interface EarlyWarningOptions {
  /** How long after a warning somebody must leave for it to be right. */
  readonly horizonDays: number;
  /** The last day of which it is known who left. */
  readonly knownUntilDay: DayNumber;
  /** How long before leaving a warning must come to be of use. */
  readonly noticeDays?: number;
}

export const earlyWarningRowSchema = z.object({
  customerId: z.string(),
  /** The first flagged day within the horizon before leaving; null: no warning. */
  flaggedDay: z.number().int().nullable(),
  leftDay: z.number().int(),
  /** When he was seen again; null: not yet. */
  returnedDay: z.number().int().nullable(),
  daysOfWarning: z.number().int().nullable(),
  isInTime: z.boolean(),
  value: z.number(),
});
export type EarlyWarningRow = z.infer<typeof earlyWarningRowSchema>;

export const earlyWarningSchema = z.object({
  noticeDays: z.number().int(), horizonDays: z.number().int(),
  /** Times that somebody left who was scored early enough for a warning to have been possible. */
  left: z.number().int(), leftValue: z.number(),
  /** Those of them that were flagged in time. */
  warned: z.number().int(), warnedValue: z.number(),
  /** Times that somebody left whose scores begin too late to tell. */
  notWatched: z.number().int(),
  /** Warnings whose horizon is over: a run of flagged points, at its first day. */
  warnings: z.number().int(),
  /** Those of them whose customer left within the horizon. */
  rightWarnings: z.number().int(),
  /** rightWarnings ÷ warnings; null without warnings. */
  precision: z.number().nullable(),
  /** Everybody counted in `left`, most valuable first. */
  rows: z.array(earlyWarningRowSchema),
});
export type EarlyWarning = z.infer<typeof earlyWarningSchema>;

/** What two weeks of notice are worth: a campaign and an answer to it. */
const NOTICE_DAYS = 14;

/**
 * "We would have warned you": what as-of scores said of those who left, before they did.
 *
 * - **Left** is left, whether or not the customer came back later: what is told of a departure, and whether a warning was
 *   right, must not change with what happened afterwards. Who left twice is counted twice.
 * - **Warned** is a customer who was flagged on a day from `horizonDays` to `noticeDays` before leaving.
 *   A flag longer ago than the horizon was about something else; so was one before he was away the last time, and the days
 *   from leaving until the return prove nothing.
 * - **Precision** is over warnings, not customers: flagged week after week is one warning, flagged again after a pause another.
 *   Each is judged at its first day, and only once its whole horizon is known; judging the early leavers of an open horizon would flatter.
 *
 * The order of customers and points does not matter, and computing again gives the same bits.
 */
export function computeEarlyWarning(customers: readonly WatchedCustomer[], { horizonDays, knownUntilDay, noticeDays = NOTICE_DAYS }: EarlyWarningOptions): EarlyWarning {
  const rows: EarlyWarningRow[] = [];
  let notWatched = 0;
  let warnings = 0;
  let rightWarnings = 0;
  for (const customer of customers) {
    for (const { points, departure } of stretchesOf(customer, knownUntilDay)) {
      for (const day of warningDays(points)) {
        if (day + horizonDays > knownUntilDay) continue;
        warnings++;
        if (departure !== null && departure.leftDay <= day + horizonDays) rightWarnings++;
      }
      if (departure === null) continue;
      const { leftDay, returnedDay, value } = departure;
      const inHorizon = points.filter(({ day }) => day >= leftDay - horizonDays);
      if (!inHorizon.some(({ day }) => day <= leftDay - noticeDays)) {
        notWatched++;
        continue;
      }
      const flaggedDay = inHorizon.find(({ isFlagged }) => isFlagged)?.day ?? null;
      const daysOfWarning = flaggedDay === null ? null : leftDay - flaggedDay;
      rows.push({ customerId: customer.customerId, flaggedDay, leftDay, returnedDay, daysOfWarning, isInTime: daysOfWarning !== null && daysOfWarning >= noticeDays, value });
    }
  }
  rows.sort((a, b) => b.value - a.value || b.leftDay - a.leftDay || (a.customerId < b.customerId ? -1 : a.customerId > b.customerId ? 1 : 0));
  const warned = rows.filter(({ isInTime }) => isInTime);
  return {
    noticeDays, horizonDays,
    left: rows.length, leftValue: sumValues(rows),
    warned: warned.length, warnedValue: sumValues(warned),
    notWatched, warnings, rightWarnings,
    precision: warnings === 0 ? null : rightWarnings / warnings,
    rows,
  };
}

/** Points from the first day, or from a return, until the customer left; the last stretch ends without a departure where he has not. */
function stretchesOf({ departures, points }: WatchedCustomer, knownUntilDay: DayNumber): { points: WatchedCustomer['points']; departure: Departure | null }[] {
  // Known only later, so nobody has left yet for this report.
  const known = departures.filter(({ leftDay }) => leftDay <= knownUntilDay);
  const sorted = points.toSorted((a, b) => a.day - b.day);
  const stretches = known.map((departure, at) => ({
    departure, points: sorted.filter(({ day }) => day >= (known[at - 1]?.returnedDay ?? -Infinity) && day < departure.leftDay),
  }));
  const last = known.at(-1);
  if (last === undefined) return [{ departure: null, points: sorted }];
  const { returnedDay } = last;
  return returnedDay === null ? stretches : [...stretches, { departure: null, points: sorted.filter(({ day }) => day >= returnedDay) }];
}

/** First days of runs of flagged points. */
function warningDays(points: WatchedCustomer['points']): DayNumber[] {
  return points.filter(({ isFlagged }, at) => isFlagged && !points[at - 1]?.isFlagged).map(({ day }) => day);
}

/** In the order of the rows, so that rounding is the same each time. */
function sumValues(rows: readonly EarlyWarningRow[]): number {
  return rows.reduce((sum, { value }) => sum + value, 0);
}

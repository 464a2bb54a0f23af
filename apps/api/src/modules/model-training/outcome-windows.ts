import { dayFromIso, dayToIso, type DayNumber } from '@kelvin/kernel';

/** A day after which it is counted who had the outcome, and the month that it stands for. */
export interface OutcomeWindow {
  readonly asOfDay: DayNumber;
  /** `2026-11`. */
  readonly month: string;
}

/** Customers known on the window's day, and those of them to whom it came. */
export interface WindowCounts extends OutcomeWindow {
  readonly customers: number;
  readonly positives: number;
}

export interface HistorySpan {
  readonly firstDay: DayNumber;
  /** The last day with complete data. */
  readonly lastDay: DayNumber;
}

const MOST_MONTHS = 12;

/**
 * One window for each of the last twelve months whose horizon is over, oldest first: it begins with the month. Where the
 * history has no whole month yet, the latest window that is over stands for the month it begins in.
 */
export function planWindows({ firstDay, lastDay }: HistorySpan, horizonDays: number): OutcomeWindow[] {
  const latest = lastDay - horizonDays;
  const windows: OutcomeWindow[] = [];
  for (let month = dayToIso(latest + 1).slice(0, 7); windows.length < MOST_MONTHS; month = monthBefore(month)) {
    const asOfDay = dayFromIso(`${month}-01`) - 1;
    if (asOfDay < firstDay) break;
    if (asOfDay <= latest) windows.unshift({ asOfDay, month });
  }
  if (windows.length > 0 || latest < firstDay) return windows;
  return [{ asOfDay: latest, month: dayToIso(latest + 1).slice(0, 7) }];
}

function monthBefore(month: string): string {
  return dayToIso(dayFromIso(`${month}-01`) - 1).slice(0, 7);
}

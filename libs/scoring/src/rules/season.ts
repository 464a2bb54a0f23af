import type { DayNumber } from '@kelvin/kernel';

const WINDOW_DAYS = 7;
const BASE_WEEKS = 8;
/** With less history than this, quiet cannot be told from normal. */
const MIN_BASE_WEEKS = 2;
/** 52 weeks: the same weekdays a year ago. */
const YEAR_DAYS = 364;
const MAX_SEASON = 3;

/**
 * Expected ÷ observed activity of the seven complete days before `asOfDay`, 1–3 (`docs/scoring.md` section 4): in a dip
 * that everybody shares nobody counts as silent. 1 while there are not two weeks to expect anything from.
 *
 * Expected is the mean of the same weekdays in the eight weeks before. Where last year's dates are known, it is raised
 * to what they did against their own eight weeks: a peak that fails to come is quiet too. It is never lowered by them:
 * a dip that comes every year is still one in which nobody is to be called silent.
 *
 * @param activityOn customers active on a day (0 if none)
 * @param firstDay first day of the workspace's data
 */
export function seasonFactor(activityOn: (day: DayNumber) => number, firstDay: DayNumber | null, asOfDay: DayNumber): number {
  const windowBegins = asOfDay - WINDOW_DAYS;
  const expected = expectedByWeekday(activityOn, firstDay, windowBegins);
  if (expected === null || expected === 0) return 1;
  const lastYear = expectedByWeekday(activityOn, firstDay, windowBegins - YEAR_DAYS);
  const lastYearRatio = lastYear ? sumWindow(activityOn, windowBegins - YEAR_DAYS) / lastYear : 1;
  const observed = sumWindow(activityOn, windowBegins);
  if (observed === 0) return MAX_SEASON;
  return Math.min(MAX_SEASON, Math.max(1, (expected * Math.max(1, lastYearRatio)) / observed));
}

/** Activity to expect of the seven days from `windowBegins`: each weekday's own mean, added up. */
function expectedByWeekday(activityOn: (day: DayNumber) => number, firstDay: DayNumber | null, windowBegins: DayNumber): number | null {
  if (firstDay === null) return null;
  const weeks = Math.min(BASE_WEEKS, Math.floor((windowBegins - firstDay) / WINDOW_DAYS));
  if (weeks < MIN_BASE_WEEKS) return null;
  let expected = 0;
  for (let weekday = 0; weekday < WINDOW_DAYS; weekday++) {
    let sum = 0;
    for (let week = 1; week <= weeks; week++) sum += activityOn(windowBegins + weekday - WINDOW_DAYS * week);
    expected += sum / weeks;
  }
  return expected;
}

function sumWindow(activityOn: (day: DayNumber) => number, begins: DayNumber): number {
  let sum = 0;
  for (let day = begins; day < begins + WINDOW_DAYS; day++) sum += activityOn(day);
  return sum;
}

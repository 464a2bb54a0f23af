import type { DayNumber } from '@kelvin/kernel';
import type { DayRows } from '../day-rows.ts';
import { clampPoints, type RuleWalk, sumGroups } from './rule-walk.ts';

export interface PointsQuestion {
  readonly rows: DayRows;
  /** Rows on or before the as-of day. */
  readonly end: number;
  readonly asOfDay: DayNumber;
  /** The past score wanted for the change, normally 30 days ago. */
  readonly compareDay: DayNumber;
  /** First day of the window in which the peak is looked for. */
  readonly peakFromDay: DayNumber;
  readonly lastActiveDay: DayNumber | null;
}

export interface PointsAnswer {
  /** Rule points as of the day, 0–100, not rounded. */
  readonly points: number;
  readonly comparePoints: number;
  /**
   * Highest points on the window's first day, on any of its days with rows, and today. Exact while only time
   * passes between those days; a minus that fades may reach a little higher in between.
   */
  readonly peakPoints: number;
  /** Last day on which something gave points or the customer was active; null if never. */
  readonly lastEventDay: DayNumber | null;
  /** Group values on that day, and now. */
  readonly earned: Float64Array;
  readonly now: Float64Array;
}

/** Answers all questions about points in one walk over the rows; the walk then stands at the as-of day. */
export function computePoints(walk: RuleWalk, question: PointsQuestion): PointsAnswer {
  const { rows, end, asOfDay, compareDay, peakFromDay } = question;
  const groups = walk.plan.groups.length;
  const scratch = new Float64Array(groups);
  const earned = new Float64Array(groups);
  const now = new Float64Array(groups);
  const lastEventDay = findLastEventDay(walk, question);
  let comparePoints = 0;
  let peakPoints = 0;
  let reached = -Infinity;
  /** Asks for what lies between the day reached and the next one, before that changes the sums. */
  const answerUntil = (nextDay: number): void => {
    if (compareDay >= reached && compareDay < nextDay) comparePoints = walk.pointsAt(compareDay, scratch);
    const peakDay = Math.max(reached, peakFromDay);
    if (peakDay < nextDay) peakPoints = Math.max(peakPoints, walk.pointsAt(peakDay, scratch));
    if (lastEventDay === reached) walk.groupsAt(reached, earned);
  };

  walk.begin();
  for (let from = 0; from < end; ) {
    const day = rows.days[from]!;
    let to = from + 1;
    while (to < end && rows.days[to] === day) to++;
    if (from > 0) answerUntil(day);
    walk.addDay(day, rows, from, to);
    reached = day;
    from = to;
  }
  if (end > 0) answerUntil(asOfDay + 1);
  walk.groupsAt(asOfDay, now);
  const points = clampPoints(sumGroups(now, walk.plan.plusGroups));
  return { points, comparePoints, peakPoints: Math.max(peakPoints, points), lastEventDay, earned, now };
}

function findLastEventDay(walk: RuleWalk, { rows, end, lastActiveDay }: PointsQuestion): DayNumber | null {
  for (let row = end - 1; row >= 0; row--) {
    const day = rows.days[row]!;
    if (lastActiveDay !== null && day <= lastActiveDay) return lastActiveDay;
    if (rows.counts[row]! > 0 && walk.gives(rows.metrics[row]!)) return day;
  }
  return lastActiveDay;
}

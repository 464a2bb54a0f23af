import type { DayNumber } from '@kelvin/kernel';
import type { BandState } from './band.ts';
import type { CompiledRules } from './compile-rules.ts';
import { type ScoreInput, type ScorePoint, scorePoint } from './score-customer.ts';
import type { WorkspaceStats } from './workspace-stats.ts';

/**
 * Scores one customer as of each day, oldest first, carrying the band from one to the next: what live scoring on
 * those days would have said. `statsAt` gives the workspace's figures as of a day (computed once per day by the caller,
 * {@link WorkspaceHistory}), so that nothing later reaches an earlier score. Days before the first activity are
 * left out. Days must ascend. `keepsBandOn` says on which days a silent source hides the customer (default: none).
 */
export function scoreHistory(
  rules: CompiledRules,
  input: Omit<ScoreInput, 'asOfDay' | 'stats' | 'keepsBand'>,
  asOfDays: readonly DayNumber[],
  statsAt: (day: DayNumber) => WorkspaceStats,
  keepsBandOn: (day: DayNumber) => boolean = () => false,
): ScorePoint[] {
  const points: ScorePoint[] = [];
  let previous: BandState | null = input.previous;
  for (const asOfDay of asOfDays) {
    const point = scorePoint(rules, { ...input, asOfDay, stats: statsAt(asOfDay), previous, keepsBand: keepsBandOn(asOfDay) });
    if (point.activity.firstDay === null) continue;
    points.push(point);
    previous = point.band;
  }
  return points;
}

/** The days of a weekly history that ends on `lastDay`: `weeks` of them, ascending, `lastDay` itself left to live scoring. */
export function weeklyDaysBefore(lastDay: DayNumber, weeks: number): DayNumber[] {
  return Array.from({ length: weeks }, (_, at) => lastDay - 7 * (weeks - at));
}

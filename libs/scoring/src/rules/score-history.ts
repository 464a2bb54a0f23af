import type { DayNumber } from '@kelvin/kernel';
import type { BandState } from './band.ts';
import type { CompiledRules } from './compile-rules.ts';
import { type ScoreInput, type ScorePoint, scorePoint } from './score-customer.ts';
import type { WorkspaceStats } from './workspace-stats.ts';

/**
 * Scores one customer as of each day, oldest first, carrying the band from one to the next: what live scoring on
 * those days would have said. `statsAt` gives the workspace's figures as of a day (computed once per day by the caller,
 * {@link WorkspaceHistory}), so that nothing later reaches an earlier score. Days before the first activity are
 * left out. Days must ascend. `knownOn` gives what else was known on a day: whether a silent source hid the customer, and
 * the renewal of his contract (default: nothing).
 */
export function scoreHistory(
  rules: CompiledRules,
  input: Omit<ScoreInput, 'asOfDay' | 'stats' | 'keepsBand' | 'renewalDay'>,
  asOfDays: readonly DayNumber[],
  statsAt: (day: DayNumber) => WorkspaceStats,
  knownOn: (day: DayNumber) => Pick<ScoreInput, 'keepsBand' | 'renewalDay'> = () => ({}),
): ScorePoint[] {
  const points: ScorePoint[] = [];
  let previous: BandState | null = input.previous;
  for (const asOfDay of asOfDays) {
    const point = scorePoint(rules, { ...input, asOfDay, stats: statsAt(asOfDay), previous, ...knownOn(asOfDay) });
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

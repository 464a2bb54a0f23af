import { quantileOfSorted } from '../quantile.ts';
import type { WorkspaceStats } from './workspace-stats.ts';

/** Weight of the workspace's gap against the customer's own gaps. */
const WORKSPACE_WEIGHT = 3;
/** Until a workspace has two active days of anybody. */
const UNKNOWN_GAP_DAYS = 7;

/**
 * Days within which a customer usually comes back: the upper quartile of his last gaps (at most twelve), drawn
 * to the workspace's while they are few: (n·own + 3·workspace's) ÷ (n + 3), at least a day (`docs/scoring.md` section 4).
 */
export function usualGapDays(lastGaps: readonly number[], stats: WorkspaceStats): number {
  const workspaceGap = stats.gapDays ?? UNKNOWN_GAP_DAYS;
  const n = lastGaps.length;
  if (n === 0) return Math.max(1, workspaceGap);
  const own = quantileOfSorted([...lastGaps].sort((a, b) => a - b), 0.75)!;
  return Math.max(1, (n * own + WORKSPACE_WEIGHT * workspaceGap) / (n + WORKSPACE_WEIGHT));
}

/** How many usual gaps a customer has been away; `season` above 1 forgives what the whole workspace does. */
export function silenceRatio(daysSinceActivity: number, gapDays: number, season: number): number {
  return daysSinceActivity / (gapDays * season);
}

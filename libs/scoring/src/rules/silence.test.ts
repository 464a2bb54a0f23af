import { describe, expect, it } from 'vitest';
import { silenceRatio, usualGapDays } from './silence.ts';
import { EMPTY_WORKSPACE_STATS } from './workspace-stats.ts';

describe('usualGapDays', () => {
  const workspace = { ...EMPTY_WORKSPACE_STATS, gapDays: 10 };
  it.each<[string, number[], number]>([
    ['no own gaps: the workspace', [], 10],
    ['one gap weighs a quarter', [2], (1 * 2 + 3 * 10) / 4],
    ['the upper quartile of the own ones', [1, 2, 3, 4, 5], (5 * 4 + 3 * 10) / 8],
    ['in any order', [5, 1, 4, 2, 3], (5 * 4 + 3 * 10) / 8],
    ['twelve gaps', Array.from({ length: 12 }, () => 4), (12 * 4 + 3 * 10) / 15],
  ])('%s', (_case, gaps, expected) => {
    expect(usualGapDays(gaps, workspace)).toBeCloseTo(expected);
  });

  it('is at least a day, and a week while nothing is known', () => {
    expect(usualGapDays([], { ...EMPTY_WORKSPACE_STATS, gapDays: 0.2 })).toBe(1);
    expect(usualGapDays([], EMPTY_WORKSPACE_STATS)).toBe(7);
  });

  it('counts absence in gaps, less where the whole workspace is quiet', () => {
    expect(silenceRatio(16, 4, 1)).toBe(4);
    expect(silenceRatio(16, 4, 2)).toBe(2);
  });
});

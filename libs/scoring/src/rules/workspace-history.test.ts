import { describe, expect, it } from 'vitest';
import { type NamedDayRow, packDayRows } from '../day-rows.ts';
import { MetricIndex } from '../metric-index.ts';
import { seasonFactor } from './season.ts';
import { ago, TODAY } from '../sample-rows.test-helper.ts';
import { topShareLimit } from './top-share-limit.ts';
import { WorkspaceHistory } from './workspace-history.ts';
import { EMPTY_WORKSPACE_STATS, workspaceStatsSchema } from './workspace-stats.ts';

function historyOf(...customers: NamedDayRow[][]): WorkspaceHistory {
  const index = new MetricIndex();
  const history = new WorkspaceHistory(index);
  for (const rows of customers) history.add(packDayRows(rows, index));
  return history;
}

describe('WorkspaceHistory', () => {
  it('knows nothing of an empty workspace', () => {
    expect(historyOf().statsAt(TODAY)).toEqual(EMPTY_WORKSPACE_STATS);
    expect(historyOf().span).toBeNull();
  });

  it('takes the upper quartile of gaps between active days, and of those between orders', () => {
    const stats = historyOf([ago(40, 'order'), ago(30, 'visit'), ago(28, 'visit'), ago(0, 'order')]).statsAt(TODAY);
    expect(stats).toMatchObject({ customers: 1, gapDays: 19, orderGapDays: 40 });
  });

  it('uses nothing later than its day', () => {
    const early = [ago(90, 'order', 1, 10), ago(80, 'visit'), ago(60, 'order', 1, 20)];
    const all = historyOf([...early, ago(5, 'order', 1, 999)], [ago(9, 'order', 1, 70)]);
    expect(all.statsAt(TODAY - 50)).toEqual(historyOf(early).statsAt(TODAY - 50));
  });

  it('counts values of the last 365 days, refunds taken off, each customer his own', () => {
    const stats = historyOf(
      [ago(400, 'order', 1, 1000), ago(10, 'order', 2, 100)], [ago(3, 'other')], [ago(20, 'order', 1, 60), ago(19, 'refund', 1, 20)],
      ...Array.from({ length: 3 }, () => [ago(5, 'visit')]),
    ).statsAt(TODAY);
    expect(stats).toMatchObject({ customers: 5, topValueLimit: 100, medianValue: 0, meanOrder: 160 / 3 });
    expect(stats.meanYearlyValue).toBeCloseTo((100 + (40 * 365) / 90) / 5);
    expect(workspaceStatsSchema.parse(JSON.parse(JSON.stringify(stats)))).toEqual(stats);
  });
});

describe('topShareLimit', () => {
  it.each<[string, number[], number | null]>([
    ['nobody', [], null], ['too few', [1, 2, 3, 4], null], ['one of five', [1, 2, 3, 4, 5], 5],
    ['all the same', [5, 5, 5, 5, 5], null], ['ties across the limit', [1, 2, 3, 4, 5, 6, 7, 8, 8, 9], 9],
    ['ties within it', [1, 2, 3, 4, 5, 6, 7, 8, 9, 9], 9], ['few who paid at all', [0, 0, 0, 0, 0, 0, 0, 0, 0, 3], 3], ['nobody paid', [-1, 0, 0, 0, 0], null],
  ])('%s', (_case, sorted, expected) => {
    expect(topShareLimit(sorted, 0.2)).toBe(expected);
  });
});

describe('seasonFactor', () => {
  const steady = () => 10;
  it.each<[string, (day: number) => number, number, number]>([
    ['a steady workspace', steady, TODAY - 200, 1],
    ['a dip to half', (day) => (day >= TODAY - 7 ? 5 : 10), TODAY - 200, 2],
    ['a deep dip is limited', (day) => (day >= TODAY - 7 ? 1 : 10), TODAY - 200, 3],
    ['silence of all', (day) => (day >= TODAY - 7 ? 0 : 10), TODAY - 200, 3],
    ['a peak makes nobody silent', (day) => (day >= TODAY - 7 ? 40 : 10), TODAY - 200, 1],
    ['today, not over yet, does not count', (day) => (day === TODAY ? 0 : 10), TODAY - 200, 1],
    ['less than two weeks to compare with', (day) => (day >= TODAY - 7 ? 5 : 10), TODAY - 20, 1],
    ['closed weekends are no dip', (day) => ([2, 3].includes(day % 7) ? 0 : 10), TODAY - 200, 1],
    ['a dip that comes every year is still one', (day) => (day >= TODAY - 7 || (day >= TODAY - 371 && day < TODAY - 364) ? 5 : 10), TODAY - 700, 2],
    ["last year's peak did not come", (day) => (day >= TODAY - 371 && day < TODAY - 364 ? 20 : 10), TODAY - 700, 2],
  ])('%s', (_case, activityOn, firstDay, expected) => {
    expect(seasonFactor(activityOn, firstDay, TODAY)).toBeCloseTo(expected);
  });
});

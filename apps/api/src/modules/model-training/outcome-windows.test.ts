import { dayFromIso } from '@kelvin/kernel';
import { describe, expect, it } from 'vitest';
import { planWindows } from './outcome-windows.ts';

const day = dayFromIso;

describe('planWindows', () => {
  it.each([
    ['a month is listed once its horizon is over', '2026-01-10', '2026-04-30', 30, ['2026-02', '2026-03', '2026-04']],
    ['and not a day before', '2026-01-10', '2026-04-29', 30, ['2026-02', '2026-03']],
    ['twelve at most', '2020-01-01', '2026-04-30', 7, ['2025-05', '2025-06', '2025-07', '2025-08', '2025-09', '2025-10', '2025-11', '2025-12', '2026-01', '2026-02', '2026-03', '2026-04']],
    ['a young history has its latest window', '2026-04-02', '2026-04-28', 7, ['2026-04']],
    ['one that is over', '2026-04-02', '2026-04-28', 30, []],
    ['a history of one day has none', '2026-04-02', '2026-04-02', 1, []],
  ])('%s', (_what, firstDay, lastDay, horizonDays, months) => {
    const windows = planWindows({ firstDay: day(firstDay), lastDay: day(lastDay) }, horizonDays);
    expect(windows.map(({ month }) => month)).toEqual(months);
    for (const { asOfDay } of windows) {
      expect(asOfDay).toBeGreaterThanOrEqual(day(firstDay));
      expect(asOfDay + horizonDays).toBeLessThanOrEqual(day(lastDay));
    }
  });
});

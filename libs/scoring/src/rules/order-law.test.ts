import { describe, expect, it } from 'vitest';
import { packDayRows, type NamedDayRow } from '../day-rows.ts';
import { seededRandom } from '../engines/random.ts';
import { exponential } from '../engines/sample-matrix.test-helper.ts';
import { MetricIndex } from '../metric-index.ts';
import { ago, TODAY } from '../sample-rows.test-helper.ts';
import { compileRules } from './compile-rules.ts';
import { expectedOrderValue, fitOrderLaw, type OrderLaw } from './order-law.ts';
import { B2C_PRESET } from './presets.ts';
import { scorePoint } from './score-customer.ts';
import { WorkspaceHistory } from './workspace-history.ts';
import { type WorkspaceStats, workspaceStatsSchema } from './workspace-stats.ts';

const LAW: OrderLaw = { r: 2, alpha: 60, a: 0.02, b: 5, dayValue: 50 };

describe('expectedOrderValue', () => {
  it.each<[string, Parameters<typeof expectedOrderValue>[1], Parameters<typeof expectedOrderValue>[1]]>([
    ['more orders in the same time', { orderDays: 3, daysSinceFirst: 100, value: 150 }, { orderDays: 6, daysSinceFirst: 100, value: 300 }],
    ['the same orders in less time', { orderDays: 3, daysSinceFirst: 300, value: 150 }, { orderDays: 3, daysSinceFirst: 60, value: 150 }],
    ['dearer ones', { orderDays: 3, daysSinceFirst: 100, value: 150 }, { orderDays: 3, daysSinceFirst: 100, value: 600 }],
  ])('is higher with %s', (_case, less, more) => {
    expect(expectedOrderValue(LAW, more)).toBeGreaterThan(1.2 * expectedOrderValue(LAW, less));
  });

  it('draws the value of a day to everybody’s while there are few', () => {
    const per = (orderDays: number, value: number) => expectedOrderValue(LAW, { orderDays, daysSinceFirst: 100, value });
    expect(per(2, 400) / per(2, 100)).toBeCloseTo(125 / 50, 9);
    expect(per(1, -500)).toBe(0);
  });

  it('is about the pace of those who never leave', () => {
    const steady: OrderLaw = { r: 1, alpha: 10, a: 1e-4, b: 10, dayValue: 10 };
    expect(expectedOrderValue(steady, { orderDays: 40, daysSinceFirst: 400, value: 400 })).toBeCloseTo((40 / 410) * 365 * 10, 0);
  });
});

describe('the law of orders', () => {
  /** Buyers at paces of their own, none of whom leaves. */
  const random = seededRandom(3);
  const buyers = Array.from({ length: 300 }, (): NamedDayRow[] => {
    const gap = 20 + 80 * random.next();
    const rows: NamedDayRow[] = [];
    for (let day = 400 * random.next(); day > 0; day -= 1 + gap * exponential(random)) rows.push(ago(Math.ceil(day), 'order', 2, 30));
    return rows.toSorted((a, b) => a.day - b.day);
  });
  const index = new MetricIndex();
  const history = new WorkspaceHistory(index);
  const packed = buyers.map((rows) => packDayRows(rows, index));
  for (const rows of packed) history.add(rows);

  it('is known as of a day, from nothing later, and kept with the workspace’s figures', () => {
    const law = history.orderLawAt(TODAY)!;
    expect(law.dayValue).toBeCloseTo(30, 9);
    const until = new WorkspaceHistory(index);
    for (const rows of buyers) until.add(packDayRows(rows.filter(({ day }) => day <= TODAY - 100), index));
    expect(history.orderLawAt(TODAY - 100)).toEqual(until.orderLawAt(TODAY - 100));
    const stats: WorkspaceStats = { ...history.statsAt(TODAY), orderLaw: law };
    expect(workspaceStatsSchema.parse(JSON.parse(JSON.stringify(stats)))).toEqual(stats);
    const { orderLaw: _none, ...asOfOld } = stats;
    expect(workspaceStatsSchema.parse(asOfOld).orderLaw).toBeNull();
  });

  it('expects of everybody together what everybody together does in a year', () => {
    const rules = compileRules(B2C_PRESET, index);
    const stats = { ...history.statsAt(TODAY), orderLaw: history.orderLawAt(TODAY) };
    const expected = packed.reduce((sum, rows) => sum + scorePoint(rules, { rows, asOfDay: TODAY, stats, previous: null }).money.expectedValue, 0);
    const pace = buyers.reduce((sum, rows) => sum + (30 * 365 * rows.length) / (TODAY - rows[0]!.day + 30), 0);
    expect(expected / pace).toBeGreaterThan(0.8);
    expect(expected / pace).toBeLessThan(1.2);
  });

  it('takes refunds off, counts a day once, and leaves payments out', () => {
    const odd = new WorkspaceHistory(index);
    const rows = [ago(50, 'order', 1, 40), ago(50, 'subscription_payment', 1, 9), ago(20, 'order', 3, 60), ago(10, 'refund', 1, 20)];
    for (let each = 0; each < 60; each++) odd.add(packDayRows(rows, index));
    odd.add(packDayRows([ago(20, 'refund', 1, 40)], index));
    expect(odd.orderLawAt(TODAY)!.dayValue).toBeCloseTo((60 * 80 - 40) / 120, 9);
    expect(odd.orderLawAt(TODAY - 30)).toBeNull();
    expect(odd.orderLawAt(TODAY + 500)).toBeNull();
  });

  it('needs 40 who came back, and takes evenly spread ones of very many', () => {
    const histories = (count: number, back: number) => ({
      repeats: Array.from({ length: count }, (_unused, at) => (at < back ? 2 : 0)), agesAtLast: Array.from({ length: count }, (_unused, at) => (at < back ? 30 : 0)), ages: Array.from({ length: count }, () => 60),
    });
    expect(fitOrderLaw(histories(100, 39), 5)).toBeNull();
    expect(fitOrderLaw(histories(100, 40), -5)).toMatchObject({ dayValue: 0 });
    const thinned = fitOrderLaw(histories(20_000, 10_000), 5)!;
    const half = fitOrderLaw(histories(2_000, 1_000), 5)!;
    for (const key of ['r', 'alpha', 'a', 'b'] as const) expect(thinned[key]).toBeCloseTo(half[key], 9);
  });
});

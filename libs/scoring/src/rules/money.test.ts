import { describe, expect, it } from 'vitest';
import { collectFacts } from './customer-facts.ts';
import { type NamedDayRow, packDayRows } from '../day-rows.ts';
import { MetricIndex } from '../metric-index.ts';
import { MetricRoles } from './metric-roles.ts';
import { computeMoney, type CustomerMoney, deriveSubscription } from './money.ts';
import { ago, TODAY } from '../sample-rows.test-helper.ts';
import { EMPTY_WORKSPACE_STATS } from './workspace-stats.ts';

function moneyOf(rows: readonly NamedDayRow[], meanYearlyValue = 0): CustomerMoney {
  const index = new MetricIndex();
  const packed = packDayRows(rows, index);
  const facts = collectFacts(new MetricRoles(index), packed, packed.days.length, TODAY);
  return computeMoney(facts, TODAY, { ...EMPTY_WORKSPACE_STATS, meanYearlyValue }, deriveSubscription(facts, TODAY));
}

describe('computeMoney', () => {
  it('counts orders and payments less refunds of the last 365 days', () => {
    const rows = [ago(365, 'order', 1, 500), ago(364, 'order', 2, 100), ago(30, 'subscription_payment', 1, 10), ago(1, 'refund', 1, 25), ago(1, 'payment_failed', 1, 99)];
    expect(moneyOf(rows)).toMatchObject({ value12m: 85, orders12m: 2, meanOrder: 50 });
  });

  it.each<[string, NamedDayRow[], number, number]>([
    ['no orders: the mean', [ago(400, 'visit')], 80, 80],
    ['two orders in a year weigh half', [ago(360, 'order', 1, 50), ago(10, 'order', 1, 50)], 80, (100 * 365) / 360 / 2 + 40],
    ['a short tenure counts as 90 days', [ago(10, 'order', 2, 90)], 0, (90 * 365) / 90 / 2],
    ['a long one as a year', [ago(900, 'visit'), ago(10, 'order', 2, 90)], 0, 45],
    ['never below nothing', [ago(900, 'visit'), ago(10, 'order', 2, 1), ago(5, 'refund', 1, 500)], 0, 0],
    ['a subscription: its price × 12', [ago(33, 'subscription_payment', 1, 10), ago(3, 'subscription_payment', 1, 12)], 80, 144],
    ['a single payment counts as monthly', [ago(3, 'subscription_payment', 1, 12)], 80, 144],
    ['a yearly one', [ago(400, 'subscription_payment', 1, 99), ago(35, 'subscription_payment', 1, 100)], 80, 100],
    ['an ended subscription is like any customer', [ago(400, 'visit'), ago(100, 'subscription_payment', 1, 12)], 80, 80],
  ])('expected value: %s', (_case, rows, mean, expected) => {
    expect(moneyOf(rows, mean).expectedValue).toBeCloseTo(expected, 6);
  });

  it.each<[number, boolean]>([[30, true], [44, true], [45, false]])('a monthly subscription %d days after its payment runs: %s', (days, isRunning) => {
    expect(moneyOf([ago(days + 30, 'subscription_payment', 1, 9), ago(days, 'subscription_payment', 1, 9)]).subscription?.isRunning).toBe(isRunning);
  });
});

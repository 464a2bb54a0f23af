import { describe, expect, it } from 'vitest';
import { packDayRows } from '../day-rows.ts';
import { MetricIndex } from '../metric-index.ts';
import { B2B_PRESET, B2C_PRESET } from './presets.ts';
import type { NamedDayRow } from '../day-rows.ts';
import { RuleWalk } from './rule-walk.ts';
import type { RulePreset } from './rule-preset.ts';
import { ago, TODAY } from '../sample-rows.test-helper.ts';

/** Value of each group today, by code. */
function groupsToday(rows: readonly NamedDayRow[], preset: RulePreset = B2C_PRESET): Record<string, number> {
  const index = new MetricIndex();
  const packed = packDayRows(rows, index);
  const walk = new RuleWalk(preset, index);
  walk.begin();
  for (let from = 0; from < packed.days.length; ) {
    let to = from;
    while (to < packed.days.length && packed.days[to] === packed.days[from]) to++;
    walk.addDay(packed.days[from]!, packed, from, to);
    from = to;
  }
  const values = new Float64Array(walk.plan.groups.length);
  walk.groupsAt(TODAY, values);
  return Object.fromEntries(walk.plan.groups.map((group, at) => [group.code, values[at]!]));
}

/** cap · (1 − exp(−raw ÷ cap)) */
const saturate = (cap: number, raw: number): number => cap * (1 - Math.exp(-raw / cap));

describe('RuleWalk', () => {
  it.each<[string, NamedDayRow[], string, number]>([
    ['one visit today', [ago(0, 'visit')], 'presence', saturate(25, 5)],
    ['many visits of one day are one active day', [ago(0, 'visit', 9), ago(0, 'sign_in', 2)], 'presence', saturate(25, 5)],
    ['a visit one half-life ago', [ago(14, 'visit')], 'presence', saturate(25, 2.5)],
    ['two days', [ago(14, 'visit'), ago(0, 'visit')], 'presence', saturate(25, 7.5)],
    ['views up to five a day', [ago(0, 'view', 40)], 'interest', saturate(20, 5)],
    ['carts up to two a day beside a price page', [ago(0, 'cart', 3), ago(0, 'price_page', 2)], 'interest', saturate(20, 13)],
    ['rows of one day and metric are added before the limit', [ago(0, 'cart'), ago(0, 'cart'), ago(0, 'cart')], 'interest', saturate(20, 10)],
    ['orders up to two a day', [ago(0, 'order', 3)], 'purchases', saturate(30, 32)],
    ['payments without a limit', [ago(0, 'subscription_payment', 3)], 'purchases', saturate(30, 30)],
    ['an order one half-life ago', [ago(45, 'order')], 'purchases', saturate(30, 8)],
    ['opens and clicks', [ago(0, 'email_opened', 4), ago(0, 'email_clicked', 4), ago(0, 'email_replied')], 'response', saturate(15, 15)],
    ['good reviews of either kind', [ago(0, 'review:4'), ago(0, 'review:5')], 'voice', saturate(10, 12)],
    ['a bad review gives nothing', [ago(0, 'review:2')], 'voice', 0],
    ['texts', [ago(0, 'text:4'), ago(0, 'text:5'), ago(0, 'social')], 'voice', saturate(10, 12)],
    ['complaints take', [ago(0, 'text:2'), ago(0, 'text:1')], 'discontent', saturate(25, 23)],
    ['a complaint half as much after 14 days', [ago(14, 'text:1')], 'discontent', saturate(25, 7.5)],
    ['and after 7 once answered', [ago(14, 'text:1'), ago(14, 'ticket_closed')], 'discontent', saturate(25, 15 / 4)],
    ['answered in between', [ago(21, 'text:1'), ago(7, 'ticket_closed')], 'discontent', saturate(25, 15 / 4)],
    ['a new complaint after an answer stays open', [ago(14, 'text:1'), ago(14, 'ticket_closed'), ago(0, 'text:2')], 'discontent', saturate(25, 15 / 4 + 8)],
    ['trouble', [ago(60, 'refund'), ago(0, 'unsubscribed'), ago(0, 'spam_complaint')], 'trouble', saturate(20, 29)],
    ['a ticket of yesterday may not be 24 h old', [ago(1, 'ticket_opened')], 'trouble', 0],
    ['a ticket open for two days', [ago(2, 'ticket_opened')], 'trouble', saturate(20, 6)],
    ['two open, one closed', [ago(5, 'ticket_opened', 2), ago(3, 'ticket_closed')], 'trouble', saturate(20, 6)],
    ['closed on its day', [ago(5, 'ticket_opened'), ago(5, 'ticket_closed')], 'trouble', 0],
    ['a ticket whose end was never told is forgotten', [ago(91, 'ticket_opened')], 'trouble', 0],
    ['an unpaid failure, however often tried', [ago(3, 'payment_failed'), ago(1, 'payment_failed')], 'trouble', saturate(20, 6)],
    ['paid since', [ago(3, 'payment_failed'), ago(1, 'subscription_payment')], 'trouble', 0],
    ['other counts nothing', [ago(0, 'other', 100)], 'presence', 0],
    ['an order alone is no presence', [ago(0, 'order')], 'presence', 0],
    ['a count of zero is nothing', [ago(0, 'visit', 0)], 'presence', 0],
  ])('%s', (_case, rows, group, expected) => {
    expect(groupsToday(rows)[group]).toBeCloseTo(expected, 9);
  });

  it('counts each feature once per calendar week for B2B', () => {
    // TODAY is a Thursday: 1, 2 and 3 days ago lie in its week, 4 days ago (Sunday) in the one before.
    const rows = [ago(3, 'feature:export'), ago(1, 'feature:export', 5), ago(0, 'feature:report')];
    expect(groupsToday(rows, B2B_PRESET)['depth']).toBeCloseTo(saturate(30, 4 * 2 ** (-3 / 21) + 4), 9);
    expect(groupsToday([ago(4, 'feature:export'), ago(3, 'feature:export')], B2B_PRESET)['depth']).toBeCloseTo(saturate(30, 4 * 2 ** (-4 / 21) + 4 * 2 ** (-3 / 21)), 9);
  });

  it('fades over ages beyond its table', () => {
    expect(groupsToday([ago(5000, 'order')])['purchases']).toBeCloseTo(saturate(30, 16 * 2 ** (-5000 / 45)), 12);
  });

  it('learns metrics that were first seen after it was made', () => {
    const index = new MetricIndex();
    const walk = new RuleWalk(B2C_PRESET, index);
    const rows = packDayRows([ago(0, 'visit')], index);
    walk.refresh();
    walk.begin();
    walk.addDay(TODAY, rows, 0, 1);
    expect(walk.pointsAt(TODAY, new Float64Array(walk.plan.groups.length))).toBeCloseTo(saturate(25, 5), 9);
  });
});

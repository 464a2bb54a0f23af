import { dayOfZone, FixedClock, type Meaning } from '@kelvin/kernel';
import { aTrack, startTestPath, type TestPath } from '@kelvin/testing';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RebuildDays, type RebuildScope } from './rebuild-days.ts';

const TIME_ZONE = 'Europe/Berlin';
const PEOPLE = ['ann', 'bob', 'cem'] as const;
/** What stands for what before anybody says otherwise; the last one has no meaning yet. */
const MEANING_OF = new Map<string, Meaning | null>([['Order Completed', 'order'], ['Order Refunded', 'refund'], ['Invoice Paid', 'subscription_payment'], ['Product Viewed', 'view'], ['Payment Failed', 'payment_failed'], ['Order Shipped', null]]);

interface Sale {
  readonly who: (typeof PEOPLE)[number];
  readonly name: string;
  readonly daysAgo: number;
  readonly orderId: string | null;
  /** A multiple of a quarter, so that sums are the same in any order. */
  readonly revenue: number | null;
  readonly currency: string | null;
}

/** Powers of two, for the same reason. */
const RATES: Readonly<Record<string, number>> = { RUB: 0.015_625, USD: 0.5 };

/** Two midnights before 10 o'clock in UTC: dates without an hour. */
const MIDNIGHT_THERE = 11 / 24;
const MIDNIGHT_IN_UTC = 10 / 24;

const sale: fc.Arbitrary<Sale> = fc.record({
  who: fc.constantFrom(...PEOPLE), name: fc.constantFrom(...MEANING_OF.keys()), daysAgo: fc.constantFrom(0, 0.5, 1, 40, 0.35, MIDNIGHT_THERE, MIDNIGHT_IN_UTC), orderId: fc.constantFrom(null, null, 'o1', 'o2'),
  revenue: fc.oneof({ weight: 1, arbitrary: fc.constant(null) }, { weight: 6, arbitrary: fc.integer({ min: -80, max: 160 }).map((quarters) => quarters / 4) }),
  currency: fc.constantFrom(null, null, 'EUR', 'eur', 'RUB', 'rub', 'USD', 'XYZ'),
});

interface Counted { readonly n: number; readonly total: number; readonly parts: number | null }

/** The daily counts of money, said a second time and as plainly as can be: `who day metric` to how often and how much. */
function expectedCounts(sales: readonly Sale[], rates: Readonly<Record<string, number>>, meaningOf: ReadonlyMap<string, Meaning | null>, dayOf: (sale: Sale) => number, partOf: (sale: Sale) => number): Record<string, Counted> {
  const counts: Record<string, { n: number; total: number; parts: number; groups: Set<string> }> = {};
  for (const one of sales) {
    const given = meaningOf.get(one.name) ?? null;
    const isGivenBack = (given === 'order' || given === 'subscription_payment') && one.revenue !== null && one.revenue < 0;
    const meaning = isGivenBack ? 'refund' : given;
    const count = (counts[`${one.who} ${dayOf(one)} ${meaning ?? 'other'}`] ??= { n: 0, total: 0, parts: 0, groups: new Set() });
    const code = one.currency?.toUpperCase() ?? 'EUR';
    const money = code === 'EUR' ? (one.revenue ?? 0) : (one.revenue ?? 0) * (rates[code] ?? 0);
    count.total += meaning === null ? 0 : meaning === 'refund' ? Math.abs(money) : Math.max(0, money);
    const isLine = one.orderId !== null && (meaning === 'order' || meaning === 'refund');
    if (!isLine || !count.groups.has(one.orderId)) count.n += 1;
    if (meaning !== 'refund' && meaning !== 'payment_failed') count.parts |= partOf(one);
    if (isLine) count.groups.add(one.orderId);
  }
  return Object.fromEntries(Object.entries(counts).map(([key, { n, total, parts }]) => [key, { n, total, parts: parts === 0 ? null : parts }]));
}

describe('daily counts of money and hours', () => {
  const clock = new FixedClock(new Date('2026-11-20T10:00:00Z'));
  const dayOf = dayOfZone(TIME_ZONE);
  const saleDay = ({ daysAgo }: Sale) => dayOf(clock.now().getTime() - daysAgo * 86_400_000);
  /** The quarter of the day by the clock on the wall there. */
  const salePart = ({ daysAgo }: Sale) => {
    if (daysAgo === MIDNIGHT_THERE || daysAgo === MIDNIGHT_IN_UTC) return 0;
    const hour = Number(new Intl.DateTimeFormat('en-GB', { timeZone: TIME_ZONE, hour: '2-digit', hourCycle: 'h23' }).format(clock.now().getTime() - daysAgo * 86_400_000));
    return [1, 2, 4, 8][Math.floor(hour / 6)]!;
  };
  let path: TestPath;
  beforeAll(async () => {
    path = await startTestPath(clock);
  });
  afterAll(() => path.stop());

  const send = async (sales: readonly Sale[]) => {
    expect(await path.send(sales.map(({ who, name, daysAgo, orderId, revenue, currency }) => aTrack(clock, name, { userId: who, daysAgo, properties: { currency, ...(orderId === null ? {} : { orderId }), ...(revenue === null ? {} : { revenue }) } })))).toBe(200);
    await path.settle();
  };
  const counted = async () => Object.fromEntries((await path.rows<{ key: string } & Counted>(`
    SELECT p.key || ' ' || d.day || ' ' || m.key AS key, d.n, d.total, d.parts FROM profile_day d JOIN profile p ON p.workspace_id = $1 AND p.id = d.profile_id
      JOIN metric m ON m.workspace_id = $1 AND m.id = d.metric_id WHERE d.workspace_id = $1 AND p.key = ANY($2)`, [PEOPLE])).map(({ key, n, total, parts }) => [key, { n, total, parts }]));
  const groups = async () => path.rows('SELECT profile_id, day, order_id FROM order_day WHERE workspace_id = $1 ORDER BY 1, 2, 3');
  const rebuild = (scope: RebuildScope = null) => path.app.get(RebuildDays, { strict: false }).run({ workspaceId: path.member.workspaceId, progress: () => undefined, throwIfStopped: () => undefined }, scope);

  it('are those of the events, live, late, rebuilt, at any rates and after a change of meaning', async () => {
    const sales = fc.sample(sale, { numRuns: 320, seed: 3 });
    for (let from = 0; from < sales.length; from += 40) {
      // Half of them come before anybody says what other money is worth.
      if (from === 160) {
        await path.rows('UPDATE workspace SET currency_rates = $2 WHERE id = $1', [JSON.stringify(RATES)]);
        await rebuild({ currencies: Object.keys(RATES) });
      }
      await send(sales.slice(from, from + 40));
      expect(await counted()).toEqual(expectedCounts(sales.slice(0, from + 40), from < 160 ? {} : RATES, MEANING_OF, saleDay, salePart));
    }
    const entered = await groups();
    await rebuild();
    expect(await counted()).toEqual(expectedCounts(sales, RATES, MEANING_OF, saleDay, salePart));
    expect(await groups()).toEqual(entered);
    for (const meaning of ['order', 'subscription_payment', 'refund', 'view', null] as const) {
      await path.rows(`UPDATE event_type SET meaning = $2 WHERE workspace_id = $1 AND name = 'Order Shipped'`, [meaning]);
      await rebuild();
      expect(await counted()).toEqual(expectedCounts(sales, RATES, new Map([...MEANING_OF, ['Order Shipped', meaning]]), saleDay, salePart));
    }
    const doubled = { ...RATES, RUB: 0.031_25, XYZ: 4 };
    await path.rows('UPDATE workspace SET currency_rates = $2 WHERE id = $1', [JSON.stringify(doubled)]);
    await rebuild({ currencies: ['RUB', 'XYZ'] });
    expect(await counted()).toEqual(expectedCounts(sales, doubled, new Map([...MEANING_OF, ['Order Shipped', null]]), saleDay, salePart));
  });

  it('take an order of less than nothing off the value, and give no points for it', async () => {
    const valueOf = async (userId: string) => (await path.rows<{ value: number; metrics: string[] }>(`
      SELECT c.value_12m AS value, ARRAY(SELECT m.key FROM profile_day d JOIN metric m ON m.workspace_id = $1 AND m.id = d.metric_id WHERE d.workspace_id = $1 AND d.profile_id = p.id ORDER BY 1) AS metrics
        FROM profile p JOIN customer c ON c.workspace_id = $1 AND c.id = p.customer_id WHERE p.workspace_id = $1 AND p.key = $2`, [userId]))[0];
    expect(await path.send([aTrack(clock, 'Order Completed', { userId: 'dora', properties: { revenue: -500, orderId: 'd1' } })])).toBe(200);
    await path.settle();
    expect(await valueOf('dora')).toEqual({ value: -500, metrics: ['refund'] });
  });
});

import type { CustomerChances } from '@kelvin/contracts';
import { FixedClock } from '@kelvin/kernel';
import type { Timing } from '@kelvin/scoring';
import { aTrack, startTestPath, type TestPath } from '@kelvin/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ORDER = { event: { by: 'meaning', meaning: 'order' }, where: [] };
const flat = { logOdds: 1, since: 0, overdue: 0 };
const timing = (own: Partial<Timing>): Timing => ({
  isReturn: false, ownDays: 30, fill: { since: 1, overdue: 1 }, coverage: 0.48, covered: 900, tested: [],
  curves: [{ days: 7, intercept: -1.5, ...flat }, { days: 30, intercept: 0, ...flat }, { days: 90, intercept: 1.5, ...flat, since: -0.3 }], ...own,
});

describe('when an outcome comes to one customer', () => {
  const clock = new FixedClock(new Date('2026-11-20T10:00:00Z'));
  let path: TestPath;
  const chancesOf = async (userId: string): Promise<CustomerChances['items']> => {
    const [row] = await path.rows<{ id: string }>('SELECT customer_id AS id FROM profile WHERE workspace_id = $1 AND key = $2', [userId]);
    const { status, body } = await path.member.call<CustomerChances>('GET', `/customers/${row!.id}/chances`);
    expect(status).toBe(200);
    return body.items;
  };
  beforeAll(async () => {
    path = await startTestPath(clock);
    await path.send([...[40, 30, 20, 10].map((daysAgo) => aTrack(clock, 'Order Completed', { userId: 'known', daysAgo, properties: { revenue: 5 } })), aTrack(clock, 'Page Visited', { userId: 'looks only', daysAgo: 2 })]);
    await path.settle();
    const outcome = async (name: string, condition: unknown, horizonDays: number, curve: unknown, kept: Timing | null, second: number): Promise<void> => {
      await path.rows(`INSERT INTO outcome (workspace_id, id, definition, created_at, rule_curve, rule_timing) VALUES ($1, gen_random_uuid(), $2, $3, $4, $5)`,
        [JSON.stringify({ name, role: 'own', condition, horizonDays }), new Date(clock.now().getTime() + second * 1_000), curve === null ? null : JSON.stringify(curve), kept && JSON.stringify(kept)]);
    };
    const half = { intercept: 0, slope: 0, positives: 50, negatives: 50 };
    await outcome('Buys', { kind: 'event_count', filter: ORDER, atLeast: 1 }, 30, half, timing({}), 1);
    await outcome('Stays away', { kind: 'inactivity', filter: ORDER }, 90, { ...half, intercept: 2 }, timing({ isReturn: true, ownDays: 90 }), 2);
    await outcome('Not tried', { kind: 'event_count', filter: ORDER, atLeast: 1 }, 30, half, timing({ coverage: null }), 3);
    await outcome('Not learned', { kind: 'event_count', filter: ORDER, atLeast: 1 }, 30, half, null, 4);
  });
  afterAll(() => path.stop());

  it('is told by chances that never fall and a window with its coverage', async () => {
    const [buys] = await chancesOf('known');
    expect(buys).toMatchObject({ name: 'Buys', source: 'rules', chance: 0.5, isReturn: false, window: { coverage: 0.48 } });
    expect(buys!.timing!.map(({ days }) => days)).toEqual([1, 3, 7, 14, 30, 90]);
    expect(buys!.timing!.find(({ days }) => days === 30)!.chance).toBe(0.5);
    expect(buys!.timing!.every(({ chance }, at, all) => at === 0 || chance >= all[at - 1]!.chance)).toBe(true);
    expect(buys!.window!.fromDay).toBeGreaterThan(1);
    expect(buys!.window!.toDay).toBeGreaterThan(buys!.window!.fromDay);
  });

  it('reads the customer’s own rhythm, and does without where there is none', async () => {
    const at90 = (items: CustomerChances['items']): number => items[0]!.timing!.at(-1)!.chance;
    expect(at90(await chancesOf('known'))).toBeCloseTo(1 / (1 + Math.exp(-1.5 + 0.3 * Math.log(11))), 9);
    expect(at90(await chancesOf('looks only'))).toBeCloseTo(1 / (1 + Math.exp(-1.5 + 0.3)), 9);
  });

  it('is told of the return where the outcome is that nothing happens', async () => {
    const away = (await chancesOf('known'))[1]!;
    expect(away).toMatchObject({ name: 'Stays away', isReturn: true });
    expect(away.timing!.at(-1)).toEqual({ days: 90, chance: 1 - away.chance! });
  });

  it('has no window without a coverage, and nothing where it was not learned', async () => {
    const items = await chancesOf('known');
    expect(items[2]).toMatchObject({ name: 'Not tried', window: null });
    expect(items[2]!.timing).not.toBeNull();
    expect(items[3]).toMatchObject({ name: 'Not learned', chance: 0.5, timing: null, window: null });
  });
});

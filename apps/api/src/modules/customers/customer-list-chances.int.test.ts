import { customerListSchema, type CustomerList, type ListedCustomer } from '@kelvin/contracts';
import { FixedClock } from '@kelvin/kernel';
import { aTrack, startTestPath, type TestPath } from '@kelvin/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ORDER = { event: { by: 'meaning', meaning: 'order' }, where: [] };
const CURVE = { intercept: -3, slope: 0.05, positives: 50, negatives: 50 };

describe('chances in the list of customers', () => {
  const clock = new FixedClock(new Date('2026-11-20T10:00:00Z'));
  let path: TestPath;
  const list = async (query = ''): Promise<CustomerList> => customerListSchema.parse((await path.member.call('GET', `/customers?${query}`)).body);
  const addOutcome = async (name: string, role: 'buys' | 'leaves' | 'own', curve: unknown, second: number): Promise<string> => {
    const condition = role === 'leaves' ? { kind: 'inactivity', filter: null } : { kind: 'event_count', filter: ORDER, atLeast: 1 };
    const [row] = await path.rows<{ id: string }>('INSERT INTO outcome (workspace_id, id, definition, created_at, rule_curve) VALUES ($1, gen_random_uuid(), $2, $3, $4) RETURNING id',
      [JSON.stringify({ name, role, condition, horizonDays: role === 'leaves' ? 90 : 30 }), new Date(clock.now().getTime() + second * 1_000), curve === null ? null : JSON.stringify(curve)]);
    return row!.id;
  };
  const scoreAgain = async (): Promise<void> => {
    await path.rows(`INSERT INTO customer_stale (workspace_id, customer_id, mark, cause, marked_at) SELECT $1, id, gen_random_uuid(), 'definition', $2 FROM customer WHERE workspace_id = $1 ON CONFLICT DO NOTHING`, [clock.now()]);
    await path.settle();
  };
  beforeAll(async () => {
    path = await startTestPath(clock);
    await path.send([
      ...[40, 30, 20, 10, 1].map((daysAgo) => aTrack(clock, 'Order Completed', { userId: 'keen', daysAgo, properties: { revenue: 5 } })),
      aTrack(clock, 'Order Completed', { userId: 'quiet', daysAgo: 120, properties: { revenue: 5 } }),
    ]);
    await path.settle();
  });
  afterAll(() => path.stop());

  it('are none while nothing is predicted, and the answer says so', async () => {
    expect(await list()).toMatchObject({ total: 2, outcomes: [], isAnythingPredicted: false, items: [{ buys: null, leaves: null }, { buys: null, leaves: null }] });
  });

  it('name the outcomes that have chances, by rules with the reason of the score', async () => {
    const buys = await addOutcome('Buys', 'buys', CURVE, 1);
    await addOutcome('Leaves', 'leaves', null, 2);
    await addOutcome('Something else', 'own', CURVE, 3);
    await scoreAgain();
    const { outcomes, isAnythingPredicted, items: [keen, quiet] } = await list('sort=buys');
    expect({ outcomes, isAnythingPredicted }).toEqual({ outcomes: [{ id: buys, role: 'buys', name: 'Buys', horizonDays: 30 }], isAnythingPredicted: true });
    const expected = ({ hundredths, mainReason }: ListedCustomer) => ({ chance: expect.closeTo(1 / (1 + Math.exp(3 - 0.05 * (hundredths / 100))), 3) as number, source: 'rules', reason: mainReason, isRaised: null });
    expect(keen).toMatchObject({ buys: expected(keen!), leaves: null });
    expect(quiet).toMatchObject({ buys: expected(quiet!), leaves: null });
    expect(keen!.buys!.chance).toBeGreaterThan(quiet!.buys!.chance);
    expect((await list('sort=buys&direction=asc')).items.map(({ id }) => id)).toEqual([quiet!.id, keen!.id]);
  });

  it('narrow the list', async () => {
    const [keen] = (await list('sort=buys')).items;
    const least = keen!.buys!.chance - 0.001;
    expect((await list(`minBuyChance=${least}`)).items.map(({ id }) => id)).toEqual([keen!.id]);
    expect((await list(`minBuyChance=${least}&minLeaveChance=0`)).total).toBe(0);
    expect((await path.member.call('GET', '/customers?minBuyChance=40')).status).toBe(400);
  });

  it.each([
    ['raises', 900, true], ['lowers', -900, false],
  ])('by the score’s own model name the row of the ledger that %s them most', async (_word, hundredths, isRaised) => {
    const [keen] = (await list('sort=buys')).items;
    const ledger = [
      { code: 'presence.earned', group: 'presence', kind: 'earned', hundredths: 4000, facts: {} }, { code: 'model.base', group: 'model', kind: 'model', hundredths: 3000, facts: {} },
      { code: 'model.money', group: 'model', kind: 'model', hundredths: 800, facts: {} }, { code: 'model.recency', group: 'model', kind: 'model', hundredths, facts: { days: 4 } },
    ];
    await path.rows(`UPDATE score SET ledger = $2, chances = jsonb_set(chances, '{0,s}', '"model"') WHERE workspace_id = $1 AND customer_id = $3`, [JSON.stringify(ledger), keen!.id]);
    expect((await list('sort=buys')).items[0]!.buys).toEqual({ chance: keen!.buys!.chance, source: 'model', reason: { code: 'model.recency', hundredths, facts: { days: 4 } }, isRaised });
  });

  it('of an outcome that was put away are not told, though scores still hold them', async () => {
    await path.rows(`UPDATE outcome SET archived_at = $2 WHERE workspace_id = $1`, [clock.now()]);
    expect(await list()).toMatchObject({ outcomes: [], isAnythingPredicted: false, items: [{ buys: null }, { buys: null }] });
  });
});

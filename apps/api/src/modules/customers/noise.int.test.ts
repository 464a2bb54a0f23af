import type { CustomerNoise } from '@kelvin/contracts';
import { FixedClock } from '@kelvin/kernel';
import { aTrack, startTestPath, type TestPath } from '@kelvin/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

describe('what was flagged of a customer', () => {
  const clock = new FixedClock(new Date('2026-11-20T10:00:00Z'));
  const context = { userAgent: 'Mozilla/5.0 (compatible; HouseBot/1.0; +https://house.example)' };
  let path: TestPath;
  beforeAll(async () => {
    path = await startTestPath(clock);
    await path.send([
      ...[1, 3, 5].map((daysAgo) => aTrack(clock, 'Order Completed', { userId: 'anna', daysAgo, properties: { revenue: 40 }, context })),
      aTrack(clock, 'Order Completed', { userId: 'anna', daysAgo: 9, properties: { revenue: 40, is_test: true } }),
      aTrack(clock, 'Order Completed', { userId: 'boris', daysAgo: 1, properties: { revenue: 40 } }), aTrack(clock, 'Order Completed', { userId: 'boris', daysAgo: 2, properties: { revenue: 40 }, context }),
    ]);
    await path.settle();
  }, 60_000);
  afterAll(() => path.stop());

  const flagged = async (key: string) => (await path.member.call<CustomerNoise>('GET', `/customers/${await path.customerOf(key)}/noise`)).body.flagged.map(({ reason, events }) => [reason, events]);

  it('is told with its reason', async () => {
    expect((await path.customer('anna')).band).toBe('not_scored');
    expect(await flagged('anna')).toEqual([['bot', 3], ['test_account', 1]]);
  });

  it('is counted after all, once, and he alone; what he does from then on is counted too', async () => {
    const id = await path.customerOf('anna');
    expect((await path.member.call('POST', `/customers/${id}/noise/lift`)).status).toBe(200);
    expect((await path.member.call('POST', `/customers/${id}/noise/lift`)).status).toBe(200);
    await path.settle();
    expect(await path.customer('anna')).toMatchObject({ value12m: 160 });
    expect((await path.customer('anna')).hundredths).toBeGreaterThan(0);
    expect([await flagged('anna'), await flagged('boris')]).toEqual([[], [['bot', 1]]]);
    expect(await path.rows(`SELECT action, diff FROM audit_log WHERE workspace_id = $1 AND object_id = $2`, [id])).toEqual([{ action: 'customer.noise_lifted', diff: { events: 4 } }]);

    await path.send(['anna', 'boris'].map((userId) => aTrack(clock, 'Order Completed', { userId, properties: { revenue: 10 }, context })));
    await path.settle();
    expect([(await path.customer('anna')).value12m, (await path.customer('boris')).value12m, await flagged('anna'), await flagged('boris')]).toEqual([170, 40, [], [['bot', 2]]]);
  });

  it('is refused for nobody', async () => {
    const refused = await path.member.call<{ error: { code: string } }>('POST', '/customers/00000000-0000-4000-8000-000000000000/noise/lift');
    expect([refused.status, refused.body.error.code]).toEqual([404, 'customer.not_found']);
  });
});

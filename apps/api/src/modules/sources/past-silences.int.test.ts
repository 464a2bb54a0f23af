import type { Source } from '@kelvin/contracts';
import { FixedClock, MS_PER_DAY, MS_PER_HOUR } from '@kelvin/kernel';
import { aTrack } from '@kelvin/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CROWD, openShop, type Shop } from './two-sources.test-helper.ts';

describe('an outage before the first delivery', () => {
  const clock = new FixedClock(new Date('2026-11-23T20:00:00Z'));
  let shop: Shop;
  beforeAll(async () => { shop = await openShop(clock); });
  afterAll(() => shop.stop());

  it('is found by when events occurred, when the past is scored, and changes no temperature either', async () => {
    const visit = (userId: string, daysAgo: number, hour: number, event = 'Product Viewed') =>
      ({ ...aTrack(clock, event, { userId, properties: { revenue: 20 } }), timestamp: new Date(Date.parse('2026-11-23T00:00:00Z') - daysAgo * MS_PER_DAY + hour * MS_PER_HOUR).toISOString() });
    const days = Array.from({ length: 28 }, (_, n) => n + 1);
    const busyHours = (daysAgo: number) => [9, 10, 11, 12, 13].flatMap((hour) => CROWD.map((userId) => visit(`web-${userId}`, daysAgo, hour)));
    // Two came daily until eleven days before, and never again; a week before, the website was silent for a day.
    const left = (userId: string) => days.flatMap((day) => [visit(userId, day + 10, 10), ...(day % 7 === 1 ? [visit(userId, day + 10, 10, 'Order Completed')] : [])]);
    await shop.sendFrom('web', [...[0, ...days].filter((daysAgo) => daysAgo !== 7).flatMap(busyHours), ...left('dora')]);
    await shop.sendFrom('mobile', [...days.flatMap((daysAgo) => CROWD.map((userId) => visit(userId, daysAgo, 12))), ...left('egor')]);
    await shop.settle();
    await shop.scorePast();
    expect((await shop.member.call<Source>('GET', `/sources/${shop.web}`)).body.silences).toEqual([
      { from: '2026-11-16T09:00:00.000Z', to: '2026-11-17T09:00:00.000Z', keptUntil: '2026-11-18T09:00:00.000Z' },
    ]);
    expect((await shop.member.call<Source>('GET', `/sources/${shop.mobile}`)).body.silences).toEqual([]);
    const bandOn = async (userId: string, day: string) => (await shop.rows<{ band: string }>(`
      SELECT h.band FROM identifier i JOIN profile p ON p.workspace_id = $1 AND p.id = i.profile_id JOIN score_history h ON h.workspace_id = $1 AND h.customer_id = p.customer_id
       WHERE i.workspace_id = $1 AND i.kind = 'userId' AND i.value = $2 AND h.on_day = $3`, [userId, day]))[0]!.band;
    expect([await bandOn('dora', '2026-11-09'), await bandOn('egor', '2026-11-09')]).toEqual(['warm', 'warm']);
    expect([await bandOn('dora', '2026-11-16'), await bandOn('egor', '2026-11-16')]).toEqual(['warm', 'at_risk']);
    // Judged again, it is the same.
    await shop.scorePast();
    expect(await shop.rows('SELECT count(*)::int AS n FROM source_silence WHERE workspace_id = $1')).toEqual([{ n: 1 }]);
  });

  it('is judged whatever else stands in a batch of which something waits', async () => {
    const order = (n: number, properties: Record<string, unknown>) => aTrack(clock, 'Order Completed', { userId: 'web-late', properties: { orderId: `late-${n}`, ...properties } });
    await shop.sendFrom('web', Array.from({ length: 60 }, (_, n) => order(n, { revenue: 20 })));
    await shop.settle();
    const body = JSON.stringify({ batch: [order(99, { total_now: 20 })], context: { note: 'cut\u0000off' } });
    await shop.call('POST', '/v1/batch', { headers: { authorization: `Basic ${Buffer.from(`${shop.writeKey}:`).toString('base64')}`, 'content-type': 'application/json' }, body: Buffer.from(body) });
    await shop.settle();
    expect(await shop.rows(`SELECT code FROM parked_item WHERE workspace_id = $1`)).toEqual([{ code: 'missing_amount' }]);
    await shop.scorePast();
  });
});

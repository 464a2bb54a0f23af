import { FixedClock } from '@kelvin/kernel';
import { aTrack, startTestPath, type TestPath } from '@kelvin/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

describe('values as senders write them', () => {
  const clock = new FixedClock(new Date('2026-11-20T10:00:00Z'));
  let path: TestPath;
  beforeAll(async () => {
    path = await startTestPath(clock);
    await path.rows(`UPDATE workspace SET time_zone = 'Europe/Moscow', currency = 'RUB' WHERE id = $1 RETURNING id`);
  });
  afterAll(() => path.stop());

  it('joins what was sent with one phone in four spellings, and keeps what is no phone as an attribute', async () => {
    const identify = (userId: string, phone: unknown) => ({ ...aTrack(clock, ''), type: 'identify', userId, traits: { phone } });
    expect(await path.send([identify('p1', '8 (912) 345-67-89'), identify('p2', '79123456789'), identify('p3', '9123456789'), identify('p4', '+7 912 345-67-89'), identify('p5', '8 (912) доб. 3')])).toBe(200);
    await path.settle();
    expect(await path.rows(`SELECT value, count(*)::int AS profiles FROM identifier WHERE workspace_id = $1 AND kind = 'phone' GROUP BY value`)).toEqual([{ value: '+79123456789', profiles: expect.any(Number) }]);
    const customers = await path.rows<{ key: string; customer_id: string }>(`SELECT key, customer_id FROM profile WHERE workspace_id = $1 AND key = ANY($2)`, [['p1', 'p2', 'p3', 'p4', 'p5']]);
    const of = (key: string) => customers.find((row) => row.key === key)?.customer_id;
    expect(new Set(['p1', 'p2', 'p3', 'p4'].map(of)).size).toBe(1);
    expect(of('p5')).not.toBe(of('p1'));
    expect(await path.rows(`SELECT t.value FROM trait t JOIN profile p ON p.workspace_id = $1 AND p.id = t.profile_id WHERE t.workspace_id = $1 AND t.name = 'phone' AND p.key = 'p5'`)).toEqual([{ value: '8 (912) доб. 3' }]);
  });

  it('makes an order wait whose amount cannot be read, and gives no points for it', async () => {
    const order = (event: string, revenue: string) => JSON.stringify({ ...aTrack(clock, event), userId: 'buyer', properties: { revenue: 'HERE' } }).replace('"HERE"', revenue);
    const sendRaw = async (items: readonly string[]) => {
      const answer = await path.app.inject({ method: 'POST', url: '/v1/batch', headers: { 'content-type': 'application/json', authorization: `Basic ${Buffer.from(`${path.writeKey}:`).toString('base64')}` }, payload: `{"batch":[${items.join(',')}]}` });
      expect(answer.statusCode).toBe(200);
      await path.settle();
    };
    await sendRaw([...['1e400', '"abc"', 'true', '{"a":1}'].map((value) => order('Order Completed', value)), order('Order Completed', '"1 234,50"')]);
    expect(await path.rows(`SELECT code, field, count(*)::int AS items FROM parked_item WHERE workspace_id = $1 GROUP BY code, field`)).toEqual([{ code: 'invalid_amount', field: 'revenue', items: 4 }]);
    expect(await path.rows(`SELECT e.amount FROM event e JOIN profile p ON p.workspace_id = $1 AND p.id = e.profile_id WHERE e.workspace_id = $1 AND p.key = 'buyer'`)).toEqual([{ amount: 1234.5 }]);
  });

  it('refuses a body that is no UTF-8, because what differs in its letters would be one person', async () => {
    const send = (userId: string) => path.app.inject({
      method: 'POST', url: '/v1/track', headers: { authorization: `Basic ${Buffer.from(`${path.writeKey}:`).toString('base64')}` }, payload: Buffer.from(JSON.stringify({ ...aTrack(clock, 'Clicked'), userId }), 'latin1'),
    });
    for (const userId of ['Jos\xe9', 'Jos\xe8']) {
      const answer = await send(userId);
      expect(answer).toMatchObject({ statusCode: 400 });
      expect(answer.json()).toMatchObject({ error: { code: 'inbox.not_utf8', message: expect.stringContaining('UTF-8') } });
    }
    await path.settle();
    expect(await path.rows(`SELECT key FROM profile WHERE workspace_id = $1 AND key LIKE 'Jos%'`)).toEqual([]);
  });

  it('asks it of what somebody said is an order as well', async () => {
    const send = async (value: unknown) => {
      expect(await path.send([{ ...aTrack(clock, 'Ticket Printed'), userId: 'visitor', properties: { value } }])).toBe(200);
      await path.settle();
    };
    const parked = async () => (await path.rows<{ n: number }>(`SELECT count(*)::int AS n FROM parked_item WHERE workspace_id = $1 AND field = 'value'`))[0]!.n;
    await send('blue');
    expect(await parked()).toBe(0);
    await path.rows(`UPDATE event_type SET meaning = 'order' WHERE workspace_id = $1 AND name = 'Ticket Printed' RETURNING id`);
    await send('blue');
    expect(await parked()).toBe(1);
  });
});

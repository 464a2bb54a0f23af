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
});

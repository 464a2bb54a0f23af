import type { IntakeReport } from '@kelvin/contracts';
import { FixedClock } from '@kelvin/kernel';
import { aTrack, startTestPath, type TestPath } from '@kelvin/testing';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { IntakeReadModel } from '../../modules/sources/intake.read-model.ts';
import { RebuildDays } from '../40-profile/rebuild-days.ts';
import { DaySweep } from '../60-score/day-sweep.ts';
import { ScoreStale } from '../60-score/score-stale.ts';
import { Drain } from './drain.ts';

describe('the path from a request to a score', () => {
  const clock = new FixedClock(new Date('2026-11-20T10:00:00Z'));
  let path: TestPath;
  beforeAll(async () => {
    path = await startTestPath(clock);
  });
  afterAll(() => path.stop());

  const days = () => path.rows(`
    SELECT p.key, d.day, m.key AS metric, d.n, d.total FROM profile_day d JOIN profile p ON p.workspace_id = $1 AND p.id = d.profile_id
      JOIN metric m ON m.workspace_id = $1 AND m.id = d.metric_id WHERE d.workspace_id = $1 ORDER BY 1, 2, 3`);
  const orders = () => path.rows('SELECT profile_id, day, order_id FROM order_day WHERE workspace_id = $1 ORDER BY 1, 2, 3');
  const customerOf = async (userId: string) => (await path.rows<{ id: string; hundredths: number; band: string; email: string; name: string; is_visitor: boolean }>(`
    SELECT c.* FROM identifier i JOIN profile p ON p.workspace_id = $1 AND p.id = i.profile_id JOIN customer c ON c.workspace_id = $1 AND c.id = p.customer_id
     WHERE i.workspace_id = $1 AND i.kind = 'userId' AND i.value = $2`, [userId]))[0]!;

  it('counts a fresh order once, however often it is sent, and its ledger adds up to the score', async () => {
    const order = aTrack(clock, 'Order Completed', { userId: 'anna', properties: { revenue: 40, orderId: 'o1' } });
    expect(await path.send([order, order])).toBe(200);
    expect(await path.send([order])).toBe(200);
    await path.settle();
    expect(await path.rows('SELECT count(*)::int AS n FROM event WHERE workspace_id = $1')).toEqual([{ n: 1 }]);
    const anna = await customerOf('anna');
    expect(anna.band).toBe('warm');
    const [score] = await path.rows<{ hundredths: number; ledger: { hundredths: number }[] }>('SELECT hundredths, ledger FROM score WHERE workspace_id = $1 AND customer_id = $2', [anna.id]);
    expect(score!.ledger.reduce((sum, row) => sum + row.hundredths, 0)).toBe(score!.hundredths);
    expect(score!.hundredths).toBe(anna.hundredths);
  });

  it('joins a visitor with the person who signs in, keeps what both did, and takes them apart again exactly', async () => {
    await path.send([
      aTrack(clock, 'Product Viewed', { anonymousId: 'device-1', daysAgo: 3 }), aTrack(clock, 'Product Viewed', { anonymousId: 'device-1', daysAgo: 2 }),
      aTrack(clock, 'Order Completed', { userId: 'boris', properties: { revenue: 25, orderId: 'o2' }, daysAgo: 1 }),
    ]);
    await path.settle();
    const before = await customerOf('boris');
    const visitors = await path.rows<{ id: string; hundredths: number }>('SELECT id, hundredths FROM customer WHERE workspace_id = $1 AND is_visitor AND merged_into IS NULL');
    expect(visitors).toHaveLength(1);

    await path.send([{ type: 'identify', userId: 'boris', anonymousId: 'device-1', messageId: 'identify-1', timestamp: clock.now().toISOString(), traits: { name: 'Борис Иванов', email: 'boris@mail.example' } }]);
    await path.settle();
    const joined = await customerOf('boris');
    expect(joined).toMatchObject({ id: before.id, name: 'Борис Иванов', email: 'boris@mail.example' });
    expect(joined.hundredths).toBeGreaterThan(before.hundredths);
    const [merge] = await path.rows<{ id: string; reason: unknown }>('SELECT id, reason FROM merge_ledger WHERE workspace_id = $1 AND winner_id = $2', [before.id]);
    expect(merge?.reason).toEqual({ kind: 'anonymousId', value: 'device-1' });

    expect((await path.member.call('POST', `/customers/merges/${merge!.id}/undo`)).status).toBe(200);
    await path.settle();
    expect((await customerOf('boris')).hundredths).toBe(before.hundredths);
    expect(await path.rows('SELECT id, hundredths FROM customer WHERE workspace_id = $1 AND id = $2 AND merged_into IS NULL', [visitors[0]!.id])).toEqual(visitors);
    expect((await path.member.call('POST', `/customers/merges/${merge!.id}/undo`)).status).toBe(409);

    // The same device again must not join them a second time.
    await path.send([aTrack(clock, 'Product Viewed', { userId: 'boris', anonymousId: 'device-1' })]);
    await path.settle();
    expect(await path.rows('SELECT merged_into FROM customer WHERE workspace_id = $1 AND id = $2', [visitors[0]!.id])).toEqual([{ merged_into: null }]);
  });

  it('sets aside the one event that the database refuses, and keeps its neighbours', async () => {
    const owner = new Client({ connectionString: path.database.ownerUrl });
    await owner.connect();
    await owner.query(`ALTER TABLE event ADD CONSTRAINT refuses_poison CHECK (message_id <> 'poison')`);
    await owner.end();
    const views = Array.from({ length: 9 }, () => aTrack(clock, 'Product Viewed', { userId: 'vera' }));
    await path.send([...views.slice(0, 4), { ...views[4], messageId: 'poison' }, ...views.slice(5)]);
    await path.settle();
    expect(await path.rows(`SELECT d.n FROM profile_day d JOIN profile p ON p.workspace_id = $1 AND p.id = d.profile_id AND p.key = 'vera' WHERE d.workspace_id = $1`)).toEqual([{ n: 8 }]);
    expect(await path.rows('SELECT code FROM parked_item WHERE workspace_id = $1')).toEqual([{ code: 'refused_by_database' }]);
    expect(await path.rows('SELECT count(*)::int AS n FROM delivery_pending WHERE workspace_id = $1')).toEqual([{ n: 0 }]);
  });

  it('rebuilds daily counts to what event-by-event counting gave', async () => {
    await path.send([
      aTrack(clock, 'Order Completed', { userId: 'gleb', properties: { revenue: 10, orderId: 'g1' } }), aTrack(clock, 'Order Completed', { userId: 'gleb', properties: { revenue: 5, orderId: 'g1' } }),
      aTrack(clock, 'Order Completed', { userId: 'gleb', properties: { revenue: 7 }, daysAgo: 4 }), aTrack(clock, 'Product Reviewed', { userId: 'gleb', properties: { rating: '5' } }),
      aTrack(clock, 'Lesson Completed', { userId: 'gleb', properties: { feature: 'lessons' } }), aTrack(clock, 'Report Exported', { userId: 'gleb' }),
      aTrack(clock, 'Order Refunded', { userId: 'gleb', properties: { revenue: -3 } }),
      ...['g1', 'g1', 'g2'].map((orderId) => aTrack(clock, 'Order Refunded', { userId: 'gleb', properties: { revenue: -2, orderId } })),
      { type: 'page', userId: 'gleb', messageId: 'page-1', timestamp: clock.now().toISOString(), properties: { path: '/pricing' } },
      { type: 'page', userId: 'gleb', messageId: 'page-2', timestamp: '2026-11-20T09:40:00Z', properties: { path: '/help' } },
    ]);
    await path.settle();
    await path.send([{ type: 'page', userId: 'gleb', messageId: 'page-3', timestamp: '2026-11-20T09:50:00Z', properties: { path: '/cancel' } }]);
    await path.settle();
    // The same refund once more, in a drain of its own.
    await path.send([aTrack(clock, 'Order Refunded', { userId: 'gleb', properties: { revenue: -1, orderId: 'g1' } })]);
    await path.settle();
    const [counted, entered] = [await days(), await orders()];
    expect(counted.filter((row) => row['key'] === 'gleb' && ['order', 'refund'].includes(row['metric'] as string)).map((row) => [row['metric'], row['n'], row['total']])).toEqual([['order', 1, 7], ['order', 1, 15], ['refund', 3, 10]]);
    expect(counted.map((row) => row['metric'])).toEqual(expect.arrayContaining(['move:help > cancel', 'move:cancel > pricing']));
    await path.app.get(RebuildDays, { strict: false }).run({ workspaceId: path.member.workspaceId, progress: () => undefined, throwIfStopped: () => undefined }, null);
    expect(await days()).toEqual(counted);
    expect(await orders()).toEqual(entered);
  });

  it('merges the same people from eight drains at once without a deadlock or a loss', async () => {
    const people = Array.from({ length: 8 }, (_unused, n) => n);
    for (const n of people) {
      await path.send(people.map((m) => ({ type: 'identify', userId: `twin-${m % 4}`, anonymousId: `phone-${n}-${m}`, messageId: `twins-${n}-${m}`, timestamp: clock.now().toISOString(), traits: { email: `pair${m % 2}@mail.example` } })));
    }
    const drain = path.app.get(Drain, { strict: false });
    for (let round = 0; round < 20; round += 1) await Promise.all(people.map(() => drain.drainOnce(path.member.workspaceId)));
    expect(await path.rows('SELECT count(*)::int AS n FROM delivery_pending WHERE workspace_id = $1')).toEqual([{ n: 0 }]);
    const owners = await path.rows<{ customers: number; profiles: number }>(`
      SELECT count(DISTINCT p.customer_id)::int AS customers, count(*)::int AS profiles FROM profile p WHERE p.workspace_id = $1 AND (p.key LIKE 'twin-%' OR p.key LIKE 'phone-%')`);
    expect(owners).toEqual([{ customers: 2, profiles: 4 + 64 }]);
  });

  it('accounts for every item, counted from its own rows', async () => {
    await path.send([aTrack(clock, 'Product Viewed', {}), { type: 'track', userId: 'x', messageId: 'no-name' }, aTrack(clock, 'Product Viewed', { userId: 'zoe', timestamp: '1971-01-01T00:00:00Z' })]);
    await path.settle();
    expect(await path.app.get(IntakeReadModel, { strict: false }).verifyIntake(path.member)).toEqual([]);
    const { body } = await path.member.call<IntakeReport>('GET', '/intake?hours=24');
    expect(body.total).toMatchObject({ isBalanced: true, pending: 0, rejected: 2, parked: 2, duplicates: 2 });
  });

  it('knows a message id by its source: another source may use the same one', async () => {
    const order = aTrack(clock, 'Order Completed', { userId: 'paul', properties: { revenue: 10, orderId: 'o9' } });
    const { body: other } = await path.member.call<{ writeKey: string }>('POST', '/sources', { kind: 'tracking', name: 'Second shop' });
    const bySecond = () => path.call('POST', '/v1/batch', { headers: { authorization: `Basic ${Buffer.from(`${other.writeKey}:`).toString('base64')}` }, body: { batch: [order] } });
    expect([await path.send([order]), (await bySecond()).status, (await bySecond()).status]).toEqual([200, 200, 200]);
    await path.settle();
    expect(await path.rows('SELECT count(*)::int AS n, count(DISTINCT source_id)::int AS sources FROM event WHERE workspace_id = $1 AND message_id = $2', [order['messageId']])).toEqual([{ n: 2, sources: 2 }]);
    // The formula by which the migration made keys of stored events.
    expect(await path.rows(`
      SELECT count(*)::int AS events, count(k.key)::int AS keys FROM event e LEFT JOIN event_key k ON k.workspace_id = $1
             AND k.key = encode(substring(sha256(convert_to(e.source_id::text || e.message_key::text, 'UTF8')) FOR 16), 'hex')::uuid
       WHERE e.workspace_id = $1 AND e.message_id = $2`, [order['messageId']])).toEqual([{ events: 2, keys: 2 }]);
  });

  it('lets the day sweep come although somebody was scored first on the new day', async () => {
    clock.advanceMs(86_400_000);
    await path.send([aTrack(clock, 'Product Viewed', { userId: 'early-bird' })]);
    await path.settle();
    expect(await path.app.get(DaySweep, { strict: false }).sweepWorkspace(path.member.workspaceId)).toBe(true);
    expect(await path.app.get(DaySweep, { strict: false }).sweepWorkspace(path.member.workspaceId)).toBe(false);
    await path.settle();
  });

  it('scores the others while somebody holds a customer, and him afterwards', async () => {
    await path.send(['held', 'free'].map((userId) => aTrack(clock, 'Product Viewed', { userId })));
    await path.settle();
    const held = await customerOf('held');
    await path.send(['held', 'free'].map((userId) => aTrack(clock, 'Order Completed', { userId, properties: { revenue: 30, orderId: `of-${userId}` } })));
    while ((await path.app.get(Drain, { strict: false }).drainOnce(path.member.workspaceId)).hasMore);
    const scorer = path.app.get(ScoreStale, { strict: false });
    await path.runtime.db.transaction(path.member, async (other) => {
      await other.query('SELECT id FROM customer WHERE workspace_id = $1 AND id = $2 FOR UPDATE', [other.workspaceId, held.id]);
      expect(await scorer.scoreOnce(path.member.workspaceId)).toMatchObject({ scored: 1, hasMore: false });
    });
    expect((await customerOf('held')).hundredths).toBe(held.hundredths);
    expect(await scorer.scoreOnce(path.member.workspaceId)).toMatchObject({ scored: 1 });
    expect((await customerOf('held')).hundredths).toBe((await customerOf('free')).hundredths);
    expect((await customerOf('held')).hundredths).toBeGreaterThan(held.hundredths);
  });

  it('lowers scores when only time passes', async () => {
    const before = await customerOf('anna');
    clock.advanceMs(10 * 86_400_000);
    expect(await path.app.get(DaySweep, { strict: false }).sweepWorkspace(path.member.workspaceId)).toBe(true);
    await path.settle();
    expect((await customerOf('anna')).hundredths).toBeLessThan(before.hundredths);
  });
});

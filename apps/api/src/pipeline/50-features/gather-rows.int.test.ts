import { FixedClock } from '@kelvin/kernel';
import { aTrack, startTestPath, type TestPath } from '@kelvin/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { forgetPast, packPasts } from '../40-profile/pack-past.port.ts';
import { RebuildDays } from '../40-profile/rebuild-days.ts';
import { gatherRows } from './gather-rows.read-model.ts';
import { KnownPasts } from './known-pasts.port.ts';

/** 2026-11-20 */
const TODAY = 20_777;

describe('daily rows of a customer with a long past', () => {
  const clock = new FixedClock(new Date('2026-11-20T10:00:00Z'));
  let path: TestPath;
  let customerId: string;
  let profileId: string;
  beforeAll(async () => {
    path = await startTestPath(clock);
    const past = Array.from({ length: 90 }, (_unused, daysAgo) => aTrack(clock, 'Product Viewed', { userId: 'old', daysAgo }));
    await path.send([...past, aTrack(clock, 'Order Completed', { userId: 'old', properties: { revenue: 12.5, orderId: 'o1' }, daysAgo: 40 })]);
    await path.settle();
    [{ id: profileId, customer_id: customerId }] = await path.rows<{ id: string; customer_id: string }>(`SELECT id, customer_id FROM profile WHERE workspace_id = $1 AND key = 'old'`) as [{ id: string; customer_id: string }];
  });
  afterAll(() => path.stop());

  const packed = async () => (await path.rows<{ until_day: number }>('SELECT until_day FROM profile_past WHERE workspace_id = $1')).map((row) => row.until_day);
  const remembered = new KnownPasts();
  const gathered = (untilDay = TODAY, lookbackDays = 800) => path.runtime.db.transaction(path.member, async (tx) => {
    const rows = (await gatherRows(tx, [customerId], untilDay, lookbackDays, remembered)).rows.get(customerId);
    // Within a day any order will do.
    const list = rows ? Array.from(rows.days as Int32Array, (day, at) => [day, rows.metrics[at]!, rows.counts[at]!, rows.totals[at]!, rows.parts[at]!] as const) : [];
    return list.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  });
  const stored = async (untilDay = TODAY, lookbackDays = 800) => (await path.rows<{ day: number; metric_id: number; n: number; total: number; parts: number }>(
    'SELECT day, metric_id, n, total, coalesce(parts, 0) AS parts FROM profile_day WHERE workspace_id = $1 AND day BETWEEN $2 AND $3 ORDER BY day, metric_id', [untilDay - lookbackDays, untilDay])).map((row) => [row.day, row.metric_id, row.n, row.total, row.parts]);

  it.each([['all', TODAY, 800], ['as of a day that lies within what is packed', TODAY - 30, 800], ['looking back a month', TODAY, 30], ['before everything', TODAY - 200, 100]])('are the same packed and unpacked: %s', async (_case, untilDay, lookbackDays) => {
    expect(await packed()).toEqual([TODAY - 3]);
    expect(await gathered(untilDay, lookbackDays)).toEqual(await stored(untilDay, lookbackDays));
  });

  it('know an event that came late, and are packed again', async () => {
    await path.send([aTrack(clock, 'Order Completed', { userId: 'old', properties: { revenue: 7, orderId: 'late' }, daysAgo: 50 })]);
    await path.settle();
    expect(await packed()).toEqual([TODAY - 3]);
    expect(await gathered()).toEqual(await stored());
  });

  it('are read once while their past stays, and anew when it was packed again, also within one transaction', async () => {
    const packedNow = () => remembered.of([customerId]).get(profileId)!.packed;
    await gathered();
    const first = packedNow();
    await gathered();
    expect(packedNow()).toBe(first);
    await path.runtime.db.transaction(path.member, async (tx) => {
      for (const total of [70, 700]) {
        await tx.query('UPDATE profile_day SET total = $4 WHERE workspace_id = $1 AND profile_id = $2 AND day = $3', [tx.workspaceId, profileId, TODAY - 50, total]);
        await packPasts(tx, [profileId], TODAY);
        const rows = (await gatherRows(tx, [customerId], TODAY, 800, remembered)).rows.get(customerId)!;
        expect(Array.from(rows.totals)).toContain(total);
      }
    });
    expect(await gathered()).toEqual(await stored());
  });

  it('stay packed when something happens today', async () => {
    await path.rows(`UPDATE profile_past SET packed_days = packed_days WHERE workspace_id = $1`);
    const [before] = await path.rows('SELECT xmin FROM profile_past WHERE workspace_id = $1');
    await path.send([aTrack(clock, 'Product Viewed', { userId: 'old' })]);
    await path.settle();
    expect(await path.rows('SELECT xmin FROM profile_past WHERE workspace_id = $1')).toEqual([before]);
    expect(await gathered()).toEqual(await stored());
  });

  it('are not packed while somebody adds to them, and what was packed before is thrown away', async () => {
    await path.runtime.db.transaction(path.member, async (drain) => {
      await drain.query('UPDATE profile SET event_count = event_count + 1 WHERE workspace_id = $1 AND id = $2', [drain.workspaceId, profileId]);
      await drain.query('UPDATE profile_day SET n = n + 1 WHERE workspace_id = $1 AND profile_id = $2 AND day = $3', [drain.workspaceId, profileId, TODAY - 60]);
      await path.runtime.db.transaction(path.member, (tx) => packPasts(tx, [profileId], TODAY + 1));
      await forgetPast(drain, [{ profileId, day: TODAY - 60 }], TODAY);
    });
    expect(await packed()).toEqual([]);
    expect(await gathered()).toEqual(await stored());
  });

  it('are forgotten by a rebuild', async () => {
    await path.runtime.db.transaction(path.member, (tx) => packPasts(tx, [profileId], TODAY));
    await path.app.get(RebuildDays, { strict: false }).run({ workspaceId: path.member.workspaceId, progress: () => undefined, throwIfStopped: () => undefined }, null);
    expect(await packed()).toEqual([]);
    expect(await gathered()).toEqual(await stored());
  });
});

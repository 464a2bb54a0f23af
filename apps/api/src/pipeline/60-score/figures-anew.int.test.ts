import type { Customer } from '@kelvin/contracts';
import { FixedClock } from '@kelvin/kernel';
import { aTrack, startTestPath, type TestPath } from '@kelvin/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { RebuildDays, rebuildScopeOf } from '../40-profile/rebuild-days.ts';
import { storedStats } from './stats-of-day.read-model.ts';

const clock = new FixedClock(new Date('2026-11-20T10:00:00Z'));
let path: TestPath;
beforeAll(async () => {
  path = await startTestPath(clock);
}, 60_000);
afterAll(() => path.stop());

const buyer = (name: string, revenue: number) => [3, 30, 60].map((daysAgo) => aTrack(clock, 'Order Completed', { userId: name, daysAgo, properties: { revenue } }));
const looker = (name: string) => aTrack(clock, 'Product Viewed', { userId: name, daysAgo: 1 });
const ids = async () => Object.fromEntries((await path.rows<{ key: string; customer_id: string }>('SELECT key, customer_id FROM profile WHERE workspace_id = $1')).map((row) => [row.key, row.customer_id]));
const customer = async (name: string) => (await path.member.call<Customer>('GET', `/customers/${(await ids())[name]}`)).body;
const expected = async (...names: string[]) => Promise.all(names.map(async (name) => (await customer(name)).expectedValue));
const figures = () => path.runtime.db.transaction(path.member, storedStats);
const madeAt = async () => (await path.rows<{ computed_at: Date }>('SELECT computed_at FROM workspace_stats WHERE workspace_id = $1'))[0]!.computed_at.toISOString();
const runRebuilds = async () => {
  const jobs = await path.rows<{ id: string; input: Record<string, unknown> }>(`SELECT id, input FROM job_progress WHERE workspace_id = $1 AND kind = 'rebuild' AND status = 'queued' ORDER BY created_at`);
  for (const { id, input } of jobs) {
    await path.app.get(RebuildDays, { strict: false }).run({ workspaceId: path.member.workspaceId, progress: () => undefined, throwIfStopped: () => undefined }, rebuildScopeOf(input));
    await path.runtime.db.transaction(path.member, (tx) => tx.query(`UPDATE job_progress SET status = 'done' WHERE workspace_id = $1 AND id = $2`, [tx.workspaceId, id]));
  }
  await path.settle();
};

describe('the figures that everybody is measured against', () => {
  it('are the same for all who come on one day, whenever they came', async () => {
    await path.send(buyer('anna', 100));
    await path.settle();
    for (const name of ['one', 'two', 'three']) {
      await path.send([looker(name)]);
      await path.settle();
    }
    const values = await expected('one', 'two', 'three');
    expect(new Set(values).size).toBe(1);
    expect(values[0]).toBeGreaterThan(0);
    expect((await figures()).customers).toBe(4);
  });

  it('are left alone where nobody came and nothing counts otherwise', async () => {
    const before = await madeAt();
    clock.advanceMs(60_000);
    await path.send([looker('one'), ...['x', 'y'].map((visitor) => aTrack(clock, 'Product Viewed', { anonymousId: visitor }))]);
    await path.settle();
    expect(await madeAt()).toBe(before);
  });

  it('are not made over and over for people who never did anything that counts', async () => {
    await path.send(['a', 'b', 'c', 'd', 'e'].map((name) => ({ type: 'identify', userId: `silent-${name}`, messageId: `silent-${name}`, timestamp: clock.now().toISOString(), traits: { plan: 'free' } })));
    await path.settle();
    const before = await madeAt();
    clock.advanceMs(60_000);
    await path.send([looker('two')]);
    await path.settle();
    expect(await madeAt()).toBe(before);
  });

  describe('after a change of what counts', () => {
    let before: number;
    beforeEach(async () => {
      before = (await figures()).meanYearlyValue;
      clock.advanceMs(60_000);
    });
    const setMeaning = async (meaning: string) => {
      const types = (await path.member.call<{ items: { id: number; name: string }[] }>('GET', '/event-types')).body.items;
      const { id } = types.find(({ name }) => name === 'Order Completed')!;
      expect((await path.member.call('PATCH', `/event-types/${id}`, { meaning, isConfirmed: true })).status).toBe(200);
      await runRebuilds();
    };

    it('follow a changed meaning, and so does what is expected of who never ordered; also as at a fixed date', async () => {
      await path.member.call('PATCH', '', { asOf: '2026-11-20T09:00:00.000Z' });
      await path.settle();
      expect([before, ...(await expected('one'))].every((value) => value > 0)).toBe(true);
      await setMeaning('key_action');
      expect(await figures()).toMatchObject({ meanYearlyValue: 0, medianValue: 0, meanOrder: 0, orderGapDays: null });
      expect(await expected('anna', 'one', 'two')).toEqual([0, 0, 0]);
      await setMeaning('order');
      expect((await figures()).meanYearlyValue).toBeCloseTo(before, 6);
      expect((await expected('one'))[0]).toBeGreaterThan(0);
      await path.member.call('PATCH', '', { asOf: null });
      await path.settle();
    });

    it('follow a change of the currency that money is counted in', async () => {
      await path.send([aTrack(clock, 'Order Completed', { userId: 'boris', daysAgo: 2, properties: { revenue: 500, currency: 'GBP' } })]);
      await path.settle();
      const abroad = (await figures()).meanYearlyValue;
      expect((await path.member.call('PUT', '/currency-rates', { rates: [{ currency: 'GBP', rate: 100 }] })).status).toBe(200);
      await runRebuilds();
      expect((await figures()).meanYearlyValue).toBeGreaterThan(abroad);
    });

    it('follow who is left out, and who is taken back', async () => {
      const { anna } = await ids();
      await path.member.call('PUT', `/customers/${anna}/exclusion`, { isExcluded: true });
      await path.settle();
      expect((await figures()).meanYearlyValue).not.toBe(before);
      await path.member.call('PUT', `/customers/${anna}/exclusion`, { isExcluded: false });
      await path.settle();
      expect((await figures()).meanYearlyValue).toBe(before);
      expect(new Set(await expected('one', 'two', 'three')).size).toBe(1);
    });
  });
});

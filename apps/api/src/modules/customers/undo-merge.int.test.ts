import type { Customer } from '@kelvin/contracts';
import { FixedClock, MS_PER_DAY } from '@kelvin/kernel';
import { aTrack, startTestPath, type TestPath } from '@kelvin/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DaySweep } from '../../pipeline/60-score/day-sweep.ts';

describe('undoing a merge', () => {
  const clock = new FixedClock(new Date('2026-11-20T10:00:00Z'));
  let path: TestPath;
  beforeAll(async () => {
    path = await startTestPath(clock);
  });
  afterAll(() => path.stop());

  let told = 0;
  const message = (type: string, parts: Record<string, unknown>) => ({ type, messageId: `told-${(told += 1)}`, timestamp: clock.now().toISOString(), ...parts });
  const identify = (userId: string, anonymousId: string, traits = {}) => message('identify', { userId, anonymousId, traits });
  const alias = (userId: string, previousId: string) => message('alias', { userId, previousId });
  /** Each message in a drain of its own. */
  const tell = async (...messages: Record<string, unknown>[]) => {
    for (const one of messages) {
      expect(await path.send([one])).toBe(200);
      await path.settle();
    }
  };
  const customerOf = (key: string) => path.customerOf(key);
  const areOne = async (a: string, b: string) => (await customerOf(a)) === (await customerOf(b));
  const merges = async (key: string) => (await path.member.call<Customer>('GET', `/customers/${await customerOf(key)}`)).body.merges;
  const takeApart = async (mergeId: string) => expect((await path.member.call('POST', `/customers/merges/${mergeId}/undo`)).status).toBe(200);
  const undo = async (mergeId: string) => {
    await takeApart(mergeId);
    await path.settle();
  };

  it.each<[string, () => Record<string, unknown>[], string, string, () => Record<string, unknown>[]]>([
    ['a device', () => [aTrack(clock, 'Product Viewed', { anonymousId: 'anon-1' }), identify('u1', 'anon-1')], 'u1', 'anon-1', () => [identify('u1', 'anon-1'), alias('u1', 'anon-1'), aTrack(clock, 'Product Viewed', { userId: 'u1', anonymousId: 'anon-1' })]],
    ['a device with an address', () => [message('identify', { anonymousId: 'de', traits: { email: 'de@mail.example' } }), identify('u2', 'de', { email: 'de@mail.example' })], 'u2', 'de', () => [identify('u2', 'de', { email: 'de@mail.example' })]],
    ['an alias onto a device', () => [aTrack(clock, 'Product Viewed', { anonymousId: 'anon-3' }), alias('u3', 'anon-3')], 'u3', 'anon-3', () => [alias('u3', 'anon-3'), identify('u3', 'anon-3')]],
    ['an alias', () => [aTrack(clock, 'Product Viewed', { userId: 'old-4' }), alias('u4', 'old-4')], 'u4', 'old-4', () => [alias('u4', 'old-4'), alias('old-4', 'u4')]],
    ['an address', () => [identify('u5', 'd5', { email: 'both@mail.example' }), identify('u6', 'd6', { email: 'both@mail.example' })], 'u5', 'u6', () => [identify('u5', 'd5', { email: 'both@mail.example' }), identify('u6', 'd6', { email: 'both@mail.example' })]],
  ])('holds when %s is heard again', async (_case, join, a, b, again) => {
    await tell(...join());
    expect(await areOne(a, b)).toBe(true);
    for (const merge of await merges(a)) await undo(merge.id);
    expect(await areOne(a, b)).toBe(false);
    await tell(...again());
    expect(await areOne(a, b)).toBe(false);
  });

  it('leaves a new device with the person it was joined to', async () => {
    await tell(
      identify('mother', 'm-phone', { email: 'family@mail.example' }), identify('child', 'c-phone', { email: 'family@mail.example' }),
      aTrack(clock, 'Product Viewed', { anonymousId: 'c-tablet' }), identify('child', 'c-tablet'),
    );
    const family = (await merges('mother')).find(({ reason }) => reason['kind'] === 'email')!;
    await undo(family.id);
    expect([await areOne('child', 'c-tablet'), await areOne('child', 'c-phone'), await areOne('mother', 'm-phone'), await areOne('mother', 'child')]).toEqual([true, true, true, false]);
  });

  /** All that lists, search and scoring say of a customer, but for when and why it was scored. */
  const stateOf = async (customerId: string) => (await path.rows(`
    SELECT to_jsonb(c) - 'scored_at' AS customer, to_jsonb(s) - 'scored_at' - 'cause' AS score,
           ARRAY(SELECT p.key || ' ' || p.last_seen_at FROM profile p WHERE p.workspace_id = $1 AND p.customer_id = c.id ORDER BY 1) AS profiles,
           ARRAY(SELECT w.token FROM customer_search w WHERE w.workspace_id = $1 AND w.customer_id = c.id ORDER BY 1) AS words
      FROM customer c LEFT JOIN score s ON s.workspace_id = $1 AND s.customer_id = c.id WHERE c.workspace_id = $1 AND c.id = $2`, [customerId]))[0];

  it('gives everybody back as he was, whatever the order in which a chain of merges is undone', async () => {
    // Lives that differ: a buyer of last month, somebody who only looked, both cold, and a new one who warms whomever he is joined with. The last day of each is told.
    const lastDay: Record<string, number> = { a: 10, b: 29, c: 1 };
    const lives = (n: string) => [
      ...Array.from({ length: 6 }, (_unused, at) => aTrack(clock, 'Order Completed', { userId: `a-${n}`, daysAgo: 40 - at * 6, properties: { revenue: 60 } })),
      ...Array.from({ length: 4 }, (_unused, at) => aTrack(clock, 'Product Viewed', { userId: `b-${n}`, daysAgo: 38 - at * 3 })),
      ...[4, 3, 2, 1].flatMap((daysAgo) => ['Product Added', 'Order Completed'].map((event) => aTrack(clock, event, { userId: `c-${n}`, daysAgo, properties: { revenue: 20 } }))),
    ];
    // Whom an alias of the first onto the second joins; the older always wins, so these are a chain, a star, and both by the middle one.
    const shapes = [['bc', 'ab'], ['ac', 'ab'], ['ab', 'bc'], ['bc', 'ac']];
    const orders: (<T>(oldestFirst: readonly T[]) => T[])[] = [(list) => [...list], (list) => list.toReversed(), (list) => [...list.slice(1), list[0]!]];
    const chains = shapes.flatMap((pairs) => orders.map((order, at) => ({ n: `${pairs.join('')}${at}`, pairs, order })));
    const spoken = clock.now().getTime();
    for (const { n } of chains) await path.send(lives(n));
    await path.settle();
    // Two days later bands are two days old: whoever got another one by being joined would have it since today.
    clock.advanceMs(2 * MS_PER_DAY);
    await path.app.get(DaySweep, { strict: false }).sweepWorkspace(path.member.workspaceId);
    await path.settle();
    const ids = new Map<string, string>();
    const before = new Map<string, unknown>();
    for (const { n } of chains) {
      for (const who of ['a', 'b', 'c']) {
        ids.set(`${who}-${n}`, await customerOf(`${who}-${n}`));
        before.set(`${who}-${n}`, await stateOf(ids.get(`${who}-${n}`)!));
      }
    }
    // On the last day of who says it, so that the saying itself changes nothing; all first ones together, then all second ones.
    for (const at of [0, 1]) {
      await path.send(chains.map(({ n, pairs }) => ({ ...alias(`${pairs[at]![0]}-${n}`, `${pairs[at]![1]}-${n}`), timestamp: new Date(spoken - lastDay[pairs[at]![0]!]! * MS_PER_DAY).toISOString() })));
      await path.settle();
    }
    const joined = await path.rows<{ band: string }>('SELECT band FROM customer WHERE workspace_id = $1 AND id = ANY($2) AND merged_into IS NULL', [[...ids.values()]]);
    expect(joined).toEqual(chains.map(() => ({ band: 'warm' })));
    const toUndo = await Promise.all(chains.map(async ({ n, order }) => order((await merges(`a-${n}`)).toReversed())));
    for (let at = 0; at < Math.max(...toUndo.map(({ length }) => length)); at += 1) {
      for (const merge of toUndo.map((list) => list[at])) if (merge) await takeApart(merge.id);
      await path.settle();
    }
    for (const [who, id] of ids) expect([who, await stateOf(id)]).toEqual([who, before.get(who)]);
  });
});

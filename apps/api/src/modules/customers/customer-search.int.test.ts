import type { CustomerList, EventTrace, LiveEvents } from '@kelvin/contracts';
import { FixedClock } from '@kelvin/kernel';
import { aTrack, startTestPath, type TestPath } from '@kelvin/testing';
import pg from 'pg';
import type { QueryRunner } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SearchByIds1795478400048 } from '../../../../../migrations/1795478400048-search-by-ids.ts';
import { FoldSingleLetters1795478400054 } from '../../../../../migrations/1795478400054-fold-single-letters.ts';

describe('finding customers by what is known of them', () => {
  const clock = new FixedClock(new Date('2026-11-20T10:00:00Z'));
  let path: TestPath;
  beforeAll(async () => {
    path = await startTestPath(clock);
  });
  afterAll(() => path.stop());

  const send = async (...messages: Record<string, unknown>[]) => {
    expect(await path.send(messages)).toBe(200);
    await path.settle();
  };
  let told = 0;
  const identify = (parts: Record<string, unknown>) => ({ type: 'identify', messageId: `told-${told += 1}`, timestamp: clock.now().toISOString(), ...parts });
  const list = async (query: string) => (await path.member.call<CustomerList>('GET', `/customers?${query}`)).body;
  const idsFoundBy = async (q: string, who = 'customers') => (await list(`who=${who}&q=${encodeURIComponent(q)}`)).items.map(({ id }) => id).toSorted();
  const customerOf = (key: string) => path.customerOf(key);

  it('finds somebody of whom only an id is known', async () => {
    await send(aTrack(clock, 'Order Completed', { userId: 'Cust-1001', properties: { revenue: 10 } }), aTrack(clock, 'Order Completed', { userId: '7', properties: { revenue: 10 } }), aTrack(clock, 'Product Viewed', { anonymousId: 'browser-55' }));
    expect(await idsFoundBy('cust-1001')).toEqual([await customerOf('Cust-1001')]);
    expect(await idsFoundBy('7')).toEqual([await customerOf('7')]);
    expect(await idsFoundBy('browser', 'visitors')).toEqual([await customerOf('browser-55')]);
  });

  it('finds him also when he is told of with attributes that name nobody', async () => {
    await send(identify({ userId: 'cust-1002', traits: { plan: 'pro' } }));
    expect(await idsFoundBy('cust-1002')).toEqual([await customerOf('cust-1002')]);
    await send(identify({ userId: 'cust-1002', traits: { name: 'Vera Long' } }), identify({ userId: 'cust-1002', traits: { name: 'Vera Short' } }));
    expect([await idsFoundBy('cust-1002'), await idsFoundBy('short'), await idsFoundBy('long')]).toEqual([[await customerOf('cust-1002')], [await customerOf('cust-1002')], []]);
  });

  it('finds a whole name, a single figure or letter of it too', async () => {
    await send(...[5, 6].map((n) => identify({ userId: `client-no-${n}`, traits: { name: `Client ${n}` } })), identify({ userId: 'client-no-e', traits: { name: 'Client É' } }));
    for (const word of ['5', '6', 'e']) expect(await idsFoundBy(`Client ${word}`)).toEqual([await customerOf(`client-no-${word}`)]);
  });

  it('finds a phone as it is written in the workspace’s country, and ids that look like one', async () => {
    await send(identify({ userId: 'caller', traits: { phone: '+49 30 1234567' } }), identify({ userId: '0301234568' }));
    for (const written of ['(030) 123 45 67', '0301234567', '0049 30 1234567', '+49 30 123', '4930123']) expect([written, await idsFoundBy(written)]).toEqual([written, [await customerOf('caller')]]);
    expect(await idsFoundBy('0301234568')).toEqual([await customerOf('0301234568')]);
  });

  it('finds the winner of a merge by everything, and each side by its own after it was undone', async () => {
    await send(identify({ userId: 'left-1', traits: { name: 'Zoe Field', email: 'zoe.field@left.example' } }), aTrack(clock, 'Order Completed', { userId: 'right-1', properties: { revenue: 10 } }));
    const [left, right] = [await customerOf('left-1'), await customerOf('right-1')];
    await send({ type: 'alias', messageId: 'alias-1', timestamp: clock.now().toISOString(), userId: 'left-1', previousId: 'right-1' });
    const winner = await customerOf('right-1');
    expect(await customerOf('left-1')).toBe(winner);
    for (const word of ['left-1', 'right-1', 'zoe', 'zoe.field@left']) expect([word, await idsFoundBy(word)]).toEqual([word, [winner]]);
    const [merge] = await path.rows<{ id: string }>('SELECT id FROM merge_ledger WHERE workspace_id = $1 AND winner_id = $2 AND loser_id = $3', [winner, winner === left ? right : left]);
    expect((await path.member.call('POST', `/customers/merges/${merge!.id}/undo`)).status).toBe(200);
    for (const word of ['left-1', 'zoe']) expect([word, await idsFoundBy(word)]).toEqual([word, [left]]);
    // The alias may have meant a browser of that id, which stays with the one who named it.
    expect(await idsFoundBy('right-1')).toContain(right);
  });

  it('finds somebody by every one of his addresses, whether or not the sender repeats them as attributes', async () => {
    await send(...[1, 2, 3].map((n) => aTrack(clock, 'Order Completed', { userId: 'many-1', properties: { revenue: 10 }, context: { traits: { email: `many${n}@post${n}.example`, phone: `+4479460000${n}0` } } })));
    const many = await customerOf('many-1');
    for (const q of ['many1@post1.example', 'many3', 'post2', '+44 7946 000010', '447946000030']) expect([q, await idsFoundBy(q)]).toEqual([q, [many]]);
  });

  it('keeps at most fifty identifiers of one customer as words', async () => {
    await send(identify({ userId: 'flood-1', traits: { name: 'Flora' } }), ...Array.from({ length: 80 }, (_unused, n) => aTrack(clock, 'Product Viewed', { userId: 'flood-1', anonymousId: `flood-browser-${n}` })));
    const [{ n }] = await path.rows<{ n: number }>('SELECT count(*)::int AS n FROM customer_search WHERE workspace_id = $1 AND customer_id = $2', [await customerOf('flood-1')]) as [{ n: number }];
    expect(n).toBe(51);
    expect(await idsFoundBy('flood-1')).toHaveLength(1);
  });

  it('calls who has no name by his e-mail or his best id, in the list and among live events', async () => {
    await send(aTrack(clock, 'Order Completed', { anonymousId: 'browser-88', userId: 'nameless-1', properties: { revenue: 10 } }));
    expect((await list('q=nameless-1')).items[0]).toMatchObject({ name: '', email: null, bestId: 'nameless-1' });
    expect((await list('q=zoe')).items[0]).toMatchObject({ name: 'Zoe Field', bestId: null });
    const { items } = (await path.member.call<LiveEvents>('GET', '/events?q=nameless-1')).body;
    expect(items.map(({ customerName }) => customerName)).toEqual(['nameless-1']);
    const { trace } = (await path.member.call<EventTrace>('GET', `/events/${items[0]!.id}`)).body;
    expect(trace.customer?.name).toBe('nameless-1');
  });

  it('finds by ids and addresses whoever was there before these were words', async () => {
    const words = () => path.rows('SELECT token, customer_id FROM customer_search WHERE workspace_id = $1 ORDER BY 1, 2');
    // Names are words since ever, and the fifty of somebody with very many are kept when he is next looked at.
    const isOld = `customer_id IN (SELECT id FROM customer WHERE name <> 'Flora' AND merged_into IS NULL) AND token NOT IN ('vera', 'short', 'zoe', 'field', 'client')`;
    const before = await words();
    const owner = new pg.Client({ connectionString: path.database.ownerUrl });
    await owner.connect();
    await owner.query(`DELETE FROM customer_search WHERE ${isOld}`);
    expect((await words()).length).toBeLessThan(before.length);
    const runner = { query: async (sql: string, parameters: unknown[]) => (await owner.query(sql, parameters)).rows as unknown };
    for (const migration of [new SearchByIds1795478400048(), new FoldSingleLetters1795478400054()]) await migration.up(runner as unknown as QueryRunner);
    const after = await words();
    await owner.end();
    expect(after).toEqual(expect.arrayContaining(before));
    expect(await idsFoundBy('cust-1001')).toEqual([await customerOf('Cust-1001')]);
  });
});

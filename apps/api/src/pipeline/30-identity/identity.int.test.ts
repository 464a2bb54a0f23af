import type { CustomerList, SourceWithSecret } from '@kelvin/contracts';
import { identifierKey } from '@kelvin/identity';
import { FixedClock } from '@kelvin/kernel';
import { aTrack, startTestPath, type TestPath } from '@kelvin/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadKnown } from './load-known.ts';

describe('who is who, as clients tell it', () => {
  const clock = new FixedClock(new Date('2026-11-20T10:00:00Z'));
  let path: TestPath;
  beforeAll(async () => {
    path = await startTestPath(clock);
  });
  afterAll(() => path.stop());

  let told = 0;
  const message = (type: string, parts: Record<string, unknown>) => ({ type, messageId: `told-${(told += 1)}`, timestamp: clock.now().toISOString(), ...parts });
  const identify = (userId: string, anonymousId: string) => message('identify', { userId, anonymousId, traits: { plan: 'free' } });
  const alias = (userId: string, previousId: string) => message('alias', { userId, previousId });
  const visit = (anonymousId: string) => aTrack(clock, 'Product Viewed', { anonymousId });
  /** Each message in a drain of its own. */
  const tell = async (...messages: Record<string, unknown>[]) => {
    for (const one of messages) {
      expect(await path.send([one])).toBe(200);
      await path.settle();
    }
  };
  /** Which of these ids are one customer, as lists in the order of the ids. */
  const groups = async (...keys: string[]) => {
    const rows = await path.rows<{ key: string; customer_id: string }>('SELECT key, customer_id FROM profile WHERE workspace_id = $1 AND key = ANY($2)', [keys]);
    const byCustomer = new Map<string, string[]>();
    for (const key of keys) for (const row of rows) if (row.key === key) byCustomer.set(row.customer_id, [...new Set([...byCustomer.get(row.customer_id) ?? [], key])]);
    return [...byCustomer.values()];
  };

  it('keeps people apart who identify themselves on one device, in one request or in many', async () => {
    await tell(visit('dev1'), identify('anna', 'dev1'), identify('boris', 'dev1'));
    expect(await groups('anna', 'dev1', 'boris')).toEqual([['anna', 'dev1'], ['boris']]);
    expect(await path.send([identify('anna2', 'dev2'), identify('boris2', 'dev2'), identify('anna2', 'dev2')])).toBe(200);
    await path.settle();
    expect(await groups('anna2', 'dev2', 'boris2')).toEqual([['anna2', 'dev2'], ['boris2']]);
    const visitors = Array.from({ length: 23 }, (_unused, n) => `guest-${n}`);
    for (const from of [0, 8, 16]) {
      await path.send(visitors.slice(from, from + 8).map((userId) => identify(userId, 'kiosk')));
      await path.settle();
    }
    expect(await groups(...visitors)).toHaveLength(23);
  });

  it('looks at the blocks of the identifiers at hand only', async () => {
    await tell(message('identify', { userId: 'of-info', traits: { email: 'info@one.example' } }), message('identify', { userId: 'of-sales', traits: { email: 'sales@two.example' } }));
    const known = await path.runtime.db.transaction(path.member, (tx) =>
      loadKnown(tx, [{ sourceId: 's', identifiers: [{ kind: 'userId', value: 'new-one' }, { kind: 'email', value: 'sales@two.example' }], links: [], occurredAtMs: 0 }]));
    expect(known.blocked).toEqual(new Set([identifierKey('email', 'sales@two.example')]));
  });

  it('counts what a device does nameless for who was the first on it, whoever came later', async () => {
    await tell(visit('tablet'), identify('first', 'tablet'), identify('second', 'tablet'), visit('tablet'));
    expect(await path.rows(`
      SELECT p.kind, p.event_count::int AS n, p.customer_id = f.customer_id AS is_firsts FROM profile p JOIN profile f ON f.workspace_id = $1 AND f.key = 'first'
       WHERE p.workspace_id = $1 AND p.key IN ('tablet', 'second') ORDER BY p.kind`)).toEqual([{ kind: 'anonymousId', n: 2, is_firsts: true }, { kind: 'userId', n: 1, is_firsts: false }]);
  });

  it('joins two user ids that an alias calls one person', async () => {
    await tell(aTrack(clock, 'Product Viewed', { userId: 'old-7' }), aTrack(clock, 'Product Viewed', { userId: 'new-7' }), alias('new-7', 'old-7'));
    expect(await groups('old-7', 'new-7')).toEqual([['old-7', 'new-7']]);
  });

  it('takes one number in two systems for two people, and in two sources of one account for one', async () => {
    const send = async (name: string, mapping: object) => {
      const { body: source } = await path.member.call<SourceWithSecret>('POST', '/sources', { kind: 'webhook', name, authentication: 'secret_path' });
      expect((await path.member.call('PUT', `/sources/${source.id}/mapping`, { mapping })).status).toBe(200);
      expect((await path.call('POST', new URL(source.endpoint!).pathname, { body: { type: 'contact.changed', data: { contact_id: 77, name } } })).status).toBe(200);
      await path.settle();
      return source.id;
    };
    const [sales, service] = [await send('Sales CRM', { vendorId: 'data.contact_id' }), await send('Service CRM', { vendorId: 'data.contact_id' })];
    for (const name of ['Leads', 'Deals']) await send(name, { vendorId: 'data.contact_id', account: 'amo-main' });
    expect(await path.rows(`SELECT p.key, p.event_count::int AS n, c.is_visitor FROM profile p JOIN customer c ON c.workspace_id = $1 AND c.id = p.customer_id WHERE p.workspace_id = $1 AND p.kind = 'vendor' ORDER BY p.key COLLATE "C"`))
      .toEqual([...[`${sales}:77`, `${service}:77`].toSorted().map((key) => ({ key, n: 1, is_visitor: false })), { key: 'amo-main:77', n: 2, is_visitor: false }]);
    expect((await path.member.call<CustomerList>('GET', '/customers?q=77')).body.items).toHaveLength(3);
  });

  it.each([
    ['a device', 'device-77', ['anonymousId']],
    ['an id that may be anything', 'till-3', ['anonymousId', 'userId']],
  ])('takes %s for nobody’s once more than four people were aliased onto it', async (_case, shared, kinds) => {
    const people = Array.from({ length: 6 }, (_unused, n) => `${shared}-p${n}`);
    await tell(...people.slice(0, 4).map((userId) => alias(userId, shared)));
    expect(await groups(...people)).toEqual([people.slice(0, 4)]);
    await tell(...people.slice(4).map((userId) => alias(userId, shared)));
    expect(await groups(...people)).toEqual(people.map((userId) => [userId]));
    expect(await path.rows('SELECT kind, reason FROM identifier_block WHERE workspace_id = $1 AND value = $2 ORDER BY kind', [shared])).toEqual(kinds.map((kind) => ({ kind, reason: 'too_many_people' })));
  });
});

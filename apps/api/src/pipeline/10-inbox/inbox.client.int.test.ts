import { Analytics } from '@segment/analytics-node';
import { startTestApp, type TestApp, type TestMember } from '@kelvin/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DrainModule } from '../drain/drain.module.ts';
import { Drain } from '../drain/drain.ts';
import { InboxModule } from './inbox.module.ts';

/** The client as its users install it, talking to a listening server over a socket. */
describe('@segment/analytics-node', () => {
  let test: TestApp;
  let member: TestMember;
  let host: string;
  let writeKey: string;
  beforeAll(async () => {
    test = await startTestApp({ modules: [InboxModule, DrainModule] });
    member = await test.signUp();
    await test.app.listen(0, '127.0.0.1');
    host = await test.app.getUrl();
    const [key] = await test.runtime.db.read<{ value: string }>(member, `SELECT value FROM source_key WHERE kind = 'write_key'`);
    writeKey = key!.value;
  });
  afterAll(() => test.stop());

  const read = <Row>(sql: string) => test.runtime.db.read<Row>(member, sql, [member.workspaceId]);

  it('delivers every kind of message, which become one customer with its events', async () => {
    const client = new Analytics({ writeKey, host, flushAt: 4, flushInterval: 50 });
    const errors: unknown[] = [];
    client.on('error', (error) => errors.push(error));
    client.page({ anonymousId: 'anon-1', name: 'Home', properties: { url: 'https://shop.example.com/' } });
    client.identify({ userId: 'cus_1042', anonymousId: 'anon-1', traits: { email: 'anna.petrova@example.com', plan: 'pro' } });
    client.track({ userId: 'cus_1042', event: 'Order Completed', properties: { orderId: 'LT-30017', revenue: 42.5, currency: 'EUR' } });
    client.group({ userId: 'cus_1042', groupId: 'org_88', traits: { name: 'Lumen Tea' } });
    client.alias({ userId: 'cus_1042', previousId: 'anon-0' });
    client.screen({ userId: 'cus_1042', name: 'Basket' });
    await client.closeAndFlush({ timeout: 20_000 });
    expect(errors).toEqual([]);
    const deliveries = await read<{ route: string; items: number; headers: Record<string, string> }>('SELECT route, items, headers FROM delivery WHERE workspace_id = $1 ORDER BY id');
    expect(deliveries.reduce((sum, { items }) => sum + items, 0)).toBe(6);
    expect(deliveries.every(({ route, headers }) => route === 'v1/batch' && headers['ip'] === '127.0.0.1')).toBe(true);

    const drain = new Drain(test.runtime.db, test.runtime.clock, test.runtime.log, test.runtime.geoip);
    while ((await drain.drainOnce(member.workspaceId)).items > 0);
    const events = await read<{ name: string; amount: number | null }>(
      'SELECT t.name, e.amount FROM event e JOIN event_type t ON t.workspace_id = e.workspace_id AND t.id = e.event_type_id WHERE e.workspace_id = $1 ORDER BY t.name');
    expect(events.map(({ name }) => name)).toEqual(['Order Completed', 'alias', 'group', 'identify', 'page', 'screen']);
    expect(events[0]?.amount).toBe(42.5);
    const customers = await read<{ email: string; is_visitor: boolean }>('SELECT email, is_visitor FROM customer WHERE workspace_id = $1 AND merged_into IS NULL');
    expect(customers).toEqual([{ email: 'anna.petrova@example.com', is_visitor: false }]);
  });

  it('sends again what was refused for lack of room, and nothing of it counts twice', async () => {
    // Every insert fails until the inbox is given back its own.
    const { writable, restore } = breakInbox(test);
    const client = new Analytics({ writeKey, host, flushAt: 1, maxRetries: 5 });
    client.track({ userId: 'cus_7', event: 'Signed Up', messageId: 'signed-up-1' });
    const flushed = client.closeAndFlush({ timeout: 30_000 });
    await writable.firstRefusal;
    restore();
    await flushed;
    const [row] = await read<{ n: string }>(`SELECT count(*) AS n FROM delivery WHERE workspace_id = $1 AND position('signed-up-1' IN encode(body, 'escape')) > 0`);
    expect(Number(row?.n)).toBe(1);
  });
});

/** Takes the ingest role's pool away for a while, as a database that restarts does. */
function breakInbox(test: TestApp): { writable: { firstRefusal: Promise<void> }; restore: () => void } {
  const pool = (test.runtime.ingest.driver as unknown as { master: { query: (...args: unknown[]) => Promise<unknown> } }).master;
  const query = pool.query;
  let refused: () => void;
  const firstRefusal = new Promise<void>((resolve) => { refused = resolve; });
  pool.query = (...args) => {
    if (!(args[0] as { name?: string }).name) return query.apply(pool, args);
    refused();
    return Promise.reject(Object.assign(new Error('terminating connection'), { code: '57P01' }));
  };
  return { writable: { firstRefusal }, restore: () => { pool.query = query; } };
}

import { FixedClock, MS_PER_DAY, MS_PER_MINUTE } from '@kelvin/kernel';
import { signStandardWebhook } from '@kelvin/connectors';
import { startTestApp, type TestApp, type TestMember } from '@kelvin/testing';
import { createHmac } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../platform/db/ids.ts';
import { insertSourceKey } from '../../platform/security/source-keys.ts';
import { InboxModule } from './inbox.module.ts';

interface DeliveryRow { route: string; items: number; headers: Record<string, string>; body: Buffer; source_id: string; pending_items: number }

const SECRETS = ['whsec_bHVtZW4tdGVhLWRlbW8tc2VjcmV0LTMyLWJ5dGVzISE=', 'whsec_cHJldmlvdXMtZGVtby1zZWNyZXQtMzItYnl0ZXMtb2s='] as const;
const PATH_SECRET = 'a-path-that-nobody-can-guess';
const hmacSha256 = (key: Uint8Array, message: Uint8Array) => createHmac('sha256', key).update(message).digest();
const track = { type: 'track', event: 'Order Completed', userId: 'u1', messageId: 'm1', properties: { revenue: 5 } };

describe('inbox', () => {
  const clock = new FixedClock(new Date('2026-11-23T10:00:00Z'));
  let test: TestApp;
  let member: TestMember;
  let key: string;
  beforeAll(async () => {
    test = await startTestApp({ clock, modules: [InboxModule] });
    member = await test.signUp();
    const [row] = await test.runtime.db.read<{ value: string }>(member, `SELECT value FROM source_key WHERE kind = 'write_key'`);
    key = row!.value;
  });
  afterAll(() => test.stop());

  const basic = (user = key) => ({ authorization: `Basic ${Buffer.from(`${user}:`).toString('base64')}` });
  async function post(url: string, payload: string | Buffer, headers: Record<string, string> = {}) {
    // Ids are ordered by their millisecond.
    clock.advanceMs(1);
    const answer = await test.app.inject({ method: 'POST', url, payload, headers });
    return { status: answer.statusCode, headers: answer.headers, body: answer.json<{ success?: boolean; status?: number; error?: { code: string; message: string } }>() };
  }
  /** What was kept since the last call. */
  async function takeKept(): Promise<DeliveryRow[]> {
    return test.runtime.db.transaction(member, async (tx) => {
      const rows = await tx.query<DeliveryRow>(`
        SELECT d.route, d.items, d.headers, d.body, d.source_id, p.items AS pending_items FROM delivery d
          JOIN delivery_pending p ON p.workspace_id = d.workspace_id AND p.delivery_id = d.id AND p.received_on = d.received_on AND p.bytes = length(d.body)
         WHERE d.workspace_id = $1 ORDER BY d.id`, [member.workspaceId]);
      await tx.query('DELETE FROM delivery_pending WHERE workspace_id = $1', [member.workspaceId]);
      await tx.query('DELETE FROM delivery WHERE workspace_id = $1', [member.workspaceId]);
      return rows;
    });
  }
  async function addHook(keys: readonly { kind: 'signing' | 'path'; secret: string }[]): Promise<string> {
    const sourceId = newId(clock.now().getTime());
    await test.runtime.db.transaction(member, async (tx) => {
      await tx.query(`INSERT INTO source (workspace_id, id, kind, name, created_at) VALUES ($1, $2, 'webhook', 'Shop', $3)`, [tx.workspaceId, sourceId, clock.now()]);
      for (const each of keys) await insertSourceKey(tx, clock.now(), sourceId, { ...each, masterSecret: test.runtime.secret });
    });
    return sourceId;
  }

  it.each([
    ['/v1/track', 'v1/track'], ['/v1/t', 'v1/track'], ['/v1/page', 'v1/page'], ['/v1/p', 'v1/page'], ['/v1/screen', 'v1/screen'], ['/v1/s', 'v1/screen'],
    ['/v1/identify', 'v1/identify'], ['/v1/i', 'v1/identify'], ['/v1/group', 'v1/group'], ['/v1/g', 'v1/group'], ['/v1/alias', 'v1/alias'], ['/v1/a', 'v1/alias'],
  ])('keeps the bytes posted to %s', async (url, route) => {
    const payload = `${JSON.stringify(track)} `;
    expect(await post(url, payload, basic())).toMatchObject({ status: 200, body: { success: true } });
    expect(await takeKept()).toMatchObject([{ route, items: 1, pending_items: 1, body: Buffer.from(payload) }]);
  });

  it('counts a batch and takes the key from header, body or query, in this order', async () => {
    const batch = (writeKey?: string) => JSON.stringify({ batch: [track, track, 7], writeKey });
    expect((await post('/v1/batch', batch('wk_unknown'), basic())).status).toBe(200);
    expect((await post('/v1/b', batch(key), { 'content-type': 'text/plain' })).status).toBe(200);
    expect((await post(`/beacon/v1/batch?writeKey=${key}`, batch(), { 'content-type': 'text/plain' })).status).toBe(200);
    expect((await post('/v1/batch/', batch(key), { authorization: 'Bearer something' })).status).toBe(200);
    // A missing colon is tolerated.
    expect((await post('/v1/batch', batch(), { authorization: `Basic ${Buffer.from(key).toString('base64')}` })).status).toBe(200);
    expect((await takeKept()).map(({ route, items }) => [route, items])).toEqual(Array.from({ length: 5 }, () => ['v1/batch', 3]));
  });

  it('unpacks gzip with and without its header, whatever the content type says', async () => {
    const payload = JSON.stringify({ batch: [track] });
    const zipped = gzipSync(payload);
    expect((await post('/v1/batch', zipped, { ...basic(), 'content-encoding': 'gzip', 'content-type': 'application/x-www-form-urlencoded' })).status).toBe(200);
    expect((await post('/v1/batch', zipped, { ...basic(), 'content-type': 'text/plain' })).status).toBe(200);
    expect((await post('/v1/batch', payload, { ...basic(), 'content-encoding': 'gzip', 'content-type': 'not a type' })).status).toBe(200);
    expect((await takeKept()).map(({ body }) => body.toString())).toEqual([payload, payload, payload]);
  });

  it('keeps address and browser beside the body, never the authorization', async () => {
    await post('/v1/track', JSON.stringify(track), { ...basic(), 'user-agent': 'Mozilla/5.0', 'x-forwarded-for': '9.9.9.9' });
    expect((await takeKept())[0]?.headers).toEqual({ ip: '127.0.0.1', 'user-agent': 'Mozilla/5.0' });
  });

  it.each([
    ['an unknown key', 401, 'inbox.unknown_key', () => post('/v1/track', '{}', basic('wk_nobody'))],
    ['no key', 401, 'inbox.missing_key', () => post('/v1/track', '{}')],
    ['a key with a NUL', 401, 'inbox.unknown_key', () => post('/v1/track', JSON.stringify({ writeKey: 'wk\u0000' }))],
    ['no JSON', 400, 'inbox.not_json', () => post('/v1/track', '{"a":', basic())],
    ['nothing', 400, 'inbox.not_json', () => post('/v1/track', '', basic())],
    ['broken gzip', 400, 'inbox.broken_gzip', () => post('/v1/track', Buffer.from([0x1f, 0x8b, 1, 2, 3]), basic())],
    ['a batch over 500 KB', 400, 'inbox.too_large', () => post('/v1/batch', JSON.stringify({ batch: [{ ...track, properties: { text: 'x'.repeat(520_000) } }] }), basic())],
    ['a body of 10 MB', 400, 'inbox.too_large', () => post('/v1/batch', Buffer.alloc(10_000_000, 32), basic())],
    ['a gzip bomb', 400, 'inbox.too_large', () => post('/v1/batch', gzipSync(Buffer.alloc(50_000_000, 32)), basic())],
    ['2,501 events', 400, 'inbox.too_large', () => post('/v1/batch', JSON.stringify({ batch: Array.from({ length: 2_501 }, () => ({})) }), basic())],
    ['a large batch of PostHog', 413, 'inbox.too_large', () => post('/batch/', Buffer.alloc(600_000, 32), {})],
    ['a very large batch of PostHog', 413, 'inbox.too_large', () => post('/batch/', Buffer.alloc(2_000_000, 32), {})],
  ])('refuses %s with %i %s', async (_what, status, code, send) => {
    expect(await send()).toMatchObject({ status, body: { error: { code, message: expect.stringMatching(/\.$/) } } });
    expect(await takeKept()).toEqual([]);
  });

  it('takes PostHog bodies: a batch, one event, a list, a form with base64', async () => {
    const event = { event: 'signed up', distinct_id: 'u1', properties: { token: key } };
    const list = JSON.stringify([event, event]);
    expect(await post('/batch/', JSON.stringify({ api_key: key, batch: [event, event, event] }))).toMatchObject({ status: 200, body: { status: 1 } });
    expect((await post('/i/v0/e/', gzipSync(JSON.stringify(event)), { 'content-type': 'text/plain' })).status).toBe(200);
    expect((await post('/e/?ip=1', list)).status).toBe(200);
    expect((await post('/capture/', `data=${encodeURIComponent(Buffer.from(list).toString('base64'))}`, { 'content-type': 'application/x-www-form-urlencoded' })).status).toBe(200);
    expect((await takeKept()).map(({ route, items }) => [route, items])).toEqual([['posthog', 3], ['posthog', 1], ['posthog', 2], ['posthog', 2]]);
    expect((await post('/flags/?v=2', '{}')).body).toMatchObject({ flags: {}, featureFlags: {} });
    expect((await test.call('GET', `/array/${key}/config`)).body).toMatchObject({ hasFeatureFlags: false, sessionRecording: false, surveys: false });
  });

  it('lets pages of other sites post, also after asking', async () => {
    const asked = await test.app.inject({ method: 'OPTIONS', url: '/v1/t', headers: { origin: 'https://shop.example.com', 'access-control-request-method': 'POST' } });
    expect(asked.statusCode).toBe(204);
    expect(asked.headers).toMatchObject({ 'access-control-allow-origin': 'https://shop.example.com', 'access-control-max-age': '86400' });
    expect(String(asked.headers['access-control-allow-headers'])).toMatch(/authorization.*content-type.*x-retry-count.*anonymousid.*sentat/);
    const refused = await post('/v1/t', '{', { ...basic(), origin: 'https://shop.example.com' });
    expect(refused).toMatchObject({ status: 400, headers: { 'access-control-allow-origin': 'https://shop.example.com', vary: 'Origin' } });
  });

  it('serves what clients load before they start', async () => {
    const settings = await test.call('GET', `/v1/projects/${key}/settings`, { headers: { host: 'in.example.com' } });
    expect(settings.body).toMatchObject({ integrations: { 'Segment.io': { apiKey: key, apiHost: 'in.example.com/v1', protocol: 'http' } }, metrics: { sampleRate: 0 } });
    expect((await test.call('GET', '/v1/projects/wk_nobody/settings')).status).toBe(401);
    const rudder = await test.call('GET', `/sourceConfig/?p=npm&v=3&writeKey=${key}`);
    expect(rudder.body).toMatchObject({ source: { writeKey: key, enabled: true, destinations: [] } });
    const script = await test.call<string>('GET', `/analytics.js/v1/${key}/analytics.min.js`);
    expect(script.headers['content-type']).toMatch(/^text\/javascript/);
    expect(script.body.length).toBeGreaterThan(50_000);
  });

  it('takes signed webhooks under either secret of a rotation, within five minutes', async () => {
    const sourceId = await addHook(SECRETS.map((secret) => ({ kind: 'signing', secret })));
    const body = Buffer.from('{"type":"order.created", "data":{"customer_id":"cus_1"}}');
    const send = (secret: string, sentAt: Date, bytes = body) =>
      post(`/hooks/${sourceId}`, bytes, { ...signStandardWebhook({ id: 'msg_1', sentAt, body }, secret, hmacSha256), 'content-type': 'application/json' });
    for (const secret of SECRETS) expect((await send(secret, clock.now())).status).toBe(200);
    expect((await takeKept()).map((row) => [row.route, row.items, row.headers['webhook-id'], row.body.equals(body)])).toEqual([['hook', 1, 'msg_1', true], ['hook', 1, 'msg_1', true]]);
    for (const minutes of [-6, 6]) {
      expect(await send(SECRETS[0], new Date(clock.now().getTime() + minutes * MS_PER_MINUTE))).toMatchObject({ status: 401, body: { error: { code: 'inbox.bad_signature' } } });
    }
    expect((await send(SECRETS[0], clock.now(), Buffer.from('{"type":"order.created"}'))).status).toBe(401);
    expect((await post(`/hooks/${sourceId}`, body)).status).toBe(401);
    expect((await post(`/hooks/${newId(1)}`, body)).status).toBe(404);
    expect((await post('/hooks/not-an-id', body)).status).toBe(404);
    expect(await takeKept()).toEqual([]);
  });

  it('takes webhooks at a secret address and answers a wrong one as if nothing were there', async () => {
    const sourceId = await addHook([{ kind: 'path', secret: PATH_SECRET }]);
    expect((await post(`/hooks/${sourceId}/${PATH_SECRET}`, '[{"type":"a"},{"type":"b"}]')).status).toBe(200);
    expect((await takeKept()).map(({ route, items }) => [route, items])).toEqual([['hook', 2]]);
    expect(await post(`/hooks/${sourceId}/${PATH_SECRET}x`, '{}')).toMatchObject({ status: 404, body: { error: { code: 'inbox.unknown_hook' } } });
    expect((await post(`/hooks/${sourceId}/${PATH_SECRET}`, '<xml>')).body).toMatchObject({ error: { code: 'inbox.not_json' } });
    expect((await post(`/hooks/${sourceId}`, '{}')).status).toBe(401);
  });

  it('takes forms with nested keys, keeps their bytes, and says what is wrong with others', async () => {
    const sourceId = await addHook([{ kind: 'path', secret: PATH_SECRET }]);
    const url = `/hooks/${sourceId}/${PATH_SECRET}`;
    const asForm = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' };
    const amo = 'leads%5Bstatus%5D%5B0%5D%5Bid%5D=25399013&leads%5Bstatus%5D%5B0%5D%5Bcustom_fields%5D%5B0%5D%5Bvalues%5D%5B0%5D%5Bvalue%5D=72';
    const mandrill = `mandrill_events=${encodeURIComponent('[{"event":"open"},{"event":"click"}]')}`;
    for (const body of [amo, mandrill, '{"type":"a"}', 'mandrill_events=%5B%5D']) expect((await post(url, body, asForm)).status).toBe(200);
    expect((await takeKept()).map(({ route, items, body }) => [route, items, body.toString()])).toEqual([['hook/form', 1, amo], ['hook/form', 2, mandrill], ['hook', 1, '{"type":"a"}']]);
    const refusals: readonly [string, string, Record<string, string>][] = [
      ['{"type":', 'inbox.not_a_form', asForm], ['', 'inbox.not_a_form', asForm], ['a[1][2][3][4][5][6][7][8][9][10][11]=1', 'inbox.form_too_complex', asForm], [amo, 'inbox.not_json', { 'content-type': 'text/plain' }],
    ];
    for (const [body, code, headers] of refusals) expect(await post(url, body, headers)).toMatchObject({ status: 400, body: { error: { code } } });
    expect(await takeKept()).toEqual([]);
  });

  it('answers senders that first ask whether somebody is there', async () => {
    const sourceId = await addHook([{ kind: 'path', secret: PATH_SECRET }]);
    const ask = async (method: 'GET' | 'HEAD', secret: string) => (await test.app.inject({ method, url: `/hooks/${sourceId}/${secret}` })).statusCode;
    expect([await ask('GET', PATH_SECRET), await ask('HEAD', PATH_SECRET), await ask('GET', 'wrong')]).toEqual([200, 200, 404]);
    expect(await takeKept()).toEqual([]);
  });

  it('refuses a source that was switched off, within seconds', async () => {
    const setEnabled = (isEnabled: boolean) => test.runtime.db.read(member, 'UPDATE source SET is_enabled = $2 WHERE workspace_id = $1', [member.workspaceId, isEnabled]);
    await setEnabled(false);
    clock.advanceMs(6_000);
    expect(await post('/v1/track', JSON.stringify(track), basic())).toMatchObject({ status: 403, body: { error: { code: 'inbox.source_off' } } });
    await setEnabled(true);
    clock.advanceMs(6_000);
    expect((await post('/v1/track', JSON.stringify(track), basic())).status).toBe(200);
    await takeKept();
  });

  it('makes the partition of a day that nobody prepared', async () => {
    clock.advanceMs(40 * MS_PER_DAY);
    expect((await post('/v1/track', JSON.stringify(track), basic())).status).toBe(200);
    expect(await takeKept()).toHaveLength(1);
  });
});

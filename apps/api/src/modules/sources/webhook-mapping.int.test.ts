import type { Source, SourceWithSecret, WebhookMappingState, WebhookPreview } from '@kelvin/contracts';
import { FixedClock } from '@kelvin/kernel';
import { startTestPath, type TestPath } from '@kelvin/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { IntakeReadModel } from './intake.read-model.ts';

const BITRIX = 'event=ONCRMCONTACTUPDATE&data%5BFIELDS%5D%5BID%5D=7405&ts=1795169700&auth%5Bmember_id%5D=d8970';

describe('the mapping of a webhook', () => {
  const clock = new FixedClock(new Date('2026-11-20T10:15:00Z'));
  let path: TestPath;
  let hook: SourceWithSecret;
  beforeAll(async () => {
    path = await startTestPath(clock);
    hook = await addHook('CRM');
  });
  afterAll(() => path.stop());

  const addHook = async (name: string) => (await path.member.call<SourceWithSecret>('POST', '/sources', { kind: 'webhook', name, authentication: 'secret_path' })).body;
  const at = (source = hook) => `/sources/${source.id}/mapping`;
  const preview = async (body: object) => (await path.member.call<WebhookPreview>('POST', `${at()}/preview`, body)).body;
  async function post(payload: string, type = 'application/x-www-form-urlencoded', source = hook): Promise<number> {
    clock.advanceMs(1_000);
    return (await path.app.inject({ method: 'POST', url: new URL(source.endpoint!).pathname, payload, headers: { 'content-type': type } })).statusCode;
  }

  it('begins empty, and shows nothing before anything was received', async () => {
    expect((await path.member.call('GET', at())).body).toEqual({ mapping: {} });
    expect(await preview({ mapping: {} })).toEqual({ deliveries: 0, fields: [], usual: {}, suggestion: {}, items: [] });
  });

  it('says of the last deliveries why they are refused, and proposes what to do', async () => {
    expect(await post(BITRIX)).toBe(200);
    const waiting = await preview({ mapping: {} });
    await path.settle();
    const found = await preview({ mapping: {} });
    expect(found).toEqual(waiting);
    expect(found).toMatchObject({ deliveries: 1, usual: { type: 'event', timestamp: 'ts' }, suggestion: { userId: 'data.FIELDS.ID' }, items: [{ status: 'rejected', reason: { code: 'no_identifier' }, event: null }] });
    expect(found.fields).toContainEqual({ path: 'data.FIELDS.ID', isGroup: false, isList: false, samples: ['7405'] });
    expect((await preview({ mapping: found.suggestion })).items).toMatchObject([{ status: 'ok', event: { name: 'ONCRMCONTACTUPDATE', occurredAt: '2026-11-20T10:15:00.000Z', identifiers: [{ kind: 'userId', value: '7405' }] } }]);
  });

  it('holds for what arrives after it is saved, and is in the log', async () => {
    const mapping = { userId: 'data.FIELDS.ID', properties: 'data.FIELDS' };
    expect((await path.member.call<WebhookMappingState>('PUT', at(), { mapping })).body).toEqual({ mapping });
    expect((await path.member.call('GET', at())).body).toEqual({ mapping });
    expect(await post(BITRIX.replace('ts=1795169700', 'ts=1795169701'))).toBe(200);
    await path.settle();
    expect(await path.rows('SELECT properties FROM event WHERE workspace_id = $1 AND source_id = $2', [hook.id])).toEqual([{ properties: { ID: '7405' } }]);
    expect(await path.rows('SELECT code, raw FROM rejected_item WHERE workspace_id = $1 AND source_id = $2', [hook.id])).toMatchObject([{ code: 'no_identifier', raw: expect.stringContaining('"ID":"7405"') }]);
    expect(await path.rows(`SELECT diff FROM audit_log WHERE workspace_id = $1 AND action = 'source.mapping_changed'`)).toEqual([{ diff: { before: {}, after: mapping } }]);
    expect((await preview({ mapping })).deliveries).toBe(2);
  });

  it('tries a pasted body, JSON or a form', async () => {
    for (const sample of ['{"kind":"paid","who":"u1"}', 'kind=paid&who=u1', ' [{"kind":"paid","who":"u1"}] ']) {
      expect(await preview({ mapping: { type: 'kind', userId: 'who' }, sample })).toMatchObject({ deliveries: 0, items: [{ receivedAt: null, status: 'ok', event: { name: 'paid' } }] });
    }
    expect((await path.member.call('POST', `${at()}/preview`, { mapping: {}, sample: '<xml/>' })).body).toMatchObject({ error: { code: 'webhook.unreadable_sample' } });
  });

  it('refuses paths that cannot be read, unknown parts, and sources that are no webhooks', async () => {
    expect(await path.member.call('PUT', at(), { mapping: { userId: 'data[' } })).toMatchObject({ status: 400, body: { error: { fields: { 'mapping.userId': expect.stringContaining('data.customer.id') } } } });
    expect((await path.member.call('PUT', at(), { mapping: { name: 'a' } })).status).toBe(400);
    const website = (await path.member.call<{ items: { id: string; kind: string }[] }>('GET', '/sources')).body.items.find(({ kind }) => kind === 'tracking');
    for (const [method, url, body] of [['GET', '', undefined], ['PUT', '', { mapping: {} }], ['POST', '/preview', { mapping: {} }]] as const) {
      expect((await path.member.call(method, `/sources/${website!.id}/mapping${url}`, body)).status).toBe(404);
    }
  });

  it('divides a body of many records into an event each, keeps neighbours of a bad one, and counts a repetition once', async () => {
    const crm = await addHook('amoCRM');
    const records = (...leads: [id: string, price: string, modified: string][]) => leads.flatMap(([id, price, modified], at) => [`leads[add][${at}][id]=${id}`, `leads[add][${at}][price]=${price}`, `leads[add][${at}][last_modified]=${modified}`]).join('&');
    const body = `${records(['1', '100', '1795169600'], ['2', '200', '2524608000'], ['3', '300', '1795169602'])}&account[id]=177`;
    expect(await post(body, undefined, crm)).toBe(200);
    const tried = async (mapping: object) => (await path.member.call<WebhookPreview>('POST', `${at(crm)}/preview`, { mapping })).body;
    const { suggestion, fields } = await tried({});
    expect(suggestion).toEqual({ items: 'leads.add', userId: 'leads.add[0].id', timestamp: 'leads.add[0].last_modified', amount: 'leads.add[0].price' });
    expect(fields.find((field) => field.path === 'leads.add')).toMatchObject({ isGroup: true, isList: true });
    const mapping = { ...suggestion, type: { constant: 'Lead added' } };
    expect((await tried(mapping)).items.map(({ status, event }) => [status, event?.['amount']])).toEqual([['ok', 100], ['parked', undefined], ['ok', 300]]);
    expect((await path.member.call('PUT', at(crm), { mapping })).status).toBe(200);
    await path.settle();
    const intake = async () => (await path.member.call<Source>('GET', `/sources/${crm.id}`)).body.intakeTotal;
    expect(await intake()).toMatchObject({ received: 1, fannedOut: 2, processed: 2, parked: 1, isBalanced: true });

    expect(await post(body, undefined, crm)).toBe(200);
    await path.settle();
    expect(await intake()).toMatchObject({ received: 2, fannedOut: 4, processed: 2, parked: 2, duplicates: 2, isBalanced: true });
    expect(await path.app.get(IntakeReadModel, { strict: false }).verifyIntake(path.member)).toEqual([]);
    expect(await path.rows('SELECT item_index, convert_from(raw, \'UTF8\') AS raw FROM parked_item WHERE workspace_id = $1 AND source_id = $2 ORDER BY delivery_id', [crm.id])).toEqual(
      [1, 2].map(() => ({ item_index: 1_000_000, raw: JSON.stringify({ leads: { add: [{ id: '2', price: '200', last_modified: '2524608000' }] }, account: { id: '177' } }) })));
  });

  it('does not fold two records alike, and knows the same list again', async () => {
    const bulk = await addHook('Bulk');
    await path.member.call('PUT', at(bulk), { mapping: { items: 'events' } });
    const body = JSON.stringify({ events: [{ type: 'Seen', user_id: 'u9' }, { type: 'Seen', user_id: 'u9' }] });
    for (let times = 0; times < 2; times += 1) expect(await post(body, 'application/json', bulk)).toBe(200);
    await path.settle();
    expect(await path.rows('SELECT count(*)::int AS n FROM event WHERE workspace_id = $1 AND source_id = $2', [bulk.id])).toEqual([{ n: 2 }]);
    expect((await path.member.call<Source>('GET', `/sources/${bulk.id}`)).body.intakeTotal).toMatchObject({ received: 2, fannedOut: 2, processed: 2, duplicates: 2, isBalanced: true });
  });

  it('does not look at the bodies of other sources', async () => {
    const other = await addHook('Shop');
    expect(await post('{"type":"order.paid","user_id":"u2"}', 'application/json', other)).toBe(200);
    await path.settle();
    expect((await preview({ mapping: {} })).deliveries).toBe(2);
    expect((await path.member.call<WebhookPreview>('POST', `${at(other)}/preview`, { mapping: {} })).body).toMatchObject({ deliveries: 1, items: [{ status: 'ok' }] });
  });
});

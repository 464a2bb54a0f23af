import { canonicalEventSchema } from '@kelvin/contracts';
import { describe, expect, it } from 'vitest';
import { eventOf, testHash, verdictOf } from '../items.test-helper.ts';
import { compileJsonPath } from './json-path.ts';
import { normaliseWebhook, type NormaliseWebhookOptions } from './normalise-webhook.ts';

const receivedAt = new Date('2026-11-20T10:15:00.000Z');
const read = (body: unknown, options: Partial<NormaliseWebhookOptions> = {}) => normaliseWebhook(body, { webhookId: 'msg_1', receivedAt, hash: testHash, defaultCountry: 'RU', ...options });
const order = { type: 'order.created', timestamp: '2026-11-20T10:14:58.000Z', data: { id: 'Z-9', customer_id: 'cus_9', total: '42,50', currency: 'EUR' } };

describe('normaliseWebhook', () => {
  it('reads a Standard Webhooks body', () => {
    const event = eventOf(read(order)[0]);
    expect(event).toMatchObject({
      kind: 'track', name: 'order.created', messageId: 'msg_1', occurredAt: new Date('2026-11-20T10:14:58.000Z'),
      identifiers: [{ kind: 'userId', value: 'cus_9' }], amount: 42.5, currency: 'EUR', orderId: 'Z-9', properties: order.data,
    });
    expect(canonicalEventSchema.safeParse(event).error).toBeUndefined();
  });

  it.each([
    ['in data', { type: 'x', data: { user_id: 5, email: 'A@b.ru' } }, ['userId', 'email']],
    ['at the top', { event: 'x', phone: '8 916 123-45-67' }, ['phone']],
    ['in a person of data', { type: 'x', data: { customer: { id: 'c', email: 'a@b.ru', name: 'Анна' } } }, ['userId', 'email']],
    ['by their words for it', { event_type: 'x', data: { anonymous_id: 'a' } }, ['anonymousId']],
  ])('finds identifiers %s', (_case, body, kinds) => {
    expect(eventOf(read(body)[0]).identifiers.map(({ kind }) => kind)).toEqual(kinds);
  });

  it('keeps what it says about the person', () => {
    expect(eventOf(read({ type: 'x', data: { customer: { id: 'c', email: 'A@b.ru', name: 'Анна' } } })[0]).traits).toEqual({ email: 'a@b.ru', name: 'Анна' });
  });

  it.each([
    ['an amount that a mapping names', '{"type":"order.created","data":{"customer_id":"c","sum":"abc"}}', { amount: 'data.sum' }, 'parked:invalid_amount'],
    ['one beyond all bounds', '{"type":"order.created","data":{"customer_id":"c","sum":1e400}}', { amount: 'data.sum' }, 'parked:invalid_amount'],
    ['a total in the usual place', '{"type":"order.created","data":{"customer_id":"c","total":true}}', {}, 'parked:invalid_amount'],
    ['one of an element of a list', '{"type":"order.created","data":{"customer_id":"c","list":[{"total":1e400},{"total":5}]}}', { items: 'data.list' }, 'parked:invalid_amount'],
    ['a price among its lines', '{"type":"order.created","data":{"customer_id":"c","items":[{"price":"x"}]}}', {}, 'parked:invalid_amount'],
    ['a total of no order', '{"type":"contact.updated","data":{"customer_id":"c","total":"many"}}', {}, 'ok'],
    ['a time beyond all bounds', '{"type":"order.created","timestamp":1e400,"data":{"customer_id":"c"}}', {}, 'rejected:invalid_timestamp'],
  ])('judges %s', (_case, body, mapping, expected) => {
    expect(verdictOf(read(JSON.parse(body), { mapping })[0])).toBe(expected);
  });

  it('keeps a phone that is none as an attribute, as it was written', () => {
    const event = eventOf(read({ type: 'x', data: { customer: { id: 'c' }, phone: 'доб. 12' } })[0]);
    expect([event.identifiers, event.traits]).toEqual([[{ kind: 'userId', value: 'c' }], { phone: 'доб. 12' }]);
  });

  it('follows the tenant’s own paths', () => {
    const mapping = { type: '$.meta.what', timestamp: 'meta.at', userId: 'who[0].key', amount: 'sum.rub', currency: 'sum.cur', orderId: 'no', messageId: 'meta.uid', properties: '$.sum' };
    const body = { meta: { what: 'Заказ оплачен', at: 1_795_169_697, uid: 'evt-7' }, who: [{ key: 77 }], sum: { rub: '1 500,00', cur: 'rub' }, no: 12 };
    expect(eventOf(read(body, { mapping })[0])).toMatchObject({
      name: 'Заказ оплачен', messageId: 'evt-7', identifiers: [{ kind: 'userId', value: '77' }], amount: 1500, currency: 'RUB', orderId: '12', properties: body.sum,
      occurredAt: new Date(1_795_169_697_000),
    });
  });

  it('keeps a sender’s own ids apart by source, or by the account that several sources name', () => {
    const idsOf = (mapping: NormaliseWebhookOptions['mapping'], sourceId: string) => eventOf(read({ ...order, contact: { id: 5 } }, { mapping, sourceId })[0]).identifiers;
    expect(idsOf({ vendorId: 'contact.id' }, 's1')).toEqual([{ kind: 'vendor', value: 's1:5' }]);
    expect(idsOf({ vendorId: 'contact.id', account: 'amo' }, 's1')).toEqual([{ kind: 'vendor', value: 'amo:5' }]);
    // The usual place of a userId holds the sender's id too, unless somebody says that it is the shop's.
    expect(idsOf({ vendorId: 'contact.id', userId: 'data.customer_id' }, 's1')).toEqual([{ kind: 'userId', value: 'cus_9' }, { kind: 'vendor', value: 's1:5' }]);
    expect(verdictOf(read({ type: 'x', id: 'x'.repeat(255) }, { mapping: { vendorId: 'id' }, sourceId: 's1' })[0])).toBe('rejected:identifier_too_long');
    expect(verdictOf(read({ type: 'x', id: '' }, { mapping: { vendorId: 'id' }, sourceId: 's1' })[0])).toBe('rejected:no_identifier');
  });

  it('answers for each element of a list', () => {
    const items = read([order, { type: 'x' }, 5, order]);
    expect(items.map(verdictOf)).toEqual(['ok', 'rejected:no_identifier', 'rejected:not_an_object', 'ok']);
    expect([items[0], items[3]].map((item) => eventOf(item).messageId)).toEqual(['msg_1#0', 'msg_1#3']);
  });

  it('makes an id from the content when the sender has none, and takes a CloudEvent’s own', () => {
    const again = [read(order, { webhookId: null }), read({ data: order.data, timestamp: order.timestamp, type: order.type }, { webhookId: null })].map(([item]) => eventOf(item).messageId);
    expect(again[0]).toMatch(/^hash-/);
    expect(again[1]).toBe(again[0]);
    expect(eventOf(read({ ...order, specversion: '1.0', id: '42', source: '/shop' }, { webhookId: null })[0]).messageId).toBe('/shop#42');
  });

  it.each([
    ['no type', { data: { user_id: 1 } }, 'rejected:missing_event'], ['type of the wrong type', { type: 5, user_id: 1 }, 'rejected:wrong_type'],
    ['nobody', { type: 'x', data: {} }, 'rejected:no_identifier'], ['a wrong time', { type: 'x', user_id: 1, timestamp: 'now' }, 'rejected:invalid_timestamp'],
    ['year 9999', { type: 'x', user_id: 1, timestamp: '9999-01-01' }, 'parked:timestamp_out_of_range'], ['an absurd amount', { type: 'x', user_id: 1, amount: 1e15 }, 'parked:amount_out_of_range'],
    ['a long type', { type: 'x'.repeat(201), user_id: 1 }, 'rejected:name_too_long'], ['no object', 'x', 'rejected:not_an_object'], ['an id that is an object', { type: 'x', user_id: {} }, 'rejected:wrong_type'],
    ['a huge body', { type: 'x', user_id: 1, data: Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`k${at}`, 'y'.repeat(10_000)])) }, 'rejected:too_large'],
  ])('judges %s', (_case, body, expected) => {
    expect(read(body).map(verdictOf)).toEqual([expected]);
  });

  it('says which path cannot be read', () => {
    expect(() => read(order, { mapping: { userId: 'data[' } })).toThrow(/userId/);
  });
});

describe('compileJsonPath', () => {
  const body = { a: { b: 1, 'odd name': 3 }, list: [{}, { x: 2 }] };
  it.each([
    ['$.a.b', 1], ['a.b', 1], ['list[1].x', 2], ["a['odd name']", 3], ['$', body], ['a.missing.more', undefined], ['a.constructor', undefined], ['list[7]', undefined],
  ])('reads %s', (path, expected) => {
    expect(compileJsonPath(path)?.(body)).toEqual(expected);
  });
  it.each([['a['], ['a..b'], ['a[x]'], ['a]b'], ['..a']])('refuses %s', (path) => {
    expect(compileJsonPath(path)).toBeNull();
  });
});

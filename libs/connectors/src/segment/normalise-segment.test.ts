import { canonicalEventSchema } from '@kelvin/contracts';
import { describe, expect, it } from 'vitest';
import { eventOf, testHash, verdictOf } from '../items.test-helper.ts';
import { normaliseSegment } from './normalise-segment.ts';

const receivedAt = new Date('2026-11-20T10:15:00.000Z');
const read = (body: unknown, route = 'v1/batch') => normaliseSegment(body, { route, receivedAt, hash: testHash, defaultCountry: 'RU' });
const one = (item: object, route = 'v1/track') => read({ userId: 'u1', event: 'Clicked', messageId: 'm1', ...item }, route)[0];

describe('normaliseSegment: a server batch', () => {
  const items = read({
    writeKey: 'wk_test', sentAt: '2026-11-20T10:15:00.000Z',
    batch: [
      { type: 'identify', userId: 'cus_7', messageId: 'n-1', timestamp: '2026-11-20T10:14:55.102Z', traits: { email: 'Olga.S@example.com ', plan: 'pro', address: { city: 'Тверь' } } },
      { type: 'track', event: 'Order Completed', userId: 'cus_7', messageId: 'n-2', timestamp: '2026-11-20T10:14:57.480Z', properties: { orderId: 'A-7', revenue: 42.5, currency: 'eur' } },
      { type: 'alias', userId: 'cus_7', previousId: '11111111-2222-4333-8444-555555555555', messageId: 'n-3', timestamp: '2026-11-20T10:14:58.001Z' },
    ],
  });

  it('gives one valid event per item, in order', () => {
    expect(items.map(verdictOf)).toEqual(['ok', 'ok', 'ok']);
    for (const item of items) expect(canonicalEventSchema.safeParse(eventOf(item)).error).toBeUndefined();
  });
  it('reads the person', () => {
    const { identifiers, traits } = eventOf(items[0]);
    expect(identifiers).toEqual([{ kind: 'userId', value: 'cus_7' }, { kind: 'email', value: 'olga.s@example.com' }]);
    expect(traits).toEqual({ email: 'olga.s@example.com', plan: 'pro', 'address.city': 'Тверь' });
  });
  it('reads the money', () => {
    expect(eventOf(items[1])).toMatchObject({ name: 'Order Completed', amount: 42.5, currency: 'EUR', orderId: 'A-7', occurredAt: new Date('2026-11-20T10:14:57.480Z') });
  });
  it('links the earlier id', () => {
    expect(eventOf(items[2]).links).toEqual([[{ kind: 'userId', value: 'cus_7' }, { kind: 'anonymousId', value: '11111111-2222-4333-8444-555555555555' }]]);
  });
});

describe('normaliseSegment: a browser message', () => {
  it('takes a slow device clock out and keeps what the context knows', () => {
    const event = eventOf(read({
      type: 'track', event: 'Product Viewed', userId: null, anonymousId: 'anon-1', messageId: 'ajs-1', writeKey: 'wk',
      timestamp: '2026-11-20T10:09:30.250Z', sentAt: '2026-11-20T10:10:00.000Z', properties: { sku: 'T-1', price: 21.25 },
      context: { page: { path: '/p/tea' }, locale: 'de-DE', timezone: 'Europe/Berlin', userAgent: 'UA', campaign: { source: 'news' }, library: { name: 'analytics.js' }, traits: {}, secret: 1 },
      integrations: {}, _metadata: {},
    }, 'v1/track')[0]);
    expect(event.occurredAt.toISOString()).toBe('2026-11-20T10:14:30.250Z');
    expect(event.identifiers).toEqual([{ kind: 'anonymousId', value: 'anon-1' }]);
    expect(event.amount).toBeNull();
    expect(event.context).toEqual({ page: { path: '/p/tea' }, locale: 'de-DE', timezone: 'Europe/Berlin', userAgent: 'UA', campaign: { source: 'news' }, library: { name: 'analytics.js' } });
  });
});

describe('normaliseSegment: time', () => {
  it.each([
    ['no timestamp: receipt', {}, '2026-11-20T10:15:00.000Z'],
    ['no sentAt: as it stands', { timestamp: '2020-01-01T00:00:00Z' }, '2020-01-01T00:00:00.000Z'],
    ['originalTimestamp before timestamp', { timestamp: '2020-01-01', originalTimestamp: '2021-01-01' }, '2021-01-01T00:00:00.000Z'],
    ['a device clock in 1970', { timestamp: '1970-01-01T00:00:10.000Z', sentAt: '1970-01-01T00:00:40.000Z' }, '2026-11-20T10:14:30.000Z'],
    ['an unreadable sentAt: no correction', { timestamp: '2020-01-01', sentAt: 'soon' }, '2020-01-01T00:00:00.000Z'],
    ['four minutes ahead: kept', { timestamp: '2026-11-20T10:19:00.000Z' }, '2026-11-20T10:19:00.000Z'],
    ['six minutes ahead: receipt', { timestamp: '2026-11-20T10:21:00.000Z' }, '2026-11-20T10:15:00.000Z'],
    ['unix milliseconds', { timestamp: 1_577_836_800_000 }, '2020-01-01T00:00:00.000Z'],
  ])('%s', (_case, item, expected) => {
    expect(eventOf(one(item)).occurredAt.toISOString()).toBe(expected);
  });
  it('keeps the sender’s own time when it was replaced', () => {
    expect(eventOf(one({ timestamp: '2026-11-20T10:21:00.000Z' })).context).toMatchObject({ originalTimestamp: '2026-11-20T10:21:00.000Z' });
  });
  it.each([
    ['year 9999', '9999-12-31T00:00:00Z', 'parked:timestamp_out_of_range'], ['1970', '1970-01-01T00:00:00Z', 'parked:timestamp_out_of_range'],
    ['no date', 'tomorrow', 'rejected:invalid_timestamp'], ['an object', {}, 'rejected:invalid_timestamp'],
  ])('does not believe %s', (_case, timestamp, expected) => {
    expect(verdictOf(one({ timestamp }))).toBe(expected);
  });
});

describe('normaliseSegment: bad items', () => {
  const deep = JSON.parse(`${'{"a":'.repeat(100)}1${'}'.repeat(100)}`) as unknown;
  it.each([
    ['no identifier', { userId: undefined }, 'rejected:no_identifier'], ['null ids', { userId: null, anonymousId: null }, 'rejected:no_identifier'],
    ['userId of the wrong type', { userId: { id: 1 } }, 'rejected:wrong_type'], ['event missing', { event: undefined }, 'rejected:missing_event'],
    ['event blank', { event: '  ' }, 'rejected:missing_event'], ['event of the wrong type', { event: 7 }, 'rejected:wrong_type'], ['a long name', { event: 'x'.repeat(201) }, 'rejected:name_too_long'],
    ['properties of the wrong type', { properties: 'x' }, 'rejected:wrong_type'], ['a list of properties', { properties: [1] }, 'rejected:wrong_type'],
    ['traits of the wrong type', { traits: 3 }, 'rejected:wrong_type'], ['context of the wrong type', { context: [] }, 'rejected:wrong_type'],
    ['a long messageId', { messageId: 'm'.repeat(101) }, 'rejected:message_id_too_long'], ['messageId of the wrong type', { messageId: {} }, 'rejected:wrong_type'],
    ['a large event', { properties: { text: 'ю'.repeat(17_000) } }, 'rejected:too_large'], ['a deep event', { properties: deep }, 'parked:too_deep'],
    ['too many values', { properties: { list: Array.from({ length: 5_000 }, () => 1) } }, 'parked:too_many_values'],
    ['an absurd amount', { properties: { revenue: 1e300 } }, 'parked:amount_out_of_range'],
    ['null properties are fine', { properties: null, context: null, traits: null }, 'ok'], ['a numeric userId is fine', { userId: 1042 }, 'ok'],
  ])('%s', (_case, item, expected) => {
    expect(verdictOf(one(item))).toBe(expected);
  });
  it.each([
    ['an unknown type', { batch: [{ type: 'video', userId: 'u' }] }, 'rejected:unknown_type'], ['no type', { batch: [{ userId: 'u' }] }, 'rejected:unknown_type'],
    ['a text', { batch: ['x'] }, 'rejected:not_an_object'], ['null', { batch: [null] }, 'rejected:not_an_object'], ['a list', { batch: [[]] }, 'rejected:not_an_object'],
    ['a batch that is none', { batch: {} }, 'rejected:unknown_type'], ['a body that is none', 'hello', 'rejected:not_an_object'],
    ['an alias to nothing', { batch: [{ type: 'alias', userId: 'u' }] }, 'rejected:missing_previous_id'],
    ['an item that looks like an outcome', { batch: [{ status: 'rejected', reason: { code: 'x' } }] }, 'rejected:unknown_type'],
  ])('in a batch: %s', (_case, body, expected) => {
    expect(read(body).map(verdictOf)).toEqual([expected]);
  });
  it('names the field and says what is wrong', () => {
    expect(one({ userId: true })).toMatchObject({ reason: { field: 'userId', message: '"userId" must be a text or a number.' } });
  });
  it('cleans texts on the way', () => {
    expect(eventOf(one({ event: 'a\0b', properties: { x: '\ud800' } }))).toMatchObject({ name: 'ab', properties: { x: '\ufffd' } });
  });
});

describe('normaliseSegment: batch parts', () => {
  it('merges the batch’s context under each item’s own', () => {
    const [first, second] = read({
      context: { ip: '10.0.0.1', library: { name: 'batch' } }, integrations: { All: false },
      batch: [{ type: 'track', event: 'A', userId: 'u', context: { ip: '10.0.0.2' } }, { type: 'track', event: 'B', userId: 'u', integrations: { X: true } }],
    });
    expect(eventOf(first).context).toEqual({ ip: '10.0.0.2', library: { name: 'batch' }, integrations: { All: false } });
    expect(eventOf(second).context).toEqual({ ip: '10.0.0.1', library: { name: 'batch' }, integrations: { All: false, X: true } });
  });
  it('lets a batch context that cannot be stored harm nobody', () => {
    const context: unknown = JSON.parse(`${'{"a":'.repeat(60)}1${'}'.repeat(60)}`);
    expect(read({ context, batch: [{ type: 'track', event: 'A', userId: 'u' }] }).map(verdictOf)).toEqual(['ok']);
  });
});

describe('normaliseSegment: ids without a messageId', () => {
  const item = { type: 'track', event: 'A', userId: 'u', timestamp: '2026-11-20T10:00:00Z', properties: { a: 1, b: 2 } };
  it('hashes the content whatever the order of keys, so that a retry is a duplicate', () => {
    const other = { properties: { b: 2, a: 1 }, timestamp: '2026-11-20T10:00:00Z', userId: 'u', event: 'A', type: 'track' };
    const [first, second] = read({ batch: [item, other] });
    expect(eventOf(first).messageId).toMatch(/^hash-[0-9a-f]{40}$/);
    expect(eventOf(second).messageId).toBe(eventOf(first).messageId);
  });
  it('tells equal messages without a time apart', () => {
    const { timestamp: _timestamp, ...untimed } = item;
    const [first, second] = read({ batch: [untimed, untimed] });
    expect(eventOf(second).messageId).not.toBe(eventOf(first).messageId);
  });
  it('takes a number whose last digits are lost for no id, because it would be a neighbour\'s too', () => {
    const [first, second] = read(JSON.parse('{"batch":[{"type":"track","event":"A","userId":"u","messageId":9007199254740993},{"type":"track","event":"B","userId":"u","messageId":9007199254740992}]}'));
    expect(eventOf(second).messageId).not.toBe(eventOf(first).messageId);
    expect(eventOf(one({ messageId: 9007199254740991 })).messageId).toBe('9007199254740991');
  });
  it('refuses whose it is where a character of the id is lost, and takes such a messageId for none, because others would have the same', () => {
    const [first, second, whose] = read(JSON.parse('{"batch":[{"type":"track","event":"A","userId":"u","messageId":"m-\\ud800"},{"type":"track","event":"B","userId":"u","messageId":"m-\\ud801"},{"type":"track","event":"A","userId":"u-\\udc00"}]}'));
    expect(eventOf(second).messageId).not.toBe(eventOf(first).messageId);
    expect(whose).toMatchObject({ status: 'rejected', reason: { code: 'wrong_type', field: 'userId' } });
  });
});

describe('normaliseSegment: pages, screens, groups', () => {
  it('reads a page', () => {
    const event = eventOf(read({ userId: 'u', name: 'Oolong', context: { page: { path: '/catalog/tea', url: 'https://x.test/catalog/tea', title: 'Tea' } } }, 'v1/page')[0]);
    expect(event).toMatchObject({ kind: 'page', name: 'page', properties: { name: 'Oolong', path: '/catalog/tea', title: 'Tea', section: 'catalog' } });
  });
  it.each([['/pricing', 'page: prices'], ['/ru/tarify/', 'page: prices'], ['/цены', 'page: prices'], ['/enterprise', 'page'], ['/', 'page']])('names a view of %s %s', (path, expected) => {
    expect(eventOf(read({ userId: 'u', properties: { path } }, 'v1/page')[0]).name).toBe(expected);
  });
  it('takes the path out of a url and calls the root home', () => {
    expect(eventOf(read({ userId: 'u', properties: { url: 'https://x.test/?a=1' } }, 'v1/page')[0]).properties).toMatchObject({ path: '/', section: 'home' });
  });
  it('reads a screen', () => {
    expect(eventOf(read({ userId: 'u', name: 'Settings' }, 'v1/screen')[0])).toMatchObject({ kind: 'screen', name: 'screen', properties: { name: 'Settings', section: 'Settings' } });
  });
  it('keeps a group’s traits away from the person', () => {
    expect(eventOf(read({ userId: 'u', groupId: 'g1', traits: { name: 'Acme' } }, 'v1/group')[0])).toMatchObject({ kind: 'group', traits: {}, properties: { groupId: 'g1', name: 'Acme' } });
  });
});

describe('normaliseSegment: people', () => {
  it('reads traits of the context, as RudderStack sends them', () => {
    const event = eventOf(read({ userId: '', anonymousId: 'r1', context: { traits: { email: 'a@b.ru', phone: '8 916 123-45-67', firstName: 'Анна', lastName: 'П.' } } }, 'v1/identify')[0]);
    expect(event.identifiers.map(({ kind }) => kind)).toEqual(['email', 'phone', 'anonymousId']);
    expect(event.traits).toMatchObject({ email: 'a@b.ru', phone: '+79161234567', name: 'Анна П.' });
  });
  it('links the ids of an alias only: an identify happens on shared devices too', () => {
    const ids = [{ kind: 'userId', value: 'u' }, { kind: 'anonymousId', value: 'anon-a' }];
    expect(eventOf(read({ userId: 'u', anonymousId: 'anon-a' }, 'v1/identify')[0])).toMatchObject({ identifiers: ids, links: [] });
    expect(eventOf(read({ userId: 'u', anonymousId: 'anon-a', previousId: 'anon-a' }, 'v1/alias')[0])).toMatchObject({ identifiers: ids, links: [ids] });
    expect(eventOf(read({ userId: 'u', anonymousId: 'anon-a', previousId: 'u' }, 'v1/alias')[0])).toMatchObject({ identifiers: ids, links: [] });
  });
  it('reads an alias between ids of unknown kind both ways', () => {
    expect(eventOf(read({ userId: 'new', previousId: 'old' }, 'v1/alias')[0]).links.map(([, previous]) => previous.kind)).toEqual(['anonymousId', 'userId']);
  });
  it('takes an address among the properties only when there is nothing better', () => {
    expect(eventOf(one({ properties: { email: 'friend@b.ru' } })).identifiers).toEqual([{ kind: 'userId', value: 'u1' }]);
    expect(eventOf(one({ userId: null, properties: { email: 'me@b.ru' } })).identifiers).toEqual([{ kind: 'email', value: 'me@b.ru' }]);
  });
  it('keeps an unreadable address as a plain attribute', () => {
    expect(eventOf(read({ userId: 'u', traits: { email: 'none' } }, 'v1/identify')[0])).toMatchObject({ identifiers: [{ kind: 'userId' }], traits: { email: 'none' } });
  });
  it('adds up an order’s lines when it has no total', () => {
    expect(eventOf(one({ event: 'Заказ оформлен', properties: { products: [{ price: 100, quantity: 2 }] } })).amount).toBe(200);
    expect(eventOf(one({ event: 'Product List Viewed', properties: { products: [{ price: 100 }] } })).amount).toBeNull();
  });
});

describe('normaliseSegment: values that cannot be read', () => {
  const order = (properties: string, event = 'Order Completed') => read(JSON.parse(`{"batch":[{"type":"track","userId":"u1","event":"${event}","properties":${properties}}]}`))[0];
  it.each([
    ['{"revenue":1e400}'], ['{"revenue":"abc"}'], ['{"revenue":true}'], ['{"revenue":{"a":1}}'], ['{"total":"a lot"}'], ['{"price":"x","quantity":1}'], ['{"products":[{"price":10},{"price":"x"}]}'],
  ])('makes an order of %s wait', (properties) => {
    expect(verdictOf(order(properties))).toBe('parked:invalid_amount');
  });
  it('says what is wrong', () => {
    expect(order('{"revenue":{"a":1}}')).toMatchObject({ reason: { field: 'revenue', message: 'The amount cannot be read: "revenue" is no number but {"a":1}.' } });
    expect(order('{"revenue":1e400}')).toMatchObject({ reason: { field: 'revenue', message: 'The amount cannot be read: "revenue" is no number but out of all bounds.' } });
  });
  it.each([
    ['{"revenue":"1 234,50"}', 1234.5], ['{"revenue":"12.5"}', 12.5], ['{"revenue":"abc","total":5}', 5], ['{"revenue":"abc","products":[{"price":10}]}', 10], ['{"revenue":""}', null], ['{"note":"free"}', null],
  ])('reads %s as %j', (properties, amount) => {
    expect(eventOf(order(properties)).amount).toBe(amount);
  });
  it('takes a value of something else than money for what it is, unless no number could be so large', () => {
    expect(eventOf(order('{"value":"very good","total":[]}', 'Survey Answered')).amount).toBeNull();
    expect(verdictOf(order('{"value":1e400}', 'Survey Answered'))).toBe('parked:invalid_amount');
    expect(verdictOf(order('{"revenue":"abc"}', 'Survey Answered'))).toBe('parked:invalid_amount');
  });
  it.each(['1e400', '-1e400', '"1e400"'])('refuses the time %s, which is not now', (timestamp) => {
    expect(verdictOf(read(JSON.parse(`{"type":"track","userId":"u1","event":"Clicked","timestamp":${timestamp}}`), 'v1/track')[0])).toBe('rejected:invalid_timestamp');
    expect(verdictOf(read(JSON.parse(`{"type":"track","userId":"u1","event":"Clicked","timestamp":"2026-11-01T00:00:00Z","originalTimestamp":${timestamp}}`), 'v1/track')[0])).toBe('rejected:invalid_timestamp');
  });
});

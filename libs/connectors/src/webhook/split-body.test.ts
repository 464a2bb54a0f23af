import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventOf, testHash, verdictOf } from '../items.test-helper.ts';
import { readFormBody } from './form-body.ts';
import { normaliseWebhook, type NormaliseWebhookOptions } from './normalise-webhook.ts';

const receivedAt = new Date('2026-11-20T10:15:00.000Z');
const read = (body: unknown, options: Partial<NormaliseWebhookOptions> = {}) => normaliseWebhook(body, { webhookId: null, receivedAt, hash: testHash, ...options });
const ids = (items: ReturnType<typeof read>) => items.map((item) => eventOf(item).messageId);
const AMO = { type: { constant: 'Lead moved' }, userId: 'leads.add[0].id', timestamp: 'leads.add[0].last_modified', amount: 'leads.add[0].price' } as const;
const amoBody = (...leads: string[]) => {
  const form = readFormBody(`${leads.map((lead, at) => lead.split('&').map((field) => `leads[add][${at}]${field}`).join('&')).join('&')}&account[id]=177&account[subdomain]=tea`);
  return form.ok ? form.body : null;
};

describe('a body divided by its mapping', () => {
  const three = amoBody('[id]=1&[price]=100&[last_modified]=1795169700', '[id]=2&[price]=200&[last_modified]=1795169701', '[id]=3&[price]=300&[last_modified]=1795169702');

  it('gives one event for each record of a CRM, by the same paths as for one', () => {
    expect(read(three, { mapping: AMO }).map((item) => eventOf(item).amount)).toEqual([100]);
    const events = read(three, { mapping: { ...AMO, items: 'leads.add' } }).map(eventOf);
    expect(events.map(({ identifiers: [id], amount, occurredAt }) => [id!.value, amount, occurredAt.getTime()])).toEqual([['1', 100, 1_795_169_700_000], ['2', 200, 1_795_169_701_000], ['3', 300, 1_795_169_702_000]]);
    expect(events[1]!.properties).toEqual({ id: '2', price: '200', last_modified: '1795169701' });
  });

  it('looks into the element first, and into what its neighbours share then', () => {
    const body = { type: 'batch', timestamp: '2026-11-20T10:00:00Z', currency: 'EUR', events: [{ type: 'paid', user: { id: 1, name: 'Anna' }, amount: 5 }, { email: 'b@example.com', timestamp: '2026-11-20T09:00:00Z' }] };
    expect(read(body, { mapping: { items: 'events', currency: 'currency' } }).map(eventOf)).toMatchObject([
      { name: 'paid', occurredAt: new Date('2026-11-20T10:00:00Z'), identifiers: [{ kind: 'userId', value: '1' }], traits: { name: 'Anna' }, amount: 5, currency: 'EUR', properties: { type: 'paid', user: { id: 1 }, amount: 5 } },
      { name: 'batch', occurredAt: new Date('2026-11-20T09:00:00Z'), identifiers: [{ kind: 'email', value: 'b@example.com' }] },
    ]);
  });

  it('is one item where it has no such list, and refused where the list is empty or endless', () => {
    const mapping = { items: 'events' };
    expect(read({ type: 'x', user_id: 1 }, { mapping }).map(verdictOf)).toEqual(['ok']);
    expect(read({ type: 'x', user_id: 1, events: 'none' }, { mapping }).map(verdictOf)).toEqual(['ok']);
    expect(read({ type: 'x', user_id: 1, events: [] }, { mapping }).map(verdictOf)).toEqual(['rejected:no_items']);
    expect(read({ type: 'x', user_id: 1, events: Array.from({ length: 1_001 }, () => ({})) }, { mapping }).map(verdictOf)).toEqual(['parked:too_many_items']);
    expect(read({ type: 'x', note: 'y'.repeat(40_000), events: [{ user_id: 1 }, { user_id: 2 }] }, { mapping }).map(verdictOf)).toEqual(['rejected:too_large']);
  });

  it('is not divided where what its elements share would be written out for each of too many', () => {
    const shared = Object.fromEntries(Array.from({ length: 30 }, (_unused, n) => [`f${n}`, 'x'.repeat(1_000)]));
    const whole = (length: number) => ({ ...shared, events: Array.from({ length }, () => ({ type: 'seen', user_id: 1 })) });
    expect(new Set(read(whole(500), { mapping: { items: 'events' } }).map(verdictOf))).toEqual(new Set(['ok']));
    expect(read(whole(600), { mapping: { items: 'events' } }).map(verdictOf)).toEqual(['parked:too_many_items']);
    const many = read([whole(300), whole(300), whole(3)], { mapping: { items: 'events' } });
    expect(many.slice(-4).map(verdictOf)).toEqual(['parked:too_many_items', 'ok', 'ok', 'ok']);
    expect(many).toHaveLength(304);
  });

  it('keeps neighbours of a bad element, each with a place of its own', () => {
    const items = read([{ events: [{ type: 'x', user_id: 1 }, 5, { type: 'x' }] }, { events: [{ type: 'x', user_id: 2, timestamp: '2050-01-01' }] }], { mapping: { items: 'events' } });
    expect(items.map(verdictOf)).toEqual(['ok', 'rejected:not_an_object', 'rejected:no_identifier', 'parked:timestamp_out_of_range']);
    expect(items.map(({ index }) => index)).toEqual([0, 1_000_000, 2_000_000, 1]);
    expect(items.slice(1).map(({ part }) => part?.())).toEqual([{ events: [5] }, { events: [{ type: 'x' }] }, { events: [{ type: 'x', user_id: 2, timestamp: '2050-01-01' }] }]);
  });

  it('names an empty path as one that cannot be read', () => {
    expect(() => read({}, { mapping: { items: '$' } })).toThrow(/items/);
  });
});

describe('ids of elements', () => {
  const mapping = { items: 'events' };
  const alike = { events: [{ type: 'seen', user_id: 1 }, { type: 'seen', user_id: 1 }, { type: 'left', user_id: 1 }] };
  const later = new Date(receivedAt.getTime() + 60_000);

  it.each([
    ['elements of a list inside', alike, { mapping }], ['elements of a list', alike.events, {}], ['elements that share a time', { ...alike, timestamp: '2026-11-20T10:00:00Z' }, { mapping }],
    ['elements that share an id', { ...alike, specversion: '1.0', id: '42', source: '/shop' }, { mapping }], ['elements of a delivery with an id', alike, { mapping, webhookId: 'msg_1' }],
    ['elements of a delivery with an endless id', alike, { mapping, webhookId: 'x'.repeat(199) }],
  ])('differ for %s that are alike, and are the same when the list is sent again', (_case, body, options) => {
    const first = ids(read(body, options));
    expect(new Set(first).size).toBe(3);
    expect(ids(read(structuredClone(body), { ...options, receivedAt: later }))).toEqual(first);
    expect(first.every((id) => id.length <= 200)).toBe(true);
  });

  it('are of the element alone where it brings its own time or id, however the sender gathers it', () => {
    const element = { type: 'seen', user_id: 1, timestamp: '2026-11-20T10:00:00Z' };
    const alone = ids(read({ events: [element] }, { mapping }))[0];
    expect(ids(read({ sent: 'again', events: [{ type: 'other', user_id: 2 }, element] }, { mapping }))[1]).toBe(alone);
    expect(ids(read({ events: [{ ...element, key: 'k1' }, { ...element, key: 'k2' }] }, { mapping: { ...mapping, messageId: 'events[0].key' } }))).toEqual(['k1', 'k2']);
  });

  it.each([
    ['of whom it tells', { user_id: 'ann' }, { user_id: 'bob' }], ['what happened', { user_id: 'ann', type: 'opened' }, { user_id: 'ann', type: 'clicked' }],
    ['of whom it tells, in a person of its own', { customer: { email: 'ann@example.com' } }, { customer: { email: 'bob@example.com' } }],
  ])('differ for equal elements with a time where only what they share says %s', (_case, one, other) => {
    const events = [{ timestamp: '2026-11-20T10:00:00Z', ref: 7 }];
    const idOf = (frame: Record<string, unknown>) => ids(read({ type: 'seen', ...frame, events }, { mapping }))[0];
    expect(idOf(one)).not.toBe(idOf(other));
    expect(idOf({ ...one, sent_at: 'later' })).toBe(idOf(one));
  });

  it('are others when a sender without times says the same on another day', () => {
    const tomorrow = new Date(receivedAt.getTime() + 86_400_000);
    const first = ids(read(alike, { mapping }));
    expect(ids(read(alike, { mapping, receivedAt: tomorrow })).filter((id) => first.includes(id))).toEqual([]);
  });

  it('differ for two lists that are not the same', () => {
    expect(ids(read(alike, { mapping }))).not.toContain(ids(read({ events: [...alike.events, { type: 'seen', user_id: 2 }] }, { mapping }))[0]);
  });

  it('of an element that is read again alone are those it had in its list', () => {
    const element = fc.record({ type: fc.constantFrom('a', 'b'), user_id: fc.integer({ min: 1, max: 2 }) });
    fc.assert(fc.property(fc.array(fc.array(element, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 }), fc.constantFrom(null, 'msg_1'), fc.boolean(), (lists, webhookId, isList) => {
      const bodies = lists.map((events) => ({ note: 'n', events }));
      const body = isList ? bodies : bodies[0]!;
      const together = read(body, { mapping, webhookId });
      const parts = (isList ? bodies : bodies.slice(0, 1)).flatMap(({ note, events }) => events.map((one) => ({ note, events: [one] })));
      const alone = together.map(({ place }, at) => read(parts[at], { mapping, webhookId, place, receivedAt: later })[0]);
      expect(alone.map((item) => eventOf(item).messageId)).toEqual(ids(together));
      expect(new Set(ids(together)).size).toBe(together.length);
    }));
  });
});

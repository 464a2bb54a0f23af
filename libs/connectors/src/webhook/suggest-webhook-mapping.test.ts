import { webhookMappingSchema, webhookPathSchema } from '@kelvin/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileJsonPath } from './json-path.ts';
import { listPayloadFields } from './payload-fields.ts';
import { listReadableItems } from './split-body.ts';
import { findUsualPaths, suggestItemsPath, suggestWebhookMapping } from './suggest-webhook-mapping.ts';

const bitrix = { event: 'ONCRMCONTACTUPDATE', data: { FIELDS: { ID: '7405' } }, ts: '1795169700', auth: { member_id: 'd8970', expires_in: '3600' } };
const amo = { leads: { status: [{ id: '25399013', status_id: '142', price: '22500', last_modified: '1795169700', tags: [{ id: '80147' }], account_id: '177', custom_fields: [{ id: '66339', values: [{ value: '72' }] }] }] }, account: { id: '177', subdomain: 'lumentea' } };
const shop = { id: 'evt_1', type: 'order.paid', data: { total: '42,50', currency: 'EUR', buyer_contact: { 'E-mail': 'anna@example.com', 'номер телефона': '+7 900 000-00-00' } } };

describe('suggestions for a webhook’s mapping', () => {
  it.each([
    ['Bitrix24', bitrix, { type: 'event', timestamp: 'ts' }, { userId: 'data.FIELDS.ID' }],
    ['amoCRM', amo, {}, { userId: 'leads.status[0].id', timestamp: 'leads.status[0].last_modified', amount: 'leads.status[0].price' }],
    ['a shop', shop, { type: 'type', amount: 'data.total', currency: 'data.currency' }, { email: 'data.buyer_contact.E-mail', phone: 'data.buyer_contact.номер телефона' }],
    ['what is understood anyway', { type: 'x', timestamp: '2026-11-20T10:00:00Z', data: { user_id: 7 } }, { type: 'type', timestamp: 'timestamp', userId: 'data.user_id' }, {}],
    ['nothing to go by', { note: 'hello' }, {}, {}],
  ])('%s', (_case, body, usual, suggestion) => {
    const fields = listPayloadFields([body]);
    const found = findUsualPaths([{ body, element: null }], fields);
    expect(found).toEqual(usual);
    const proposal = suggestWebhookMapping(fields, found);
    expect(proposal).toEqual(suggestion);
    expect(webhookMappingSchema.safeParse(proposal).error).toBeUndefined();
  });
});

describe('the list that a body is divided by', () => {
  const propose = (...bodies: unknown[]) => suggestItemsPath(bodies, findUsualPaths(bodies.map((body) => ({ body, element: null })), listPayloadFields(bodies)));
  it.each([
    ['amoCRM, also of one record', [amo], 'leads.status'],
    ['a list beside a name', [{ batch: 'b1', events: [{ type: 'paid', email: 'a@example.com' }, { type: 'paid', email: 'b@example.com' }] }], 'events'],
    ['most bodies', [{ events: [{ a: 1 }] }, { events: [{ a: 2 }] }, { ping: true }], 'events'],
    ['an order, whose lines are things', [{ order: 7, line_items: [{ sku: 1 }] }], null],
    ['a body that says whose it is', [{ type: 'x', user_id: 7, changes: [{ field: 'a' }] }], null],
    ['two lists side by side', [{ added: [{ id: 1 }], removed: [{ id: 2 }] }], null],
    ['a list of words', [{ events: ['a', 'b'] }], null],
    ['nothing of the kind', [bitrix, 5, null], null],
  ])('of %s', (_case, bodies, expected) => {
    expect(propose(...bodies)).toBe(expected);
  });

  it('leads to elements in which the parts are found by themselves', () => {
    const body = { events: [{ type: 'paid', created_at: '2026-11-20T10:00:00Z', user: { id: 7 } }, { type: 'seen', user: { id: 8 } }] };
    const items = listReadableItems(body, 'events');
    expect(findUsualPaths(items, listPayloadFields(items.map((item) => item.body)))).toEqual({ type: 'events[0].type', timestamp: 'events[0].created_at', userId: 'events[0].user.id' });
  });
});

describe('listPayloadFields', () => {
  it('lists fields of several bodies once, with the values they had', () => {
    expect(listPayloadFields([{ a: 1, list: [{ b: 'x' }] }, { a: 2, c: null }, 5])).toEqual([
      { path: 'a', isGroup: false, isList: false, samples: ['1', '2'] }, { path: 'list', isGroup: true, isList: true, samples: [] }, { path: 'list[0]', isGroup: true, isList: false, samples: [] },
      { path: 'list[0].b', isGroup: false, isList: false, samples: ['x'] }, { path: 'c', isGroup: false, isList: false, samples: [] },
    ]);
  });

  it('names each field by a path that may be saved and leads back to it', () => {
    const body = fc.dictionary(fc.string({ maxLength: 8 }), fc.oneof(fc.string(), fc.integer(), fc.dictionary(fc.string({ maxLength: 8 }), fc.string())), { maxKeys: 6 });
    fc.assert(fc.property(body, (one) => {
      for (const { path, isGroup, samples } of listPayloadFields([one])) {
        expect(webhookPathSchema.safeParse(path).data).toBe(path);
        const value = compileJsonPath(path)!(one);
        expect(typeof value === 'object').toBe(isGroup);
        if (samples.length > 0) expect(String(value)).toContain(samples[0]);
      }
    }));
  });

  it('stays small for bodies that are huge or endless', () => {
    let deep: unknown = 'x';
    for (let level = 0; level < 5_000; level += 1) deep = { deep };
    expect(listPayloadFields([deep, Object.fromEntries(Array.from({ length: 5_000 }, (_, n) => [`k${n}`, 'y'.repeat(500)]))]).length).toBeLessThanOrEqual(200);
  });
});

describe('webhookPathSchema', () => {
  it('accepts nothing that cannot be read', () => {
    const texts = fc.sample(fc.string({ unit: fc.constantFrom(...'ab.$[]\'0 '), maxLength: 80 }), 2_000);
    const accepted = texts.flatMap((text) => webhookPathSchema.safeParse(text).data ?? []);
    expect(accepted.length).toBeGreaterThan(50);
    expect(accepted.filter((path) => compileJsonPath(path) === null)).toEqual([]);
  });
  it.each([['a['], ['a..b'], [''], ['a]b'], [`a${'.b'.repeat(40)}`]])('refuses %s', (path) => {
    expect(webhookPathSchema.safeParse(path).success).toBe(false);
  });
});

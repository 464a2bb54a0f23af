import { eventFilterSchema, type Condition, type EventFilter, type PropertyTest } from '@kelvin/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileEventsSql } from './compile-events-sql.ts';
import { foldCase, numberOf, textOf } from './event-text.ts';
import { countByDay, holdsOverCounts, type CustomerEvent } from './holds-over-counts.ts';
import { matchesEvent } from './matches-event.ts';

const anEvent = (parts: Partial<CustomerEvent> = {}): CustomerEvent =>
  ({ meaning: 'view', name: 'Product Viewed', kind: 'track', amount: null, properties: {}, profileId: 'p', day: 100, noise: null, orderId: null, ...parts });

describe('the text of a value', () => {
  it.each<[unknown, string | null]>([
    ['чай', 'чай'], ['', ''], [5, '5'], [-0, '0'], [1.5, '1.5'], [1e21, '1000000000000000000000'], [-1.25e22, '-12500000000000000000000'], [1e-7, '0.0000001'], [-1.5e-8, '-0.000000015'],
    [true, 'true'], [null, null], [undefined, null], [{ a: 1 }, null], [[1], null],
  ])('of %o is %o', (value, text) => expect(textOf(value)).toBe(text));

  it('is the same number again', () => {
    fc.assert(fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      expect(textOf(value)).toMatch(/^-?\d+(\.\d+)?$/);
      expect(Number(textOf(value)) + 0).toBe(value + 0);
    }));
  });

  it.each<[unknown, number | null]>([
    ['5', 5], [' 5.50\n', 5.5], ['+5', 5], ['-5', -5], ['', null], [' ', null], ['5.', null], ['.5', null], ['1e3', null], ['0x10', null], ['1 000', null], ['1,5', null], ['Infinity', null], ['٥', null],
    ['5\u00a0', null], ['9'.repeat(250), Number('9'.repeat(250))], ['9'.repeat(251), null], [true, null], [1e249, 1e249], [1e300, null], [[5], null],
  ])('%o reads as the number %o', (value, number) => expect(numberOf(value)).toBe(number));

  it.each([['ЁЛКА', 'ёлка'], ['ΟΔΟΣ', 'οδοσ'], ['İ', 'i'], ['Straße', 'straße'], ['𐐀', '𐐨']])('%s in small letters is %s', (text, small) => expect(foldCase(text)).toBe(small));
});

describe('a test of an attribute', () => {
  const event = anEvent({ amount: 12.5, properties: { plan: 'Про', seats: 5, age: '18', is_gift: false, gone: null, cart: { n: 1 }, text: '50% of_all "x" \\' } });
  it.each<[string, PropertyTest['operator'], PropertyTest['value'], boolean]>([
    ['plan', 'is', 'Про', true], ['plan', 'is', 'про', false], ['plan', 'contains', 'ПР', true], ['plan', 'is_not', 'Старт', true],
    ['seats', 'is', '5', true], ['seats', 'is', 5, true], ['seats', 'is', '5.0', false], ['seats', 'at_least', 5, true], ['seats', 'at_most', 4.5, false],
    ['age', 'is', 18, true], ['age', 'at_least', '18', true], ['plan', 'at_least', 0, false], ['plan', 'at_most', 0, false],
    ['is_gift', 'is', false, true], ['is_gift', 'is', 'false', true], ['is_gift', 'exists', '', true],
    ['gone', 'exists', '', false], ['gone', 'missing', '', true], ['nothing', 'missing', '', true], ['nothing', 'is_not', 'x', true], ['nothing', 'is', '', false], ['nothing', 'contains', '', false], ['nothing', 'at_most', 9, false],
    ['cart', 'exists', '', true], ['cart', 'is', '{"n":1}', false], ['cart', 'is_not', 'x', true], ['cart', 'contains', 'n', false],
    ['text', 'contains', '50% of_', true], ['text', 'contains', '50_ of', false], ['text', 'contains', '"X" \\', true], ['toString', 'exists', '', false],
    ['amount', 'at_least', 12.5, true], ['amount', 'at_most', 12, false], ['amount', 'is', '12.5', true], ['amount', 'exists', '', true],
    ['pl\0an', 'is', 'Про\0', true], ['plan', 'contains', '\ud800', false],
  ])('%s %s %o: %s', (property, operator, value, expected) => {
    expect(matchesEvent({ event: { by: 'meaning', meaning: 'view' }, where: [{ property, operator, value }] }, event)).toBe(expected);
  });

  it('must pass together with the others', () => {
    const filter = eventFilterSchema.parse({ event: { by: 'type', name: 'Product Viewed' }, where: [{ property: 'seats', operator: 'at_least', value: 1 }, { property: 'plan', operator: 'missing' }] });
    expect(matchesEvent(filter, event)).toBe(false);
    expect(matchesEvent({ ...filter, where: filter.where.slice(0, 1) }, event)).toBe(true);
  });

  it('is of no use to an event that only says who somebody is', () => {
    expect(matchesEvent({ event: { by: 'type', name: 'identify' }, where: [] }, anEvent({ kind: 'identify', name: 'identify', meaning: null }))).toBe(false);
  });
});

describe('a condition over days', () => {
  const holdsWithin = (condition: Condition, events: readonly CustomerEvent[], afterDay: number, untilDay: number) => holdsOverCounts(condition, countByDay(condition.filter, events), afterDay, untilDay);
  const orders: EventFilter = { event: { by: 'meaning', meaning: 'order' }, where: [] };
  const twice: Condition = { kind: 'event_count', filter: orders, atLeast: 2 };
  const anOrder = (day: number, orderId: string | null, parts: Partial<CustomerEvent> = {}) => anEvent({ meaning: 'order', day, orderId, amount: 10, ...parts });

  it('leaves the as-of day out and takes the last day in', () => {
    const events = [anOrder(100, null), anOrder(101, null), anOrder(107, null), anOrder(108, null)];
    expect(holdsWithin(twice, events, 100, 107)).toBe(true);
    expect(holdsWithin(twice, events, 101, 107)).toBe(false);
    expect(holdsWithin(twice, events, 100, 106)).toBe(false);
  });

  it('counts orders, not their lines', () => {
    const lines = [anOrder(101, 'a'), anOrder(101, 'a'), anOrder(102, 'a'), anOrder(101, 'a', { profileId: 'q' }), anOrder(103, null), anOrder(103, null), anOrder(103, 'n', { noise: 'bot' })];
    expect(countByDay(orders, lines)).toEqual({ days: [101, 102, 103], counts: [2, 1, 2] });
  });

  it('counts refunds once as well, and an order and its refund of one day apart', () => {
    const aRefund = (day: number, orderId: string | null) => anOrder(day, orderId, { meaning: 'refund', name: 'Order Refunded' });
    const lines = [anOrder(101, 'a'), anOrder(101, 'a'), aRefund(101, 'a'), aRefund(101, 'a'), aRefund(101, null), aRefund(102, 'a')];
    expect(countByDay({ event: { by: 'meaning', meaning: 'refund' }, where: [] }, lines)).toEqual({ days: [101, 102], counts: [2, 1] });
    const alike = lines.map((line) => ({ ...line, name: 'Line' }));
    expect(countByDay({ event: { by: 'type', name: 'Line' }, where: [] }, alike)).toMatchObject({ days: [101, 102], counts: [3, 1] });
  });

  it('counts an order of less than nothing as a refund, which is no activity', () => {
    const lines = [anOrder(101, 'a'), anOrder(101, 'a', { amount: -4 }), anOrder(102, 'b', { amount: -5 }), anOrder(102, 'b', { amount: -1 }), anOrder(103, null, { meaning: 'subscription_payment', amount: -2 })];
    expect(countByDay(orders, lines)).toEqual({ days: [101], counts: [1] });
    expect(countByDay({ event: { by: 'meaning', meaning: 'refund' }, where: [] }, lines)).toEqual({ days: [101, 102, 103], counts: [1, 1, 1] });
    expect(countByDay({ event: { by: 'meaning', meaning: 'subscription_payment' }, where: [] }, lines).days).toEqual([]);
    expect(countByDay(null, lines).days).toEqual([101]);
  });

  it('is silence without a filter when nothing of the customer’s own happens', () => {
    const silence: Condition = { kind: 'inactivity', filter: null };
    expect(holdsWithin(silence, [anEvent({ meaning: 'email_sent', day: 101 }), anEvent({ day: 102, noise: 'bot' }), anEvent({ day: 103, meaning: null })], 100, 130)).toBe(true);
    expect(holdsWithin(silence, [anEvent({ meaning: 'email_opened', day: 130 })], 100, 130)).toBe(false);
    expect(holdsWithin({ kind: 'inactivity', filter: orders }, [anEvent({ day: 110 })], 100, 130)).toBe(true);
  });
});

describe('the statement of a filter', () => {
  const scope = { workspaceId: 'w', timeZone: 'Europe/Moscow', fromDay: 1, untilDay: 2 };
  it('reads daily counts for a meaning alone, and events for anything else', () => {
    const events = { by: 'meaning', meaning: 'order' } as const;
    expect(compileEventsSql({ event: events, where: [] }, scope).sql).not.toMatch(/\bFROM event\b/);
    expect(compileEventsSql(null, scope).sql).not.toMatch(/\bFROM event\b/);
    expect(compileEventsSql({ event: events, where: [{ property: 'x', operator: 'exists', value: '' }] }, scope).sql).not.toMatch(/profile_day/);
  });

  it('holds no value of the condition, only their places', () => {
    fc.assert(fc.property(fc.string({ minLength: 1 }), fc.string({ minLength: 1 }), fc.constantFrom('is', 'contains', 'is_not'), (name, value, operator) => {
      const sqlOf = (word: string, text: string) => compileEventsSql({ event: { by: 'type', name: word }, where: [{ property: `${word}!`, operator, value: text }] }, scope).sql;
      expect(sqlOf(name, value)).toBe(sqlOf('name', 'value'));
    }));
  });
});

import { canonicalEventSchema, importMapSchema, type ImportMapInput } from '@kelvin/contracts';
import { describe, expect, it } from 'vitest';
import { eventOf, verdictOf } from '../items.test-helper.ts';
import { compileImportMap } from './compile-import-map.ts';
import { mapRecord } from './map-record.ts';
import { readNdjsonLine } from './read-ndjson-line.ts';

const receivedAt = new Date('2026-11-20T10:15:00.000Z');
const HEADER = ['Invoice', 'Article', 'Qty', 'Date', 'Price', 'Client', 'Country'];
const MAP: ImportMapInput = {
  userId: { column: 'Client', cast: 'integer' }, timestamp: { column: 'Date', format: 'dd.MM.yyyy HH:mm', zone: 'Europe/Moscow' },
  event: { constant: 'Order Completed', whenNegative: 'Order Refunded' }, amount: { product: ['Qty', 'Price'] }, currency: { constant: 'RUB' }, orderId: 'Invoice',
  properties: { sku: 'Article', quantity: { column: 'Qty', cast: 'integer' } }, traits: { country: 'Country' },
};
const compile = (map: ImportMapInput = MAP, header: readonly string[] | null = HEADER) => compileImportMap(importMapSchema.parse(map), header, { receivedAt, timeZone: 'Europe/Moscow', defaultCountry: 'RU' });
const place = { lineNumber: 7, messageId: 'line-1' };
const read = (cells: readonly string[], map: ImportMapInput = MAP, header: readonly string[] | null = HEADER) => mapRecord(cells, compile(map, header), place);
const GOOD = ['A-1', 'TEA', '3', '05.11.2026 09:30', '2,55', '17850.0', 'Россия'];
const withCell = (at: number, value: string): string[] => GOOD.map((cell, index) => (index === at ? value : cell));

describe('mapRecord', () => {
  it('makes an event of a line', () => {
    const event = eventOf(read(GOOD));
    expect(event).toEqual({
      kind: 'track', name: 'Order Completed', messageId: 'line-1', occurredAt: new Date('2026-11-05T06:30:00Z'), identifiers: [{ kind: 'userId', value: '17850' }], links: [],
      traits: { country: 'Россия' }, properties: { sku: 'TEA', quantity: 3 }, context: {}, amount: 7.65, currency: 'RUB', orderId: 'A-1',
    });
    expect(canonicalEventSchema.safeParse(event).success).toBe(true);
  });
  it('makes a return of a negative amount, counted as positive', () => {
    expect(eventOf(read(withCell(2, '-3')))).toMatchObject({ name: 'Order Refunded', amount: 7.65 });
  });
  it('leaves a negative amount alone when the map has no name for it', () => {
    expect(eventOf(read(withCell(2, '-3'), { ...MAP, event: { constant: 'Correction' } }))).toMatchObject({ name: 'Correction', amount: -7.65 });
  });

  it.each([
    ['an empty id', withCell(5, ''), 'rejected:no_identifier'], ['an id in words', withCell(5, 'n/a'), 'rejected:invalid_value'], ['a fraction for an id', withCell(5, '17850.5'), 'rejected:invalid_value'],
    ['another date form', withCell(3, '2026-11-05'), 'rejected:invalid_timestamp'], ['no date', withCell(3, ''), 'rejected:invalid_timestamp'], ['year 9999', withCell(3, '01.01.9999 00:00'), 'parked:timestamp_out_of_range'],
    ['1970', withCell(3, '01.01.1970 00:00'), 'parked:timestamp_out_of_range'], ['a price in words', withCell(4, 'free'), 'rejected:invalid_amount'], ['no price: no amount', withCell(4, ''), 'ok'],
    ['too few cells', GOOD.slice(1), 'rejected:wrong_column_count'], ['too many cells', [...GOOD, ''], 'rejected:wrong_column_count'], ['an absurd price', withCell(4, '1e300'), 'parked:amount_out_of_range'],
    ['an empty line of cells', GOOD.map(() => ''), 'rejected:no_identifier'],
  ])('judges %s', (_case, cells, expected) => {
    expect(verdictOf(read(cells))).toBe(expected);
  });
  it('says which line and why', () => {
    expect(read(withCell(3, 'x'))).toEqual({ status: 'rejected', index: 7, reason: { code: 'invalid_timestamp', field: 'Date', message: 'The date "x" is not of the form dd.MM.yyyy HH:mm.' } });
  });
  it('keeps ids longer than a double holds, and cleans texts', () => {
    expect(eventOf(read(withCell(5, '12345678901234567890.0'))).identifiers[0]?.value).toBe('12345678901234567890');
    expect(eventOf(read(withCell(1, 'a\0b'))).properties['sku']).toBe('ab');
  });

  it.each<[string, ImportMapInput, { kind: string; value: string }]>([
    ['an event', { ...MAP, userId: undefined, vendorId: { column: 'Client', cast: 'integer' } }, { kind: 'vendor', value: 's1:17850' }],
    ['a contact', { kind: 'identify', vendorId: 'Article', account: 'crm', traits: { country: 'Country' } }, { kind: 'vendor', value: 'crm:TEA' }],
  ])('scopes the file’s own ids of %s by source or account', (_case, map, expected) => {
    const compiled = compileImportMap(importMapSchema.parse(map), HEADER, { receivedAt, sourceId: 's1' });
    expect(eventOf(mapRecord(GOOD, compiled, place)).identifiers).toEqual([expected]);
  });

  it.each<[string, ImportMapInput['kind']]>([['an event', 'track'], ['a contact', 'identify']])('keeps a phone that is none as an attribute of %s, as it was written', (_case, kind) => {
    const map: ImportMapInput = { kind, userId: 'id', phone: 'tel', ...(kind === 'track' && { timestamp: { column: 'day', format: 'yyyy-MM-dd' }, event: { constant: 'Order Completed' } }) };
    const event = eventOf(read(['c1', 'после шести', '2026-11-05'], map, ['id', 'tel', 'day']));
    expect(event.identifiers).toEqual([{ kind: 'userId', value: 'c1' }]);
    expect(event.traits).toEqual({ phone: 'после шести' });
  });

  it('takes names from a column, renames them, and puts the rest among the properties', () => {
    const map: ImportMapInput = { email: 'mail', phone: 'tel', timestamp: { column: 'day', timeColumn: 'time', format: 'yyyy-MM-dd H:mm' }, event: { column: 'what', rename: { KUP: 'Заказ оплачен' } }, messageId: 'id', rest: 'properties' };
    const header = ['mail', 'tel', 'day', 'time', 'what', 'id', 'note', 'empty'];
    const event = eventOf(read([' A@B.ru', '8 916 123-45-67', '2026-11-05', '9:30', 'KUP', 'x-1', 'hello', ''], map, header));
    expect(event).toMatchObject({ name: 'Заказ оплачен', messageId: 'x-1', properties: { note: 'hello' }, occurredAt: new Date('2026-11-05T06:30:00Z') });
    expect(event.identifiers).toEqual([{ kind: 'email', value: 'a@b.ru' }, { kind: 'phone', value: '+79161234567' }]);
    expect(event.properties).not.toHaveProperty('empty');
    expect(verdictOf(read(['a@b.ru', '', '2026-11-05', '9:30', '', '', '', ''], map, header))).toBe('rejected:missing_event');
  });

  it('reads contacts as identify, at the time of the import', () => {
    const event = eventOf(read(['42', 'A@b.ru', 'Анна'], { kind: 'identify', userId: 'external_id', email: 'email', traits: { name: 'name' } }, ['external_id', 'email', 'name']));
    expect(event).toMatchObject({ kind: 'identify', name: 'identify', occurredAt: receivedAt, traits: { name: 'Анна', email: 'a@b.ru' }, messageId: 'line-1' });
  });

  it('reads the kind from a column', () => {
    const map: ImportMapInput = { kind: { column: 'type' }, userId: 'user', timestamp: { column: 'at', format: 'iso' }, event: { column: 'event' }, properties: { path: 'path' } };
    const header = ['type', 'user', 'at', 'event', 'path'];
    expect(eventOf(read(['page', 'u', '2026-11-05', 'Tea', '/tea'], map, header))).toMatchObject({ kind: 'page', name: 'page', properties: { path: '/tea', name: 'Tea', section: 'tea' } });
    expect(eventOf(read(['track', 'u', '2026-11-05', 'Вход', ''], map, header)).name).toBe('Вход');
    expect(verdictOf(read(['video', 'u', '2026-11-05', 'x', ''], map, header))).toBe('rejected:unknown_type');
  });

  it('finds columns whatever the case and says which one is missing', () => {
    expect(verdictOf(read(GOOD, { ...MAP, orderId: ' INVOICE ' }))).toBe('ok');
    expect(() => compile({ ...MAP, orderId: 'Receipt' })).toThrow(/no column "Receipt".*Invoice, Article/);
    expect(() => compile(MAP, [])).toThrow(/no column "Client"\. It has no header\.$/);
  });
  it('uses the map’s own column names', () => {
    expect(eventOf(read(['u', '19970101'], { format: { type: 'whitespace', header: false, columns: ['who', 'day'] }, userId: 'who', timestamp: { column: 'day', format: 'yyyyMMdd' }, event: { constant: 'Visit' } }, null)).occurredAt.toISOString()).toBe('1996-12-31T21:00:00.000Z');
  });
});

describe('readNdjsonLine', () => {
  const line = (text: string) => readNdjsonLine(text, place, { receivedAt });
  it('reads a message and corrects no clock', () => {
    expect(eventOf(line('{"type":"track","event":"A","userId":"u","timestamp":"2026-05-02T11:20:00Z","sentAt":"2026-05-02T12:20:00Z","messageId":"imp-1"}'))).toMatchObject({ messageId: 'imp-1', occurredAt: new Date('2026-05-02T11:20:00Z') });
  });
  it.each([['without an id', ''], ['with a number of too many digits for one', ',"messageId":9007199254740993'], ['with a text that lost a character for one', ',"messageId":"imp-\\ud800"']])('gives a message %s that of its line', (_case, id) => {
    expect(eventOf(line(`{"type":"track","event":"A","userId":"u"${id}}`)).messageId).toBe('line-1');
  });
  it.each([['{"type":"track","event":"Broken', 'rejected:invalid_json'], ['[]', 'rejected:not_an_object'], ['{"type":"x"}', 'rejected:unknown_type'], ['', 'rejected:invalid_json']])('judges %s', (text, expected) => {
    expect(line(text)).toMatchObject({ index: 7 });
    expect(verdictOf(line(text))).toBe(expected);
  });
});

import { importMapSchema } from '@kelvin/contracts';
import { describe, expect, it } from 'vitest';
import { utf16 } from '../items.test-helper.ts';
import { detectFormat } from './detect-format.ts';
import { guessImportMap } from './guess-import-map.ts';
import { RecordSplitter } from './record-splitter.ts';

const receivedAt = new Date('2026-11-20T10:15:00.000Z');
function guess(text: string) {
  const bytes = new TextEncoder().encode(text);
  const { format } = detectFormat(bytes);
  const splitter = new RecordSplitter(format);
  const rows = [...splitter.push(bytes), ...splitter.end()].map(({ cells }) => cells);
  const header = format.header ? rows[0]! : rows[0]!.map((_, at) => `column ${at + 1}`);
  return guessImportMap(header, format.header ? rows.slice(1) : rows, { format: format.header ? format : { ...format, columns: [...header] }, receivedAt });
}
const codes = (text: string): string[] => guess(text).questions.map(({ field, code }) => `${field}:${code}`);

describe('guessImportMap', () => {
  it('reads an invoice file', () => {
    const { map, questions } = guess('InvoiceNo,StockCode,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\nI-1,T,6,2010-12-01 08:26:00,2.55,10.0,Peru\nI-2,T,-1,2010-12-02 08:26:00,2.55,11.0,Peru\n');
    expect(questions).toEqual([]);
    expect(map).toMatchObject({
      userId: { column: 'CustomerID', cast: 'integer' }, orderId: 'InvoiceNo', amount: { product: ['Quantity', 'UnitPrice'] }, timestamp: { column: 'InvoiceDate', format: 'iso' },
      event: { constant: 'Order Completed', whenNegative: 'Order Refunded' }, properties: { sku: 'StockCode', price: { column: 'UnitPrice', cast: 'number' } }, traits: { country: 'Country' },
    });
    expect(importMapSchema.safeParse(map).error).toBeUndefined();
  });

  it('reads Russian headers', () => {
    const { map, questions } = guess('Номер заказа;Дата;ID клиента;Телефон;Почта;Сумма;Валюта;Город\n7;31.12.2025 10:00;42;+79161234567;a@b.ru;1500,00;RUB;Тверь\n');
    expect(questions).toEqual([]);
    expect(map).toMatchObject({
      format: { delimiter: ';' }, orderId: 'Номер заказа', timestamp: { column: 'Дата', format: 'dd.MM.yyyy HH:mm' }, userId: 'ID клиента', phone: 'Телефон', email: 'Почта', amount: 'Сумма', currency: 'Валюта',
      event: { constant: 'Order Completed' }, traits: { Город: 'Город' },
    });
  });

  it('reads a blank-separated file with a header', () => {
    expect(guess(' customer_id  date number_of_things  dollar_value\n 00001 19970101  1   11.77\n 00002 19970112  1   12.00\n').map).toMatchObject({ format: { type: 'whitespace' }, userId: 'customer_id', timestamp: { column: 'date', format: 'yyyyMMdd' }, amount: 'dollar_value' });
  });

  it('finds the time of a file without a header and asks for the rest', () => {
    const { map, questions } = guess('1 2 1082040961\n3 4 1082155839\n');
    expect(map.timestamp).toEqual({ column: 'column 3', format: 'unix_s' });
    expect(questions.map(({ code }) => code)).toEqual(['no_identifier', 'event_name']);
  });

  it('knows its own convention', () => {
    const { map, questions } = guess('type,event,user_id,anonymous_id,email,timestamp,message_id,properties.plan,traits.city\ntrack,Вход,u,a,a@b.ru,2026-01-02T10:00:00Z,m1,pro,Тверь\n');
    expect(questions).toEqual([]);
    expect(map).toMatchObject({ kind: { column: 'type' }, event: { column: 'event' }, userId: 'user_id', anonymousId: 'anonymous_id', messageId: 'message_id', properties: { plan: 'properties.plan' }, traits: { city: 'traits.city' } });
    expect(importMapSchema.safeParse(map).error).toBeUndefined();
  });

  it('takes people without a time for contacts', () => {
    const { map, questions } = guess('external_id,email,first_name,plan\n1,a@b.ru,Анна,pro\n2,c@d.ru,Пётр,free\n');
    expect(questions).toEqual([]);
    expect(map).toMatchObject({ kind: 'identify', userId: 'external_id', email: 'email', traits: { first_name: 'first_name', plan: 'plan' } });
    expect(importMapSchema.safeParse(map).error).toBeUndefined();
  });

  it('asks for the order of day and month, and never guesses it', () => {
    const { map, questions } = guess('user_id,date,amount\n1,1/2/2026 8:26,5\n2,3/4/2026 9:00,6\n');
    expect(map.timestamp).toBeNull();
    expect(questions).toEqual([{ field: 'timestamp.format', code: 'day_month_order', choices: ['d/M/yyyy H:mm', 'M/d/yyyy H:mm'] }]);
    expect(codes('user_id,date,amount\n1,1/2/2026 8:26,5\n2,3/14/2026 9:00,6\n')).toEqual([]);
  });

  it.each([
    ['nobody', 'colour,date,amount\nred,2026-01-01,5\n', ['userId:no_identifier']], ['no time', 'user_id,event\n1,Вход\n', ['timestamp:no_timestamp']],
    ['no event', 'user_id,date\n1,2026-01-01\n', ['event:event_name']], ['an unknown form of date', 'user_id,date,amount\n1,Q1-26,5\n', ['timestamp.format:unknown_date_format']],
    ['an "email" column without addresses', 'email,date,amount\nyes,2026-01-01,5\n', ['userId:no_identifier']],
  ])('asks when there is %s', (_case, text, expected) => {
    expect(codes(text)).toEqual(expected);
  });

  it('is less sure while questions are open', () => {
    expect(guess('user_id,date\n1,2026-01-01\n').confidence).toBeLessThan(guess('user_id,date,amount\n1,2026-01-01,5\n').confidence);
  });
});

describe('detectFormat', () => {
  const detect = (content: string | Uint8Array) => detectFormat(typeof content === 'string' ? new TextEncoder().encode(content) : content);
  it.each([
    ['commas', 'a,b\n1,2\n', 'csv', ',', true], ['semicolons with decimal commas', 'a;b\n1,5;2,5\n3,5;4,5\n', 'csv', ';', true], ['tabs', 'a\tb\n1\t2\n', 'csv', '\t', true],
    ['bars', 'a|b|c\n1|2|3\n', 'csv', '|', true], ['commas inside quotes', 'a;b\n"x, y, z";1\n"p, q, r";2\n', 'csv', ';', true], ['no header', '1,2\n3,4\n', 'csv', ',', false],
    ['blanks', ' 1 19970101  2\n 2 19970102  3\n', 'whitespace', ',', false], ['messages', '{"type":"track"}\n{"type":"track"}\n{"type":"tr', 'ndjson', ',', false], ['one column', 'email\na@b.ru\n', 'csv', ',', true],
  ])('knows %s', (_case, text, type, delimiter, header) => {
    expect(detect(text).format).toMatchObject({ type, delimiter, header });
  });
  it('knows marks, packed files and encodings', () => {
    expect(detect('\ufeffa,b\n1,2\n').bom).toBe('utf-8');
    for (const [text, encoding] of [['имя\tсумма\nАнна\t5\n', 'utf-16le'], ['имя\tсумма\nАнна\t5\n', 'utf-16be'], ['name;sum\nAnna;5\n', 'utf-16le']] as const) {
      expect(detect(utf16(`\ufeff${text}`, encoding))).toMatchObject({ bom: encoding, format: { encoding, header: true } });
      expect(detect(utf16(text, encoding))).toMatchObject({ bom: null, format: { encoding, type: 'csv', delimiter: text.includes(';') ? ';' : '\t' } });
    }
    expect(detect(Uint8Array.from([0x61, 0x00])).format.encoding).toBe('utf-8');
    expect(detect(Uint8Array.from([0x1f, 0x8b, 8])).isGzip).toBe(true);
    expect(detect(Uint8Array.from([0xc0, 0xed, 0xed, 0xe0, 0x2c, 0x35, 0x0a])).format.encoding).toBe('windows-1251');
    expect(detect(Uint8Array.from([0x63, 0x61, 0x66, 0xe9, 0x2c, 0x35, 0x0a])).format.encoding).toBe('windows-1252');
    expect(detect(new Uint8Array(0)).confidence).toBe(0);
  });
  it('is not misled by a character cut at the end of the sample', () => {
    expect(detect(new TextEncoder().encode('имя,сумма\nАнна,5\nЮ').slice(0, -1)).format.encoding).toBe('utf-8');
  });
});

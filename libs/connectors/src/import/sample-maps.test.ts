import { readFileSync } from 'node:fs';
import { importMapSchema } from '@kelvin/contracts';
import { describe, expect, it } from 'vitest';
import { eventOf, verdictOf } from '../items.test-helper.ts';
import { compileImportMap } from './compile-import-map.ts';
import { mapRecord } from './map-record.ts';
import { RecordSplitter } from './record-splitter.ts';

const receivedAt = new Date('2026-11-20T10:15:00.000Z');
const sampleMap = (name: string) => importMapSchema.parse(JSON.parse(readFileSync(new URL(`../../../../docs/import-maps/${name}.json`, import.meta.url), 'utf8')));

/** Outcomes of a text in a sample map's format; the lines are invented. */
function read(name: string, text: string) {
  const map = sampleMap(name);
  const records = new RecordSplitter(map.format).push(new TextEncoder().encode(text));
  const compiled = compileImportMap(map, map.format.header ? records[0]!.cells : null, { receivedAt });
  return records.slice(map.format.header ? 1 : 0).map((record) => mapRecord(record.cells, compiled, { lineNumber: record.lineNumber, messageId: `line-${record.lineNumber}` }));
}

describe('the sample maps of the documentation', () => {
  it('online_retail', () => {
    const items = read('online_retail', 'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\nZ1,T1,"TEA, GREEN",2,2011-03-01 10:00:00,1.25,99.0,Peru\nZ2,T1,TEA,-2,2011-03-02 10:00:00,1.25,99.0,Peru\nZ3,T1,TEA,1,2011-03-02 10:00:00,1.25,,Peru\n');
    expect(items.map(verdictOf)).toEqual(['ok', 'ok', 'rejected:no_identifier']);
    expect(eventOf(items[0])).toMatchObject({ name: 'Order Completed', amount: 2.5, currency: 'GBP', orderId: 'Z1', properties: { description: 'TEA, GREEN', quantity: 2 }, identifiers: [{ value: '99' }] });
    expect(eventOf(items[1])).toMatchObject({ name: 'Order Refunded', amount: 2.5 });
  });
  it('cdnow', () => {
    const items = read('cdnow', ' customer_id  date number_of_cds  dollar_value\r\n 90001 19970301  2   20.50\r\n');
    expect(eventOf(items[0])).toMatchObject({ name: 'Order Completed', amount: 20.5, identifiers: [{ value: '90001' }], properties: { quantity: 2 } });
  });
  it('collegemsg', () => {
    expect(eventOf(read('collegemsg', '7 8 1082000000\n')[0])).toMatchObject({ name: 'Message Sent', identifiers: [{ value: '7' }], properties: { to: '8' }, occurredAt: new Date(1_082_000_000_000) });
  });
});

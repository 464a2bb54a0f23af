import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { countByDay } from '@kelvin/conditions';
import { importMapSchema, type EventFilter } from '@kelvin/contracts';
import { dayFromIso } from '@kelvin/kernel';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SampleLimits } from './customer-sample.ts';
import { readOutcome } from './outcome-argument.ts';
import { readEventFile } from './read-events.ts';

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'kelvin-read-events-'));
});
afterAll(() => rmSync(dir, { recursive: true }));

it('the hours of a file are kept as those of the product: of activity, in the zone of the map, and none of a date', async () => {
  const path = join(dir, 'events.csv');
  writeFileSync(path, ['who;at;what', 'ann;2025-01-05T04:30:00Z;Product Viewed', 'ann;2025-01-05T20:00:00Z;Product Viewed', 'ann;2025-01-05T20:00:00Z;Order Refunded', 'ann;2025-01-06T21:00:00Z;Product Viewed', ''].join('\n'));
  const map = importMapSchema.parse({ format: { type: 'csv', delimiter: ';', header: true }, userId: 'who', timestamp: { column: 'at', format: 'iso', zone: 'Europe/Moscow' }, event: { column: 'what' } });
  const { customers: [ann], metrics } = await readEventFile(path, map, readOutcome('view'));
  const rows = Array.from(ann!.rows.days, (day, at) => [day, metrics.nameOf(ann!.rows.metrics[at]!), ann!.rows.parts[at]]);
  // The last view is a midnight in Moscow.
  expect(rows).toEqual([[dayFromIso('2025-01-05'), 'view', 2 | 8], [dayFromIso('2025-01-05'), 'refund', 0], [dayFromIso('2025-01-07'), 'view', 0]]);
});

describe('who is whom', () => {
  const map = importMapSchema.parse({ format: { type: 'csv', delimiter: ';', header: true }, userId: 'user', anonymousId: 'device', email: 'mail', timestamp: { column: 'at', format: 'iso', zone: 'UTC' }, event: { column: 'what' } });
  const read = async (lines: readonly string[], limits?: SampleLimits) => {
    const path = join(dir, 'people.csv');
    writeFileSync(path, ['user;device;mail;at;what', ...lines, ''].join('\n'));
    const { customers, visitorEvents, isOfVisitors } = await readEventFile(path, map, readOutcome('order'), limits);
    return { people: customers.map(({ id, rows }) => `${id} ${rows.counts.length === 0 ? 0 : Array.from(rows.counts).reduce((sum, count) => sum + count)}`), visitorEvents, isOfVisitors };
  };
  const line = (user: string, device: string, mail = ''): string => `${user};${device};${mail};2025-01-05T10:00:00Z;view`;

  it.each<[string, string[], string[]]>([
    ['a device is its owner’s, also before he was known', [line('', 'd1'), line('ann', 'd1'), line('', 'd1')], ['userId:ann 3']],
    ['one e-mail is one person', [line('ann', '', 'a@m.example'), line('anna', '', 'A@m.example'), line('', '', 'a@m.example')], ['userId:ann 3']],
    ['a role’s mailbox is nobody’s', [line('ann', '', 'info@m.example'), line('bob', '', 'info@m.example')], ['userId:ann 1', 'userId:bob 1']],
    ['a shared device joins nobody, and stays with the first', [line('ann', 'd1'), line('bob', 'd1'), line('', 'd1')], ['userId:ann 2', 'userId:bob 1']],
    ['what stands for no id is none', [line('null', 'd1', 'a@m.example'), line('null', 'd2', 'b@m.example')], ['anonymousId:d1 1', 'anonymousId:d2 1']],
  ])('%s', async (_case, lines, people) => expect(await read(lines)).toEqual({ people, visitorEvents: 0, isOfVisitors: false }));

  it('visitors are left out, as long as anybody is more than that', async () => {
    expect(await read([line('ann', 'd1'), line('', 'd2'), line('', 'd2'), line('', 'd3')])).toEqual({ people: ['userId:ann 1'], visitorEvents: 3, isOfVisitors: false });
    expect(await read([line('', 'd2'), line('', 'd2'), line('', 'd3')])).toEqual({ people: ['anonymousId:d2 2', 'anonymousId:d3 1'], visitorEvents: 0, isOfVisitors: true });
  });

  it('a sample holds people whole, whatever they are known by', async () => {
    const lines = Array.from({ length: 400 }, (_unused, at) => (at % 2 === 0 ? line('', `d${at >> 1}`) : line(`u${at >> 1}`, `d${at >> 1}`)));
    const { people } = await read(lines, { customers: 50, dayRows: 1_000_000 });
    expect(people).toHaveLength(50);
    expect(people.every((person) => /^userId:u\d+ 2$/.test(person))).toBe(true);
  });
});

describe('of more customers than are held', () => {
  const map = importMapSchema.parse({ format: { type: 'csv', delimiter: ';', header: true }, userId: 'who', timestamp: { column: 'at', format: 'yyyy-MM-dd', zone: 'UTC' }, event: { column: 'what' } });
  const EVERYBODY: SampleLimits = { customers: 1_000_000, dayRows: 1_000_000 };
  const lines = Array.from({ length: 2_000 }, (_unused, at) => `u${(at * 7) % 500};2025-01-${String(1 + ((at * 11) % 28)).padStart(2, '0')};${at % 3 ? 'view' : 'order'}`);
  const write = (of: readonly string[]): string => {
    const path = join(dir, 'many.csv');
    writeFileSync(path, ['who;at;what', ...of, ''].join('\n'));
    return path;
  };
  const read = async (path: string, limits: SampleLimits): Promise<{ ofCustomers: number; rows: Map<string, unknown> }> => {
    const { customers, ofCustomers, metrics } = await readEventFile(path, map, readOutcome('order'), limits);
    const rowsOf = ({ rows: { days, metrics: ids, counts } }: (typeof customers)[number]): string[] => Array.from(days, (day, at) => `${day} ${metrics.nameOf(ids[at]!)} ${counts[at]!}`).sort();
    return { ofCustomers, rows: new Map(customers.map((customer) => [customer.id, rowsOf(customer)])) };
  };

  it.each<[string, SampleLimits]>([['customers', { customers: 100, dayRows: 1_000_000 }], ['rows', { customers: 1_000_000, dayRows: 400 }]])('a fair sample is, whole and the same one in any order of lines: too many %s', async (_what, limits) => {
    const all = await read(write(lines), EVERYBODY);
    const some = await read(write(lines), limits);
    expect(all).toMatchObject({ ofCustomers: 500 });
    expect(some.rows.size).toBeGreaterThan(80);
    expect(some.rows.size).toBeLessThanOrEqual(100);
    expect([...some.rows]).toEqual([...all.rows].filter(([id]) => some.rows.has(id)));
    expect(Math.abs(some.ofCustomers - 500)).toBeLessThan(150);
    expect(new Map(await read(write(lines.toReversed()), limits).then(({ rows }) => [...rows].sort()))).toEqual(new Map([...some.rows].sort()));
  });

  it('everybody is, up to the limit', async () => {
    expect(await read(write(lines), { customers: 500, dayRows: 2_000 })).toEqual(await read(write(lines), EVERYBODY));
  });
});

it('days of an outcome with tests are those that the conditions count', async () => {
  const event = fc.record({ day: fc.integer({ min: 1, max: 4 }), order: fc.constantFrom('', 'a', 'b'), paid: fc.integer({ min: -2, max: 9 }) });
  const filter: EventFilter = { event: { by: 'meaning', meaning: 'order' }, where: [{ property: 'amount', operator: 'at_least', value: '3' }] };
  const map = importMapSchema.parse({ format: { type: 'csv', delimiter: ';', header: true }, userId: 'who', timestamp: { column: 'at', format: 'yyyy-MM-dd', zone: 'UTC' }, event: { column: 'what' }, amount: 'paid', orderId: 'order' });
  await fc.assert(fc.asyncProperty(fc.array(event, { minLength: 1, maxLength: 20 }), async (events) => {
    const path = join(dir, 'tests.csv');
    writeFileSync(path, ['who;at;what;paid;order', ...events.map(({ day, paid, order }) => `ann;2025-01-0${day};order;${paid};${order}`), ''].join('\n'));
    const { customers: [ann] } = await readEventFile(path, map, { kind: 'event_count', filter, atLeast: 1 });
    const counted = countByDay(filter, events.map(({ day, paid, order }) => ({
      profileId: '', day: dayFromIso(`2025-01-0${day}`), noise: null, orderId: order || null, meaning: 'order', name: 'order', kind: 'track', amount: paid, properties: {},
    })));
    expect([Array.from(ann?.outcomeDays.days ?? []), Array.from(ann?.outcomeDays.counts ?? [])]).toEqual([counted.days, counted.counts]);
  }), { numRuns: 40 });
});

import { compileEventsSql, countByDay, foldCase, type CustomerEvent } from '@kelvin/conditions';
import { PROPERTY_OPERATORS, type EventFilter, type PropertyTest } from '@kelvin/contracts';
import { dayOfZone, FixedClock, MEANINGS, type Meaning } from '@kelvin/kernel';
import { aTrack, startTestPath, type TestPath } from '@kelvin/testing';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listOutcomeDays } from './outcome-days.read-model.ts';

/** 2026-11-20, four weeks after the clocks of Berlin went back. */
const TODAY = 20_777;
const TIME_ZONE = 'Europe/Berlin';

const HOSTILE = [`'; DROP TABLE event; --`, `"quoted" \\ \\'`, '100%', '_', '%', '$1', 'ПлАн «Про»', 'план «про»', 'ΟΔΟΣ', 'οδος', 'İstanbul', 'istanbul', '🍵 чай', 'ß', '', ' ', 'null', 'true', '[]', '{}'];
const NUMBERS = ['5', '5.0', ' 5 ', '+5', '-5', '5e0', '0x5', '05', '1e999', '9'.repeat(251), `0.${'0'.repeat(240)}1`, '١٢', '5\u00a0', '\u20075', '1,5', 'NaN', 'Infinity', '-0'];
const KEYS = ['plan', 'n', `k'"\\%_`, 'Ключ', '$2', 'toString', 'amount'];
const ODD_NAME = `Odd '"\\%_ $1 Ёж`;
const NAMES = ['Order Completed', 'Order Refunded', 'Product Viewed', 'Lesson Completed', ODD_NAME, 'ёж', 'Email Sent'];

const word = fc.oneof(fc.constantFrom(...HOSTILE), fc.constantFrom(...NUMBERS), fc.string({ unit: 'binary', maxLength: 6 }));
const scalar = fc.oneof(word, fc.constantFrom(5, 5.5, -5, 0, 1e21, 1e-7, 1.7976931348623157e308, 5e-324, 123456789012345680000, 0.1 + 0.2), fc.boolean(), fc.double({ noNaN: true, noDefaultInfinity: true }));
const propertyValue = fc.oneof({ weight: 6, arbitrary: scalar }, { weight: 1, arbitrary: fc.constantFrom<unknown>(null, [5], { n: 5 }, [], '5'.repeat(300)) });
const properties = fc.dictionary(fc.constantFrom(...KEYS), propertyValue, { noNullPrototype: true });
const message = fc.record({
  name: fc.constantFrom(...NAMES), properties, who: fc.nat(7), daysAgo: fc.noBias(fc.integer({ min: 0, max: 60 * 1_440 })).map((minutes) => minutes / 1_440), kind: fc.constantFrom('track', 'track', 'track', 'page', 'identify'),
  order: fc.constantFrom({}, { orderId: 'o1', revenue: 12.5 }, { orderId: 'o2', revenue: 0.1 }, { revenue: 5 }, { orderId: 'o1', revenue: -3 }, { is_test: true }),
});

const test = fc.record({
  property: fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...KEYS) }, { weight: 1, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 4 }) }), operator: fc.constantFrom(...PROPERTY_OPERATORS),
  value: fc.oneof(scalar, fc.constantFrom('\0', '5\0', '\ud800', 'ла')),
}).map((made): PropertyTest => (made.operator.startsWith('at_') ? { ...made, value: typeof made.value === 'number' ? made.value : 5 } : made));
const filter: fc.Arbitrary<EventFilter> = fc.record({
  event: fc.oneof(fc.constantFrom<Meaning>('order', 'refund', 'view', 'key_action').map((meaning) => ({ by: 'meaning' as const, meaning })), fc.constantFrom(...NAMES, 'identify', 'page', '\0ёж').map((name) => ({ by: 'type' as const, name }))),
  where: fc.oneof({ weight: 1, arbitrary: fc.constant<PropertyTest[]>([]) }, { weight: 4, arbitrary: fc.array(test, { minLength: 1, maxLength: 2 }) }),
});

describe('days with an outcome', () => {
  const clock = new FixedClock(new Date('2026-11-20T10:00:00Z'));
  let path: TestPath;
  const events = new Map<string, CustomerEvent[]>();
  beforeAll(async () => {
    path = await startTestPath(clock);
    const sent = fc.sample(message, { numRuns: 1_500, seed: 11 }).map(({ name, properties: made, who, daysAgo, kind, order }) => {
      const person = who < 6 ? { userId: `user-${who}` } : { anonymousId: `device-${who}` };
      const one = aTrack(clock, name, { ...person, daysAgo, properties: { ...made, ...order } });
      return kind === 'track' ? one : { ...one, type: kind, name, event: undefined };
    });
    for (let from = 0; from < sent.length; from += 500) await path.send(sent.slice(from, from + 500));
    await path.settle();
    // One person with two identities, joined after the facts.
    await path.send([{ type: 'identify', userId: 'user-0', anonymousId: 'device-6', messageId: 'joined', timestamp: clock.now().toISOString() }]);
    await path.settle();
    await path.rows(`UPDATE event SET properties = properties || '{"n": 5.00, "plan": 1e2}' WHERE workspace_id = $1 AND properties ->> 'n' = '5'`);
    const dayOf = dayOfZone(TIME_ZONE);
    for (const { customer, at, ...event } of await path.rows<CustomerEvent & { customer: string; at: Date }>(`
      SELECT p.customer_id AS customer, e.profile_id AS "profileId", e.occurred_at AS at, e.noise, e.order_id AS "orderId", e.amount, e.properties, t.meaning, t.name, t.kind
        FROM event e JOIN event_type t ON t.workspace_id = $1 AND t.id = e.event_type_id JOIN profile p ON p.workspace_id = $1 AND p.id = e.profile_id WHERE e.workspace_id = $1`)) {
      const own = events.get(customer);
      const dated = { ...event, day: dayOf(at.getTime()) };
      if (own) own.push(dated);
      else events.set(customer, [dated]);
    }
  });
  afterAll(() => path.stop());

  const told = (asked: EventFilter | null, fromDay: number, untilDay: number) => path.runtime.db.transaction(path.member, (tx) => listOutcomeDays(tx, asked, fromDay, untilDay));
  const evaluated = (asked: EventFilter | null, fromDay: number, untilDay: number) => {
    const days = [...events].map(([customer, own]) => [customer, countByDay(asked, own.filter(({ day }) => day >= fromDay && day <= untilDay))] as const);
    return new Map(days.filter(([, own]) => own.days.length > 0).map(([customer, own]) => [customer, { days: Int32Array.from(own.days), counts: Int32Array.from(own.counts) }]));
  };

  it('are the same by evaluator and by SQL, whatever events and conditions hold', async () => {
    let nonEmpty = 0;
    const span = fc.tuple(fc.integer({ min: TODAY - 62, max: TODAY + 1 }), fc.integer({ min: 0, max: 70 }));
    await fc.assert(fc.asyncProperty(filter, span, async (asked, [fromDay, length]) => {
      const expected = evaluated(asked, fromDay, fromDay + length);
      if (expected.size > 0) nonEmpty += 1;
      expect(await told(asked, fromDay, fromDay + length)).toEqual(expected);
    }), { numRuns: 600, seed: 5 });
    expect(nonEmpty).toBeGreaterThan(200);
  });

  it.each(PROPERTY_OPERATORS)('agree on every value, test by test: %s', async (operator) => {
    const values = operator.startsWith('at_') ? [5, 5.5, -5, 0, 1e21, 1e-7, '5.0', ' 5 '] : operator === 'exists' || operator === 'missing' ? [''] : [...HOSTILE, ...NUMBERS, 5, 5.5, 1e21, 1e-7, true, 100];
    for (const property of KEYS) {
      for (const value of values) {
        const asked: EventFilter = { event: { by: 'type', name: ODD_NAME }, where: [{ property, operator, value }] };
        expect([property, value, await told(asked, TODAY - 61, TODAY)]).toEqual([property, value, evaluated(asked, TODAY - 61, TODAY)]);
      }
    }
  });

  it('come from the daily counts for a meaning alone and for activity, and are those of the events', async () => {
    for (const asked of [null, ...MEANINGS.map((meaning): EventFilter => ({ event: { by: 'meaning', meaning }, where: [] }))]) {
      expect(await told(asked, TODAY - 61, TODAY)).toEqual(evaluated(asked, TODAY - 61, TODAY));
      expect(await told(asked, TODAY - 25, TODAY - 20)).toEqual(evaluated(asked, TODAY - 25, TODAY - 20));
    }
    const person = [...events.values()].find((own) => new Set(own.map((event) => event.profileId)).size === 2);
    expect(countByDay({ event: { by: 'meaning', meaning: 'order' }, where: [] }, person!).counts.length).toBeGreaterThan(5);
  });

  it('fold the case of every letter alike', async () => {
    const rows = await path.rows<{ code: number; small: string }>(
      'SELECT code, lower(chr(code) COLLATE pg_c_utf8) AS small FROM generate_series(1, 1114111) code WHERE $1::uuid IS NOT NULL AND code NOT BETWEEN 55296 AND 57343');
    const different = rows.map(({ code, small }) => ({ code, letter: String.fromCodePoint(code), small })).filter(({ letter, small }) => foldCase(letter) !== small);
    // The two know Unicode in versions of their own: what only one knows is rare letters of late years, which the other leaves as they are.
    expect(different.filter(({ code, letter, small }) => code < 0xa7c0 || (small !== letter && foldCase(letter) !== letter))).toEqual([]);
    expect(rows.filter(({ code, small }) => small !== String.fromCodePoint(code)).length).toBeGreaterThan(1_300);
  });

  it('read the months that are asked about only', async () => {
    const { sql, parameters } = compileEventsSql({ event: { by: 'type', name: 'ёж' }, where: [] }, { workspaceId: path.member.workspaceId, timeZone: TIME_ZONE, fromDay: TODAY - 10, untilDay: TODAY - 5 });
    const plan = await path.runtime.db.read<{ 'QUERY PLAN': string }>(path.member, `EXPLAIN ${sql}`, parameters);
    const months = new Set(plan.flatMap((row) => row['QUERY PLAN'].match(/event_(?:p)?\d{4}_?\d{2}/g) ?? []));
    expect([...months]).toHaveLength(1);
  });
});

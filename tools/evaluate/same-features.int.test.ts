import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importMapSchema, type OutcomeDefinition } from '@kelvin/contracts';
import { dayFromIso, FixedClock, MS_PER_DAY, MS_PER_MINUTE } from '@kelvin/kernel';
import { categoriesAt, compileFeatures, groundOf, proposeFeatures, type FeatureSet, type LearningCustomer, type MetricIndex } from '@kelvin/scoring';
import { startTestPath, type TestPath } from '@kelvin/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadLearning } from '../../apps/api/src/modules/model-training/load-learning.ts';
import { Random } from '../rig/random.ts';
import { readOutcome } from './outcome-argument.ts';
import { readEventFile } from './read-events.ts';

const clock = new FixedClock(new Date('2026-11-20T21:30:00Z'));
const TODAY = dayFromIso('2026-11-20');
const PEOPLE = 60;
const AGENTS = [
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.0 Mobile/15E148 Safari/604.1',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36',
];
const PATHS = ['/', '/help/refunds', '/catalog/tea', '/catalog/mugs', '/pricing', '/account'];

type Message = Record<string, unknown>;
let made = 0;
const at = (atMs: number, message: Message): Message => ({ messageId: `m${(made += 1)}`, timestamp: new Date(atMs).toISOString(), ...message });

/** A web log: nameless visits on a device that signs in later, orders of several lines, mails, and visitors who stay nameless. */
function aWebLog(): Message[] {
  const random = new Random(7);
  const messages: { readonly atMs: number; readonly message: Message }[] = [];
  const add = (atMs: number, message: Message): void => void messages.push({ atMs, message: at(atMs, message) });
  for (let who = 0; who < PEOPLE; who++) {
    const [userId, anonymousId, email] = [`u${who}`, `d${who}`, `person${who}@mail.example`];
    const context = { userAgent: AGENTS[who % 2], ...(who % 2 === 0 ? { timezone: 'Europe/Berlin' } : {}), campaign: { source: who % 4 < 2 ? 'newsletter' : 'search' } };
    const signsInAtMs = clock.now().getTime() - 40 * MS_PER_DAY * random.next();
    for (let visit = 0; visit < 6; visit++) {
      let atMs = clock.now().getTime() - 90 * MS_PER_DAY * random.next();
      for (let page = 0; page < 1 + random.next() * 5; page++) {
        atMs += 40 * MS_PER_MINUTE * random.next() ** 2;
        const ids = who % 10 === 9 || atMs < signsInAtMs ? { anonymousId } : { anonymousId, userId };
        add(atMs, { type: 'page', ...ids, context, properties: { path: PATHS[Math.floor(random.next() * PATHS.length)] } });
      }
    }
    if (who % 10 === 9) continue;
    add(signsInAtMs, { type: 'identify', userId, anonymousId, traits: { email, country: who % 2 === 0 ? 'Malta' : 'Peru' } });
    for (let order = 0; order < 3 * random.next(); order++) {
      const orderAtMs = clock.now().getTime() - 80 * MS_PER_DAY * random.next();
      // Two lines of one order, and what the till knows of the buyer is his address.
      for (const revenue of [8, 16]) add(orderAtMs, { type: 'track', event: 'Order Completed', ...(order === 0 ? { userId } : { context: { traits: { email } } }), properties: { revenue, orderId: `${userId}-${order}` } });
    }
    add(clock.now().getTime() - 60 * MS_PER_DAY, { type: 'track', event: 'Email Sent', userId });
    add(clock.now().getTime() - 60 * MS_PER_DAY + (who % 2 === 0 ? 3_000 : 3_600_000), { type: 'track', event: 'Email Clicked', userId });
  }
  return messages.sort((a, b) => a.atMs - b.atMs).map(({ message }) => message);
}

/** What goes wrong in logs: shared addresses and devices, an alias, programs, testers, a page that comes late, and one thing twice. */
function theOddOnes(): Message[] {
  const ago = (days: number, minutes = 0): number => clock.now().getTime() - days * MS_PER_DAY + minutes * MS_PER_MINUTE;
  const page = (atMs: number, ids: Message, path: string, context: Message = {}): Message => at(atMs, { type: 'page', ...ids, properties: { path }, context });
  const late = page(ago(5, 10), { userId: 'u1' }, '/help/late');
  return [
    ...['f1', 'f2', 'f3', 'f4', 'f5'].flatMap((userId, n) => [page(ago(20, n), { userId, anonymousId: `${userId}-phone` }, '/catalog'), at(ago(19, n), { type: 'identify', userId, traits: { email: 'family@mail.example' } })]),
    ...['g1', 'g2'].flatMap((userId) => [page(ago(12), { userId, anonymousId: 'library' }, '/help'), at(ago(11), { type: 'identify', userId, traits: { email: `${userId}@mail.example` } })]),
    page(ago(10), { anonymousId: 'library' }, '/account'),
    page(ago(9), { userId: 'old-id' }, '/account'), at(ago(8), { type: 'alias', userId: 'new-id', previousId: 'old-id' }), page(ago(7), { userId: 'new-id' }, '/help'),
    page(ago(6), { userId: 'info-1', anonymousId: 'p1' }, '/'), ...['info-1', 'info-2'].map((userId) => at(ago(6), { type: 'identify', userId, traits: { email: 'info@shop.example' } })), page(ago(5), { userId: 'info-2' }, '/'),
    page(ago(4), { userId: 'u2' }, '/catalog', { userAgent: 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)' }),
    at(ago(4), { type: 'track', event: 'Order Completed', userId: 'u3', properties: { revenue: 5, is_test: true } }),
    page(ago(5), { userId: 'u1' }, '/catalog'), page(ago(5, 20), { userId: 'u1' }, '/account'), late, late,
    page(ago(3), { userId: 'guest', anonymousId: 'd1' }, '/'), page(ago(3), { userId: 'guest', anonymousId: 'd2' }, '/'),
    ...Array.from({ length: 70 }, (_unused, n) => page(ago(2, n / 2), { userId: 'u4' }, `/section-${n}`)),
  ];
}

/** By name of a profile: his features as of some days. */
function vectorsOf(customers: readonly { readonly names: readonly string[]; readonly customer: Pick<LearningCustomer, 'rows' | 'categories'> }[], metrics: MetricIndex, outcomeMetrics: readonly string[]) {
  const learning = customers.map(({ customer }) => customer as LearningCustomer);
  const set: FeatureSet = proposeFeatures(groundOf({ customers: learning, metrics, outcome: { metrics: outcomeMetrics } }, TODAY - 90, TODAY));
  const features = compileFeatures(set, metrics, outcomeMetrics);
  const vectors = customers.flatMap(({ names, customer }) => {
    if (customer.rows.days.length === 0) return [];
    const days = [TODAY, TODAY - 3, TODAY - 30].map((asOfDay) => {
      const columns = features.names.map(() => new Float64Array(1));
      features.writeVector({ rows: customer.rows, asOfDay, categories: categoriesAt(customer.categories, asOfDay) }, columns, 0);
      return Object.fromEntries(features.names.map((name, place) => [name, columns[place]![0]]));
    });
    return names.map((name) => [name, days] as const);
  });
  return { names: [...features.names].sort(), vectors: new Map(vectors) };
}

describe('what evaluate makes of a log and what the product makes of it', () => {
  let [path, dir]: [TestPath | null, string] = [null, ''];
  const messages = [...aWebLog(), ...theOddOnes()];
  beforeAll(async () => {
    path = await startTestPath(clock);
    dir = mkdtempSync(join(tmpdir(), 'kelvin-same-features-'));
    // Portion by portion, so that joins, late pages and lines of an order meet what is stored.
    for (let from = 0; from < messages.length; from += 200) {
      await path.send(messages.slice(from, from + 200));
      await path.settle();
    }
  });
  afterAll(async () => {
    rmSync(dir, { recursive: true });
    await path?.stop();
  });

  it.each<[string, string]>([['a meaning', 'order'], ['an event of its own', 'page: prices'], ['no activity', 'inactivity']])('are the same people with the same features, of an outcome by %s', async (_case, outcome) => {
    const condition = readOutcome(outcome);
    const definition: OutcomeDefinition = { name: 'Own', role: 'own', horizonDays: 30, condition };
    const learning = await loadLearning((work) => path!.runtime.db.transaction(path!.member, work), { outcomeId: '00000000-0000-0000-0000-000000000001', definition, now: clock.now(), historyDays: 400, mostCustomers: 1_000 });
    const owned = await path!.rows<{ names: string[] }>(`
      SELECT array_agg(p.kind || ':' || regexp_replace(p.key, '^[0-9a-f-]{36}:', 'file:')) AS names FROM customer c JOIN profile p ON p.workspace_id = $1 AND p.customer_id = c.id
       WHERE c.workspace_id = $1 AND NOT c.is_visitor AND c.merged_into IS NULL GROUP BY c.id ORDER BY c.id`);
    expect(owned).toHaveLength(learning.customers.length);
    const served = vectorsOf(learning.customers.map((customer, place) => ({ names: owned[place]!.names, customer })), learning.metrics, learning.signal.outcomeMetrics);

    const file = join(dir, 'log.ndjson');
    writeFileSync(file, messages.map((message) => `${JSON.stringify(message)}\n`).join(''));
    const map = importMapSchema.parse({ format: { type: 'ndjson' }, timestamp: { column: 'timestamp', format: 'iso', zone: 'Europe/Berlin' } });
    const read = await readEventFile(file, map, condition);
    const evaluated = vectorsOf(read.customers.map((customer) => ({ names: [customer.id], customer })), read.metrics, read.outcomeMetrics);

    expect(evaluated.names).toEqual(served.names);
    expect(evaluated.names).toEqual(expect.arrayContaining(['variety.section:.30', 'variety.move:.30', 'count.session.30', 'ratio.session_minutes/session.30', 'category.channel.newsletter', 'category.country.DE', 'category.country.Peru', 'part.activity.morning.90']));
    expect(evaluated.vectors.size).toBeGreaterThan(60);
    for (const [name, vector] of evaluated.vectors) expect([name, vector]).toEqual([name, served.vectors.get(name)]);
    // Everybody is found once: whoever of the product is behind no name has no rows.
    const people = new Set(learning.customers.map(({ rows }, place) => (rows.days.length === 0 ? -1 : place)).filter((place) => place >= 0));
    expect(evaluated.vectors.size).toBe(people.size);
  });
});

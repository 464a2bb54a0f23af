import type { Condition, CustomerChances, Job, Outcome, OutcomeDefinition, OutcomeList, OutcomePreview } from '@kelvin/contracts';
import { FixedClock } from '@kelvin/kernel';
import { lastTestDay, learnRuleCurve, trainingSpanDays } from '@kelvin/scoring';
import type { TestMember } from '@kelvin/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BUYS, fillShop, randomOf, startLearningPath, type Deed, type LearningPath } from './learning-shop.test-helper.ts';
import { loadLearning } from './load-learning.ts';

/** Each orders every so many days. */
const regulars = (people: number, days: number, every: (who: number) => number): Deed[][] => Array.from({ length: people }, (_unused, who) => Array.from({ length: Math.floor(days / every(who)) + 1 }, (_each, nth): Deed => [Math.max(1, days - nth * every(who)), 'order', 20]));
const ORDERS: Condition = { kind: 'event_count', filter: { event: { by: 'meaning', meaning: 'order' }, where: [] }, atLeast: 1 };
const TWO_VIEWS: Condition = { kind: 'event_count', filter: { event: { by: 'meaning', meaning: 'view' }, where: [] }, atLeast: 2 };
const AWAY: Condition = { kind: 'inactivity', filter: null };

describe('what is missing to an outcome', { timeout: 120_000 }, () => {
  const clock = new FixedClock(new Date('2026-11-20T10:00:00Z'));
  let path: LearningPath;
  beforeAll(async () => { path = await startLearningPath(clock); });
  afterAll(() => path.stop());

  const promised = async (member: TestMember, condition: Condition, horizonDays: number) => (await member.call<OutcomePreview>('POST', '/outcomes/preview', { condition, horizonDays })).body.missing;
  /** What a training of its own customers ends with. */
  async function found(member: TestMember, condition: Condition, horizonDays: number) {
    const definition: OutcomeDefinition = { name: 'It', role: 'own', condition, horizonDays };
    const data = await loadLearning((work) => path.runtime.db.transaction(member, work), { outcomeId: '00000000-0000-4000-8000-000000000001', definition, now: clock.now(), historyDays: trainingSpanDays(horizonDays), mostCustomers: 60_000 });
    const learned = learnRuleCurve({ ...data, outcome: { name: 'It', horizonDays, metrics: data.signal.outcomeMetrics, isAbsence: condition.kind === 'inactivity' }, testDay: lastTestDay(data.lastDay, horizonDays) });
    return 'missing' in learned ? learned.missing : null;
  }
  const random = randomOf(8);
  const anybody = (people: number, days: number): Deed[][] => Array.from({ length: people }, () => Array.from({ length: 1 + Math.floor(random() * 9) }, (): Deed => [Math.floor(random() * days), random() < 0.5 ? 'view' : 'order', 5]));

  it.each<[string, Deed[][], Condition, number]>([
    ['nobody', [], ORDERS, 7],
    ['sixteen people, looked at again and again', regulars(16, 150, (who) => 3 + who), ORDERS, 7],
    ['enough people', regulars(120, 150, (who) => 3 + who % 40), ORDERS, 7],
    ['people whose past is longer ago than a training looks', [...regulars(60, 30, (who) => 3 + who % 20), ...Array.from({ length: 50 }, (): Deed[] => [[1_200, 'view']])], AWAY, 7],
    ['a year of data for an outcome within a year', regulars(100, 364, (who) => 20 + who), ORDERS, 365],
    ['a young shop', regulars(100, 20, (who) => 2 + who % 5), ORDERS, 7],
    ['something that takes two', anybody(90, 60), TWO_VIEWS, 14],
    ['an absence', anybody(90, 60), AWAY, 14],
  ])('is what a training finds missing: %s', async (_what, people, condition, horizonDays) => {
    const member = await path.shopOf(people);
    expect(await promised(member, condition, horizonDays)).toEqual(await found(member, condition, horizonDays));
  });

  it('counts nobody whom a training leaves out: contacts without events, visitors, who is excluded, who was merged', async () => {
    const member = await path.shopOf([...regulars(30, 60, (who) => 3 + who), ...regulars(90, 200, () => 4)]);
    await path.runtime.db.read(member, `UPDATE customer SET is_visitor = n % 3 = 0, is_excluded = n % 3 = 1, merged_into = CASE WHEN n % 3 = 2 THEN (SELECT id FROM customer WHERE workspace_id = $1 ORDER BY id LIMIT 1) END
      FROM (SELECT id AS nth, row_number() OVER (ORDER BY id) AS n FROM customer WHERE workspace_id = $1) numbered WHERE workspace_id = $1 AND id = nth AND n > 30`, [member.workspaceId]);
    await path.runtime.db.read(member, `INSERT INTO customer (workspace_id, id, is_visitor, name, first_seen_at, last_seen_at) SELECT $1, gen_random_uuid(), false, 'Contact', $2, $2 FROM generate_series(1, 100)`, [member.workspaceId, new Date('2026-01-01T10:00:00Z')]);
    for (const condition of [ORDERS, AWAY]) {
      const missing = await promised(member, condition, 7);
      expect(missing).toEqual(await found(member, condition, 7));
      expect(missing).toMatchObject({ historyDays: 0 });
      expect(Math.max(missing!.positives, missing!.negatives)).toBeGreaterThanOrEqual(10);
    }
  });

  it('is the same in the preview, the run and on the card, and what a run lacked is forgotten when it has come', async () => {
    const member = await path.shopOf(regulars(33, 150, (who) => 3 + who));
    const { body: { id } } = await member.call<Outcome>('POST', '/outcomes', BUYS);
    const outcomeOf = async () => (await member.call<OutcomeList>('GET', '/outcomes')).body.items[0]!;
    const [anybody] = await path.runtime.db.read<{ id: string }>(member, 'SELECT id FROM customer WHERE workspace_id = $1 LIMIT 1', [member.workspaceId]);
    const chanceOf = async () => (await member.call<CustomerChances>('GET', `/customers/${anybody!.id}/chances`)).body.items[0];
    const missing = await promised(member, BUYS.condition, BUYS.horizonDays);
    expect(missing).toMatchObject({ positives: 7, historyDays: 0 });
    const job = (await member.call<Job>('POST', `/outcomes/${id}/train`)).body;
    await path.runTrainings(member);
    expect((await member.call<Job>('GET', `/jobs/${job.id}`)).body).toMatchObject({ status: 'failed', error: { code: 'training.too_few_outcomes', values: { positives: missing!.positives, negatives: missing!.negatives } } });
    expect(await outcomeOf()).toMatchObject({ missing, lastRun: { status: 'failed' } });
    expect(await chanceOf()).toMatchObject({ missing, chance: null });

    await fillShop(path, member, clock, regulars(60, 150, (who) => 3 + who));
    clock.advanceMs(11 * 60_000);
    expect(await promised(member, BUYS.condition, BUYS.horizonDays)).toBeNull();
    expect(await outcomeOf()).toMatchObject({ missing: null, source: 'none', lastRun: { status: 'failed' } });
    expect(await chanceOf()).toMatchObject({ missing: null, chance: null });
  });

  it('says of a year of data how many days an outcome within a year needs, as the run says it', async () => {
    const member = await path.shopOf(regulars(100, 364, (who) => 20 + who));
    const { body: { id } } = await member.call<Outcome>('POST', '/outcomes', { ...BUYS, name: 'Within a year', horizonDays: 365 });
    const { body: job } = await member.call<Job>('POST', `/outcomes/${id}/train`);
    await path.runTrainings(member);
    const { error } = (await member.call<Job>('GET', `/jobs/${job.id}`)).body;
    expect(error).toMatchObject({ code: 'training.short_history', values: { days: 0, needed: 2 * 365 + 14 } });
    const [outcome] = (await member.call<OutcomeList>('GET', '/outcomes')).body.items;
    // Two days are missing to the beginning of the test's own year.
    expect(outcome!.missing).toMatchObject({ historyDays: 16, modelHistoryDays: 2 * 365 + 14 + 2 });
  });
});

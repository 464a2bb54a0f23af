import { externalModelTrySchema, MODEL_METRICS, modelDetailSchema, modelVersionListSchema, type Customer, type CustomerChances, type ExternalModelTry, type Job, type ModelDetail, type ModelVersionList, type Outcome, type OutcomeList, type ScoreDifference } from '@kelvin/contracts';
import { FixedClock } from '@kelvin/kernel';
import { aTrack } from '@kelvin/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ExternalPasses } from '../../pipeline/60-score/external-pass.ts';
import { ScoreStale } from '../../pipeline/60-score/score-stale.ts';
import { Drain } from '../../pipeline/drain/drain.ts';
import { BUYS, fillShop, startLearningPath, windowShoppers, type LearningPath } from './learning-shop.test-helper.ts';
import { startOutsideServer, type OutsideMood, type OutsideServer } from './outside-server.test-helper.ts';
import { probeExternal } from './probe-external.ts';

interface ErrorBody { error: { code: string; message: string } }

describe('an outside model', { timeout: 120_000 }, () => {
  const clock = new FixedClock(new Date('2026-11-20T10:00:00Z'));
  let path: LearningPath;
  let outside: OutsideServer;
  let outcomeId: string;
  beforeAll(async () => {
    outside = await startOutsideServer();
    path = await startLearningPath(clock, { OUTBOUND_ALLOW: '127.0.0.1' });
    await fillShop(path, path.member, clock, windowShoppers(400, 150, 3));
    outcomeId = (await path.member.call<Outcome>('POST', '/outcomes', BUYS)).body.id;
  });
  afterAll(async () => {
    await path.stop();
    await outside.stop();
  });
  beforeEach(() => {
    outside.mood = 'well';
    outside.asked.length = 0;
    clock.advanceMs(1_000);
  });

  const settings = (own: Record<string, unknown> = {}) => ({ name: 'Ours', url: outside.url, secret: outside.secret, timeoutMs: 30_000, ...own });
  const versionsOf = async () => (await path.member.call<ModelVersionList>('GET', `/outcomes/${outcomeId}/versions`)).body;
  const outcomeOf = async () => (await path.member.call<OutcomeList>('GET', '/outcomes')).body.items[0]!;
  const jobOf = async (id: string) => (await path.member.call<Job>('GET', `/jobs/${id}`)).body;
  const tryIt = async (own: Record<string, unknown> = {}) => externalModelTrySchema.parse((await path.member.call<ExternalModelTry>('POST', `/outcomes/${outcomeId}/external-models/try`, settings(own))).body);
  const register = async (own: Record<string, unknown> = {}) => (await path.member.call<Job>('POST', `/outcomes/${outcomeId}/external-models`, settings(own))).body;
  const states = async () => Object.fromEntries((await versionsOf()).items.map(({ number, state }) => [number, state]));
  const idOf = async (number: number) => (await versionsOf()).items.find((each) => each.number === number)!.id;
  const detailOf = async (number: number) => (await path.member.call<ModelDetail>('GET', `/models/${await idOf(number)}`)).body;
  /** Figures without their intervals, which are of another seed in another run. */
  const valuesOf = ({ card }: ModelDetail, source: string) => MODEL_METRICS.map((metric) => card.figures.find((each) => each.source === source)![metric]?.value);
  const told = () => path.rows<{ payload: Record<string, unknown> }>(`SELECT payload FROM notification WHERE workspace_id = $1 AND kind = 'model.external_down'`);
  const markAll = () => path.rows(`INSERT INTO customer_stale (workspace_id, customer_id, mark, cause, marked_at) SELECT $1, id, gen_random_uuid(), 'definition', $2 FROM customer WHERE workspace_id = $1 ON CONFLICT DO NOTHING`, [clock.now()]);

  async function run(job: Job): Promise<Job> {
    await path.runTrainings(path.member);
    return jobOf(job.id);
  }
  /** Begins and waits until the outside model is asked. */
  async function begin(job: Job): Promise<void> {
    await path.quick.answer(path.member.workspaceId);
    await expect.poll(async () => (await jobOf(job.id)).phase, { timeout: 60_000 }).toBe('asking');
  }
  const train = async () => run((await path.member.call<Job>('POST', `/outcomes/${outcomeId}/train`)).body);

  /** Scores until nothing waits, answers of outside models included. */
  async function settle(): Promise<void> {
    for (let waits = true; waits;) {
      await path.settle();
      await path.app.get(ExternalPasses, { strict: false }).settled(path.member.workspaceId);
      waits = (await path.rows('SELECT 1 FROM customer_stale WHERE workspace_id = $1 LIMIT 1')).length > 0;
    }
  }
  interface Scored { id: string; hundredths: number; chance_buys: number | null; is_external: boolean }
  const scored = () => path.rows<Scored>(`
    SELECT c.id, c.hundredths, c.chance_buys, s.chances @> '[{"x": true}]' AS is_external FROM customer c JOIN score s ON s.workspace_id = $1 AND s.customer_id = c.id WHERE c.workspace_id = $1 ORDER BY c.id`);

  describe('that is tried', () => {
    it('is called once, with a few real rows of nobody in particular', async () => {
      const tried = await tryIt();
      expect(tried).toMatchObject({ rows: 5, problem: null });
      expect(tried.chances).toHaveLength(5);
      expect(outside.asked).toHaveLength(1);
      expect(outside.asked[0]).toMatchObject({ outcome: BUYS.name, horizonDays: 7, features: expect.arrayContaining(['since.outcome', 'since.view']) });
    });

    it.each<[string, OutsideMood, Record<string, unknown>, string, string]>([
      ['leads into a private network', 'well', { url: 'https://10.1.2.3/score' }, 'refused_address', 'private network'],
      ['is not https over the internet', 'well', { url: 'http://93.184.215.14/score' }, 'refused_address', 'https'],
      ['is nobody', 'well', { url: 'http://127.0.0.1:1/' }, 'unreachable', 'cannot be reached'],
      ['does not answer in time', 'silent', { timeoutMs: 100 }, 'timeout', '100 ms'],
      ['is in trouble', 'down', {}, 'bad_status', '503'],
      ['does not know the secret', 'well', { secret: `whsec_${Buffer.alloc(24, 9).toString('base64')}` }, 'bad_status', '401'],
      ['leaves somebody out', 'too_few', {}, 'bad_answer', '4 chances for 5 rows'],
      ['answers with a page', 'no_json', {}, 'bad_answer', 'chances'],
    ])('says what is wrong: it %s', async (_what, mood, own, code, words) => {
      outside.mood = mood;
      const { problem } = await tryIt(own);
      expect(problem).toMatchObject({ code, message: expect.stringContaining(words) });
      const refused = await path.member.call<ErrorBody>('POST', `/outcomes/${outcomeId}/external-models`, settings(own));
      expect(refused.body.error).toMatchObject({ code: `external_model.${code}`, message: expect.stringContaining(words) });
    });

    it('is no outcome of somebody else', async () => {
      const stranger = await path.signUp('Other shop');
      expect((await stranger.call('POST', `/outcomes/${outcomeId}/external-models/try`, settings())).status).toBe(404);
      expect((await stranger.call('POST', `/outcomes/${outcomeId}/external-models`, settings())).status).toBe(404);
      expect(outside.asked).toEqual([]);
    });

    it('leaves nothing behind', async () => {
      expect(await path.rows(`SELECT 1 FROM job_progress WHERE workspace_id = $1 AND kind = 'train'`)).toEqual([]);
      expect(await versionsOf()).toEqual({ items: [], runs: [] });
    });
  });

  it('that stops answering while it is judged ends the run in a sentence, and there is no version', async () => {
    const job = await register();
    outside.mood = 'down';
    expect(await run(job)).toMatchObject({ status: 'failed', error: { code: 'external_model.failed', message: expect.stringMatching(/^“Ours” at 127\.0\.0\.1:\d+ could not be asked\. The model answered with status 503/) } });
    expect(await versionsOf()).toMatchObject({ items: [], runs: [{ externalName: 'Ours', status: 'failed', error: { code: 'external_model.failed' } }] });
  });

  it('is judged by a job that can be cancelled while it waits for an answer, and there is no version', async () => {
    const job = await register({ timeoutMs: 60_000 });
    outside.mood = 'silent';
    await begin(job);
    expect(await jobOf(job.id)).toMatchObject({ kind: 'train', status: 'running', phase: 'asking', done: 0, total: expect.any(Number) });
    await path.member.call('POST', `/jobs/${job.id}/cancel`);
    await path.quick.settled(path.member.workspaceId);
    expect(await jobOf(job.id)).toMatchObject({ status: 'cancelled' });
    expect(await versionsOf()).toMatchObject({ items: [], runs: [{ status: 'cancelled', error: null }, { status: 'failed' }] });
  });

  it('is judged by the test of a training, beside the champion', async () => {
    expect(await train()).toMatchObject({ status: 'done', result: { number: 1, source: 'model' } });
    outside.asked.length = 0;
    const job = await run(await register());
    expect(job).toMatchObject({ status: 'done', subject: BUYS.name, result: { number: 2 } });
    const listed = modelVersionListSchema.parse(await versionsOf());
    const version = listed.items[0]!;
    expect(version).toMatchObject({ number: 2, kind: 'external', artefactBytes: null, external: { name: 'Ours', host: new URL(outside.url).host, failingSince: null, problem: null } });
    expect(listed.runs[0]).toMatchObject({ externalName: 'Ours', error: null });
    const detail = modelDetailSchema.parse((await path.member.call<ModelDetail>('GET', `/models/${version.id}`)).body);
    const trained = await detailOf(1);
    expect(detail.card.figures.map(({ source }) => source)).toEqual(['model', 'champion', 'rules', 'recency', 'majority']);
    expect(detail.card.test).toEqual(trained.card.test);
    expect(valuesOf(detail, 'champion')).toEqual(valuesOf(trained, 'model'));
    expect(detail.card.gate.reasons.length).toBeGreaterThan(0);
    expect(new Set(outside.asked.map(({ features }) => features.join()))).toEqual(new Set([outside.asked[0]!.features.join()]));
  });

  it('never gives its secret away, nor the path of its address', async () => {
    const answers = JSON.stringify([await versionsOf(), await outcomeOf(), (await path.member.call('GET', '/jobs')).body, (await path.member.call('GET', `/models/${await idOf(2)}`)).body]);
    const rows = JSON.stringify([await path.rows('SELECT * FROM job_progress WHERE workspace_id = $1'), await path.rows('SELECT * FROM audit_log WHERE workspace_id = $1'), await path.rows('SELECT payload FROM change WHERE workspace_id = $1'),
      await path.rows('SELECT * FROM external_model WHERE workspace_id = $1')]);
    for (const text of [answers, rows]) expect(text).not.toContain(outside.secret);
    expect(answers).not.toContain('path-secret');
  });

  describe('in use', () => {
    let byTrained: Scored[];
    beforeAll(async () => {
      // Whatever the gate has said, it is a person who decides here.
      await path.member.call('POST', `/models/${await idOf(1)}/promote`);
      await settle();
      byTrained = await scored();
      clock.advanceMs(1_000);
      await path.member.call('POST', `/models/${await idOf(2)}/promote`);
    });

    it('is asked about everybody, and its chances make half of the score', async () => {
      await settle();
      const people = await scored();
      expect(new Set(people.map((one) => one.chance_buys!.toFixed(6)))).toEqual(new Set(['0.170000', '0.550000', '0.800000']));
      expect(people.every((one) => one.is_external)).toBe(true);
      // Everybody as of today and as of a month ago, once.
      expect(outside.asked.reduce((sum, { rows }) => sum + rows.length, 0)).toBe(2 * people.length);
      expect((await outcomeOf()).inUse).toMatchObject({ number: 2, kind: 'external', external: { failingSince: null } });
      const likely = people.find((one) => one.chance_buys! > 0.79)!;
      const { body: page } = await path.member.call<Customer>('GET', `/customers/${likely.id}`);
      expect(page.ledger.reduce((sum, row) => sum + row.hundredths!, 0)).toBe(likely.hundredths);
      expect(page.ledger.filter(({ group }) => group === 'model').map(({ code }) => code).sort()).toEqual(['model.base', 'model.external']);
    });

    it('says the same of one customer, with the one reason there is, and asks nobody for it', async () => {
      const likely = (await scored()).find((one) => one.chance_buys! > 0.79)!;
      const { body } = await path.member.call<CustomerChances>('GET', `/customers/${likely.id}/chances`);
      expect(body.items[0]).toMatchObject({ source: 'model', chance: likely.chance_buys, timing: null, reasons: [{ code: 'model.external' }] });
      expect(body.items[0]!.reasons[0]!.hundredths).toBeGreaterThan(0);
      expect(outside.asked).toEqual([]);
    });

    it('tells what changed in a score, row by row', async () => {
      const [anybody] = await scored();
      const { body } = await path.member.call<ScoreDifference>('GET', `/customers/${anybody!.id}/score-change?days=7`);
      expect(body.after).toBe(anybody!.hundredths);
      expect(body.rows.reduce((sum, row) => sum + row.hundredths!, 0)).toBe(body.after - body.before);
    });

    it('holds nobody up while it takes its time: no transaction is open, drains go on, and who came meanwhile is asked about too', async () => {
      outside.mood = 'silent';
      await markAll();
      const { workspaceId } = path.member;
      expect(await path.app.get(ScoreStale, { strict: false }).scoreOnce(workspaceId)).toMatchObject({ scored: 0, hasMore: false });
      expect(path.app.get(ExternalPasses, { strict: false }).isAsking(workspaceId)).toBe(true);
      expect(await path.rows(`SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND state = 'idle in transaction' AND $1::uuid IS NOT NULL`)).toEqual([]);
      expect(await path.send([aTrack(clock, 'Order Completed', { userId: 'new', properties: { revenue: 40, orderId: 'n1' } })])).toBe(200);
      await path.app.get(Drain, { strict: false }).drainOnce(workspaceId);
      expect(await path.rows(`SELECT 1 FROM profile WHERE workspace_id = $1 AND key = 'new'`)).toHaveLength(1);
      outside.mood = 'well';
      await settle();
      expect((await scored()).every((one) => one.is_external)).toBe(true);
      expect(await told()).toEqual([]);
      await path.rows(`DELETE FROM customer WHERE workspace_id = $1 AND id IN (SELECT customer_id FROM profile WHERE workspace_id = $1 AND key = 'new')`);
    });

    it('that fails is stood in for by the model before it, the admins are told once, and it is left alone for a while', async () => {
      outside.mood = 'down';
      path.runtime.log.level = 'silent';
      await markAll();
      await settle();
      expect((await scored()).map(({ chance_buys, hundredths, is_external }) => ({ chance_buys, hundredths, is_external }))).toEqual(byTrained.map(({ chance_buys, hundredths }) => ({ chance_buys, hundredths, is_external: false })));
      expect((await told()).map(({ payload }) => payload)).toEqual([{ outcomeId, name: BUYS.name, number: 2, model: 'Ours', problem: 'bad_status' }]);
      const calls = outside.asked.length;
      expect(calls).toBe(3);
      await markAll();
      await settle();
      expect(outside.asked).toHaveLength(calls);
      clock.advanceMs(61_000);
      await markAll();
      await settle();
      expect(outside.asked).toHaveLength(2 * calls);
      path.runtime.log.level = 'error';
      expect(await told()).toHaveLength(1);
      expect((await outcomeOf()).inUse!.external).toMatchObject({ problem: 'bad_status', failingSince: expect.any(String) });
    });

    it('comes back by itself, to everybody whom others were asked about', async () => {
      clock.advanceMs(117_000);
      const probe = () => path.runtime.db.transaction(path.member, (tx) => probeExternal(tx, clock.now()));
      await probe();
      expect(await path.rows('SELECT 1 FROM customer_stale WHERE workspace_id = $1')).toEqual([]);
      clock.advanceMs(4_000);
      await probe();
      await settle();
      expect((await scored()).every((one) => one.is_external)).toBe(true);
      expect((await outcomeOf()).inUse!.external).toMatchObject({ failingSince: null, problem: null });
    });

    it('is compared with as the champion of a later training', async () => {
      expect(await train()).toMatchObject({ status: 'done', result: { number: 3 } });
      const [later, judged] = [await detailOf(3), await detailOf(2)];
      expect(valuesOf(later, 'champion')).toEqual(valuesOf(judged, 'model'));
    });

    it('that does not answer is not compared with: the training judges its model beside what stands in, says so and takes nothing out of use', async () => {
      // As the model before it serves in its place, whichever the gate has left there.
      clock.advanceMs(1_000);
      await path.member.call('POST', `/models/${await idOf(3)}/promote`);
      clock.advanceMs(1_000);
      await path.member.call('POST', `/models/${await idOf(2)}/promote`);
      outside.mood = 'down';
      expect(await train()).toMatchObject({ status: 'done', result: { number: 4, reason: 'gate.champion_silent', source: 'model' } });
      expect((await versionsOf()).runs[0]).toMatchObject({ status: 'not_promoted', error: { code: 'training.champion_silent', values: { name: 'Ours', problem: 'bad_status' }, message: expect.stringContaining('was not compared with and stays in use') } });
      const [made, standsIn] = [await detailOf(4), await detailOf(3)];
      expect(valuesOf(made, 'champion')).toEqual(valuesOf(standsIn, 'model'));
      expect(made.card.gate).toMatchObject({ isPromoted: false, reasons: [{ code: 'gate.champion_silent' }] });
      expect(await states()).toMatchObject({ 2: 'in_use', 4: 'challenger' });
      // Nothing is said of it on a test that it was not asked about.
      expect((await outcomeOf()).inUse).toMatchObject({ number: 2, latestLook: null });
    });

    it('is left for the version before it', async () => {
      const { body } = await path.member.call<Outcome>('POST', `/outcomes/${outcomeId}/roll-back`);
      expect(body.inUse).toMatchObject({ kind: 'trained' });
      expect((await states())[2]).toBe('retired');
      await settle();
      expect(outside.asked).toEqual([]);
      expect((await scored()).some((one) => one.is_external)).toBe(false);
    });
  });
});

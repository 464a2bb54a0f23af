import { modelDetailSchema, outcomeListSchema, type Job, type ModelDetail, type ModelVersionList, type Outcome, type OutcomeDefinition, type OutcomeList } from '@kelvin/contracts';
import { FixedClock, MS_PER_DAY } from '@kelvin/kernel';
import type { TestMember } from '@kelvin/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { JobStopped, type JobHandle, type StopReason } from '../../platform/jobs/job-handle.ts';
import { JobRunner } from '../../platform/jobs/job-runner.ts';
import { BUYS, makeQuickRunner, randomOf, startLearningPath, windowShoppers, type Deed, type LearningPath } from './learning-shop.test-helper.ts';
import { ServingModels } from './serving-models.read-model.ts';
import { TrainingJob } from './training-job.ts';

const LEAVES: OutcomeDefinition = { name: 'Gone', role: 'leaves', horizonDays: 30, condition: { kind: 'inactivity', filter: null } };

describe('training', () => {
  const clock = new FixedClock(new Date('2026-11-20T10:00:00Z'));
  let path: LearningPath;
  beforeAll(async () => { path = await startLearningPath(clock); });
  afterAll(() => path.stop());

  const load = (member: TestMember) => path.runtime.db.transaction(member, (tx) => new ServingModels(clock, path.runtime.log).load(tx));
  const jobOf = async (member: TestMember, id: string) => (await member.call<Job>('GET', `/jobs/${id}`)).body;
  const outcomeOf = async (member: TestMember, id: string) => (await member.call<OutcomeList>('GET', '/outcomes')).body.items.find((each) => each.id === id)!;
  const versionsOf = async (member: TestMember, id: string) => (await member.call<ModelVersionList>('GET', `/outcomes/${id}/versions`)).body;
  const create = async (member: TestMember, definition: OutcomeDefinition) => (await member.call<Outcome>('POST', '/outcomes', definition)).body.id;
  const codeOf = async (member: TestMember, address: string) => (await member.call<{ error: { code: string } }>('POST', address)).body.error.code;

  async function train(member: TestMember, outcomeId: string, runner = path.quick): Promise<Job> {
    clock.advanceMs(1_000);
    const { body } = await member.call<Job>('POST', `/outcomes/${outcomeId}/train`);
    await runner.answer(member.workspaceId);
    await runner.settled(member.workspaceId);
    return jobOf(member, body.id);
  }
  async function begin(member: TestMember, outcomeId: string, runner: JobRunner): Promise<string> {
    clock.advanceMs(1_000);
    const { body: { id } } = await member.call<Job>('POST', `/outcomes/${outcomeId}/train`);
    await runner.answer(member.workspaceId);
    await expect.poll(async () => (await jobOf(member, id)).phase, { timeout: 60_000, interval: 25 }).not.toBe('');
    return id;
  }

  it('makes a model that earns its place serve, whichever engine it is', { timeout: 120_000 }, async () => {
    const member = await path.shopOf(windowShoppers(350, 150, 3));
    const id = await create(member, BUYS);
    const job = await train(member, id, path.app.get(JobRunner, { strict: false }));
    expect(job).toMatchObject({ status: 'done', error: null, result: { outcomeId: id, number: 1, source: 'model' } });

    const outcome = await outcomeOf(member, id);
    expect(outcome).toMatchObject({ source: 'model', missing: null, lastRun: { id: job.id, status: 'promoted', cause: 'asked', error: null }, inUse: { number: 1, state: 'in_use', kind: 'trained', promotedBy: null } });
    expect(outcome.lastRun!.snapshotDays.length).toBeGreaterThan(3);
    expect(outcome.lastRun!.candidates.length).toBeGreaterThan(3);
    outcomeListSchema.parse((await member.call('GET', '/outcomes')).body);
    const detail = modelDetailSchema.parse((await member.call<ModelDetail>('GET', `/models/${outcome.inUse!.id}`)).body);
    expect(detail.card.gate.isPromoted).toBe(true);
    expect(detail.run.rows).toBe(detail.rows);

    const [served] = await load(member);
    expect(served).toMatchObject({ id, name: BUYS.name, role: 'buys', horizonDays: 7, source: 'model', outcomeMetrics: ['order'], filter: null, limit: outcome.limit });
    expect(served!.model!.features.features.length).toBe(detail.features);
    // Everybody is scored anew, for no reason of his own.
    const stale = await path.runtime.db.read<{ customers: number }>(member, 'SELECT count(*)::int AS customers FROM customer_stale WHERE workspace_id = $1', [member.workspaceId]);
    expect(stale[0]!.customers).toBe(350);
  });

  it('ends “not promoted” with its reason where nothing can be foreseen, and gives chances from rules', { timeout: 120_000 }, async () => {
    const random = randomOf(5);
    const member = await path.shopOf(Array.from({ length: 300 }, () => [[150, 'view'] as const, ...Array.from({ length: 150 }, (_unused, day): Deed[] => (random() < 0.05 ? [[150 - day, 'order', 20]] : [])).flat()]));
    const id = await create(member, BUYS);
    expect((await train(member, id)).result).toMatchObject({ source: 'rules' });
    expect(await outcomeOf(member, id)).toMatchObject({ source: 'rules', inUse: null, limit: null, missing: null, lastRun: { status: 'not_promoted', error: null } });
    const { items } = await versionsOf(member, id);
    expect(items.map(({ state }) => state)).toEqual(['not_promoted']);
    expect((await member.call<ModelDetail>('GET', `/models/${items[0]!.id}`)).body.card.gate.reasons.length).toBeGreaterThan(0);
    const [served] = await load(member);
    expect(served).toMatchObject({ source: 'rules', model: null, limit: null });
    expect(served!.ruleCurve!.positives).toBeGreaterThanOrEqual(40);
    // Who looks again and again would find something by chance.
    await train(member, id);
    const again = (await versionsOf(member, id)).items[0]!;
    expect((await member.call<ModelDetail>('GET', `/models/${again.id}`)).body.card.gate.reasons[0]!.values).toMatchObject({ look: 2 });
    const looks = await path.runtime.db.read<{ failed_looks: number }>(member, 'SELECT failed_looks FROM training_run WHERE workspace_id = $1 ORDER BY started_at', [member.workspaceId]);
    expect(looks.map(({ failed_looks }) => failed_looks)).toEqual([1, 2]);
  });

  describe('in a shop with two models', () => {
    let member: TestMember;
    let id: string;
    const numbers = async () => Object.fromEntries((await versionsOf(member, id)).items.map(({ number, state }) => [number, state]));
    const idOf = async (number: number) => (await versionsOf(member, id)).items.find((each) => each.number === number)!.id;
    beforeAll(async () => {
      member = await path.shopOf(windowShoppers(350, 150, 11));
      id = await create(member, BUYS);
      await train(member, id);
      await train(member, id);
    });

    it('the newer takes over when it is no worse, and both can be chosen and left', async () => {
      expect(await numbers()).toEqual({ 1: 'retired', 2: 'in_use' });
      clock.advanceMs(1_000);
      expect((await member.call<Outcome>('POST', `/models/${await idOf(1)}/promote`)).body.inUse).toMatchObject({ number: 1, promotedBy: member.me.user.name });
      expect((await member.call<Outcome>('POST', `/outcomes/${id}/roll-back`)).body.inUse).toMatchObject({ number: 2 });
      expect((await member.call<Outcome>('POST', `/outcomes/${id}/roll-back`)).body).toMatchObject({ inUse: null, source: 'rules' });
      expect(await codeOf(member, `/outcomes/${id}/roll-back`)).toBe('model.none_in_use');
      await member.call('POST', `/models/${await idOf(1)}/promote`);
      clock.advanceMs(1_000);
      await member.call('POST', `/models/${await idOf(2)}/promote`);
      expect(await numbers()).toEqual({ 1: 'retired', 2: 'in_use' });
    });

    it('a limit of a person’s own stays over a promotion, and the model’s comes back without it', async () => {
      const { limit } = await outcomeOf(member, id);
      expect((await member.call<Outcome>('PATCH', `/outcomes/${id}`, { limit: 0.9 })).body.limit).toBe(0.9);
      expect((await member.call<Outcome>('POST', `/models/${await idOf(2)}/promote`)).body.limit).toBe(0.9);
      expect((await member.call<Outcome>('PATCH', `/outcomes/${id}`, { limit: null })).body.limit).toBe(limit);
    });

    it('a run that is killed half-way leaves the model in use, and is begun again from the start', { timeout: 120_000 }, async () => {
      const dying = makeQuickRunner(path, clock);
      const jobId = await begin(member, id, dying);
      await dying.stop();
      expect(await jobOf(member, jobId)).toMatchObject({ status: 'queued' });
      expect(await outcomeOf(member, id)).toMatchObject({ inUse: { number: 2 }, lastRun: { id: jobId, status: 'running' } });
      expect((await load(member))[0]).toMatchObject({ source: 'model' });
      await path.runTrainings(member);
      expect(await jobOf(member, jobId)).toMatchObject({ status: 'done' });
      const { items, runs } = await versionsOf(member, id);
      expect([items.length, runs.length]).toEqual([3, 3]);
    });

    it('a run that was kept when its process died is not begun again', { timeout: 120_000 }, async () => {
      const job = await train(member, id);
      const [before, stateBefore] = [await versionsOf(member, id), await outcomeOf(member, id)];
      // As it stands when what was learned is committed and the end of the job is not.
      await path.runtime.db.read(member, `UPDATE job_progress SET status = 'running', result = NULL, beat_at = $3, finished_at = NULL WHERE workspace_id = $1 AND id = $2`, [member.workspaceId, job.id, clock.now()]);
      clock.advanceMs(60_000);
      await path.runTrainings(member);
      expect(await jobOf(member, job.id)).toMatchObject({ status: 'done', error: null, result: job.result });
      expect(await versionsOf(member, id)).toEqual(before);
      expect(await outcomeOf(member, id)).toEqual(stateBefore);
    });

    it('a damaged one is refused: the one before serves, and the admins are told', async () => {
      clock.advanceMs(1_000);
      await member.call('POST', `/models/${await idOf(1)}/promote`);
      clock.advanceMs(1_000);
      await member.call('POST', `/models/${await idOf(2)}/promote`);
      await path.runtime.db.read(member, 'UPDATE model_version SET artefact = set_byte(artefact, 100, (get_byte(artefact, 100) + 1) % 256) WHERE workspace_id = $1 AND number = 2', [member.workspaceId]);
      path.runtime.log.level = 'silent';
      expect((await load(member))[0]).toMatchObject({ source: 'model', versionId: await idOf(1) });
      path.runtime.log.level = 'error';
      expect(await numbers()).toMatchObject({ 1: 'in_use', 2: 'damaged' });
      const told = await path.runtime.db.read<{ payload: unknown }>(member, `SELECT payload FROM notification WHERE workspace_id = $1 AND kind = 'model.damaged'`, [member.workspaceId]);
      expect(told.map(({ payload }) => payload)).toEqual([{ outcomeId: id, name: BUYS.name, number: 2, servesInstead: 1 }]);
      expect(await codeOf(member, `/models/${await idOf(2)}/promote`)).toBe('model.damaged');
    });

    it('nobody else sees them', async () => {
      const stranger = await path.signUp('Other shop');
      expect((await stranger.call('GET', `/models/${await idOf(1)}`)).status).toBe(404);
      expect(await codeOf(stranger, `/models/${await idOf(1)}/promote`)).toBe('model.not_found');
      expect(await codeOf(stranger, `/outcomes/${id}/train`)).toBe('outcome.not_found');
      expect(await load(stranger)).toEqual([]);
    });
  });

  it('lets a model that waited serve when it is better by a later test and the new one is not', { timeout: 120_000 }, async () => {
    const member = await path.shopOf(windowShoppers(350, 150, 21));
    const id = await create(member, BUYS);
    // The first one knows nothing of the last ten days.
    clock.advanceMs(-10 * MS_PER_DAY);
    await train(member, id);
    clock.advanceMs(10 * MS_PER_DAY);
    await path.runtime.db.read(member, `UPDATE model_version SET state = 'challenger' WHERE workspace_id = $1`, [member.workspaceId]);
    const before = (await versionsOf(member, id)).items[0]!;
    const weak = makeQuickRunner(path, clock, 'bg_nbd');
    expect(await train(member, id, weak)).toMatchObject({ status: 'done', result: { number: 2, source: 'model' } });
    await weak.stop();
    const { items } = await versionsOf(member, id);
    expect(items.map(({ number, state }) => [number, state])).toEqual([[2, 'not_promoted'], [1, 'in_use']]);
    expect(items[1]!.dataTo > before.dataTo).toBe(true);
  });

  it.each<[string, Deed[][], OutcomeDefinition, string, string, Record<string, number>]>([
    ['an empty workspace', [], BUYS, 'none', 'training.no_customers', {}],
    ['one customer', [[[100, 'view'], [50, 'order', 10]]], BUYS, 'none', 'training.too_few_outcomes', { positives: 39, negatives: 39 }],
    ['nobody to whom it came', Array.from({ length: 60 }, (): Deed[] => [[100, 'view'], [9, 'view'], [3, 'view']]), BUYS, 'none', 'training.too_few_outcomes', { positives: 40, negatives: 0 }],
    ['everybody to whom it came', Array.from({ length: 60 }, () => Array.from({ length: 100 }, (_unused, day): Deed => [100 - day, 'order', 5])), BUYS, 'none', 'training.too_few_outcomes', { positives: 0, negatives: 40 }],
    ['events of the future only', Array.from({ length: 60 }, (): Deed[] => [[-3, 'order', 5], [-9, 'view']]), BUYS, 'none', 'training.no_customers', {}],
    ['a history too short for a model, long enough for a curve', Array.from({ length: 120 }, (_unused, who) => Array.from({ length: who % 2 ? 12 : 2 }, (_each, day): Deed => [29 - 2 * day, 'order', 5])), BUYS, 'rules', 'training.short_history', { days: 21, needed: 28 }],
  ])('ends in a sentence: %s', async (_what, people, definition, source, code, values) => {
    const member = await path.shopOf(people);
    const id = await create(member, definition);
    const job = await train(member, id);
    const outcome = await outcomeOf(member, id);
    expect(outcome).toMatchObject({ source, inUse: null, lastRun: { status: source === 'none' ? 'failed' : 'not_promoted', error: { code, values } } });
    expect(job.status).toBe(source === 'none' ? 'failed' : 'done');
    if (source === 'none') expect(outcome.missing).not.toBeNull();
    expect(outcome.lastRun!.error!.message).toMatch(/^[A-Z].*\.$/);
    expect((await load(member))[0]).toMatchObject({ source, model: null });
  });

  it('is cancelled within its loop, and changes nothing', { timeout: 120_000 }, async () => {
    const member = await path.shopOf(windowShoppers(300, 150, 9));
    const id = await create(member, LEAVES);
    // With all engines, because one alone may have ended before it hears of the cancel.
    const runner = path.app.get(JobRunner, { strict: false });
    const jobId = await begin(member, id, runner);
    expect(await codeOf(member, `/outcomes/${id}/train`)).toBe('training.running');
    await member.call('POST', `/jobs/${jobId}/cancel`);
    await runner.settled(member.workspaceId);
    expect(await jobOf(member, jobId)).toMatchObject({ status: 'cancelled' });
    expect(await outcomeOf(member, id)).toMatchObject({ source: 'none', lastRun: { status: 'cancelled', error: null } });
    expect((await versionsOf(member, id)).items).toEqual([]);
  });

  it('is done, with its version, where it was cancelled in the moment it was kept', { timeout: 120_000 }, async () => {
    const member = await path.shopOf(windowShoppers(300, 150, 9));
    const id = await create(member, LEAVES);
    const { db, log, rings, secret } = path.runtime;
    const late = new JobRunner(db, clock, log, rings);
    late.register('train', (handle) => {
      // The ring for new scores follows the commit at once.
      const ring = async (): Promise<void> => {
        const heard = new Promise((done) => handle.signal.addEventListener('abort', done));
        await member.call('POST', `/jobs/${handle.jobId}/cancel`);
        await heard;
      };
      return new TrainingJob({ db, clock, rings: { ring }, outbound: { allow: [], masterSecret: secret } }, { timeBudgetMs: 60_000, longestMs: 120_000, heapMb: 256, engines: ['logistic'], seed: 4 }).run(handle);
    });
    const job = await train(member, id, late);
    await late.stop();
    expect(job).toMatchObject({ status: 'done', isCancelRequested: true, result: { number: 1 } });
    expect((await outcomeOf(member, id)).lastRun!.status).toMatch(/promoted$/);
    expect((await versionsOf(member, id)).items.map(({ number }) => number)).toEqual([1]);
  });

  it.each<[string, StopReason, string]>([
    ['cancelled, whatever else went wrong at that moment', 'cancelled', 'cancelled'],
    ['left open at a shutdown, because somebody begins it anew', 'shutdown', 'running'],
    ['left to the process that has taken it over', 'lost', 'running'],
  ])('a run that is told to stop is %s', async (_what, reason, status) => {
    const member = await path.shopOf([[[100, 'view']]]);
    const id = await create(member, BUYS);
    const { body: { id: jobId } } = await member.call<Job>('POST', `/outcomes/${id}/train`);
    const stop = new AbortController();
    const handle: JobHandle = {
      workspaceId: member.workspaceId, jobId, subject: '', input: { outcomeId: id, cause: 'asked', userId: null }, signal: stop.signal,
      progress: () => undefined, isCancelled: () => stop.signal.aborted,
      throwIfStopped: () => {
        stop.abort(new JobStopped(reason));
        throw new Error('Something else.');
      },
    };
    const { db, rings, secret } = path.runtime;
    const job = new TrainingJob({ db, clock, rings, outbound: { allow: [], masterSecret: secret } }, { timeBudgetMs: 60_000, longestMs: 120_000, heapMb: 256, engines: ['logistic'], seed: null });
    await expect(job.run(handle)).rejects.toThrow('Something else.');
    expect((await outcomeOf(member, id)).lastRun).toMatchObject({ status, error: null });
  });
});

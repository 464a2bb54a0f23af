import type { Job, ModelDetail, Outcome, OutcomeList } from '@kelvin/contracts';
import { dayOfZone, FixedClock, MS_PER_DAY, MS_PER_MINUTE } from '@kelvin/kernel';
import type { TestMember } from '@kelvin/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createJob } from '../../platform/jobs/job-store.ts';
import { BUYS, fillShop, startLearningPath, windowShoppers, type LearningPath } from './learning-shop.test-helper.ts';
import { getOutcomeForChange } from './outcome.repository.ts';
import { queueTraining } from './queue-training.ts';
import { ServingModels } from './serving-models.read-model.ts';
import { watchModels } from './watch-models.ts';

describe('models in use are looked after', () => {
  const clock = new FixedClock(new Date('2026-11-20T10:00:00Z'));
  let path: LearningPath;
  beforeAll(async () => { path = await startLearningPath(clock); });
  afterAll(() => path.stop());

  const serving = () => new ServingModels(clock, path.runtime.log);
  const watch = (member: TestMember) => path.runtime.db.transaction(member, (tx) => watchModels(tx, clock.now(), serving()));
  const causes = async (member: TestMember) => (await path.runtime.db.read<{ cause: string }>(member, `SELECT input ->> 'cause' AS cause FROM job_progress WHERE workspace_id = $1 AND kind = 'train' AND status = 'queued'`, [member.workspaceId])).map(({ cause }) => cause);

  async function trainedShop(people: number, seed: number): Promise<TestMember> {
    const member = await path.shopOf(windowShoppers(people, 150, seed));
    const { body } = await member.call<Outcome>('POST', '/outcomes', BUYS);
    await member.call<Job>('POST', `/outcomes/${body.id}/train`);
    await path.runTrainings(member);
    return member;
  }
  const orderYesterday = (member: TestMember) => path.runtime.db.read(member, `
    INSERT INTO profile_day (workspace_id, profile_id, day, metric_id, n, total)
    SELECT $1, id, $2, (SELECT id FROM metric WHERE workspace_id = $1 AND key = 'order'), 1, 30 FROM profile WHERE workspace_id = $1 LIMIT 1`,
  [member.workspaceId, dayOfZone('Europe/Berlin')(clock.now().getTime()) - 1]);

  it('trains what was never trained only when somebody asks', async () => {
    const member = await path.signUp('Shop');
    await member.call<Outcome>('POST', '/outcomes', BUYS);
    clock.advanceMs(9 * MS_PER_DAY);
    await watch(member);
    expect(await causes(member)).toEqual([]);
  });

  it('trains every week, when there is something new to learn from, and one at a time', async () => {
    const member = await trainedShop(120, 23);
    await watch(member);
    expect(await causes(member)).toEqual([]);
    clock.advanceMs(8 * MS_PER_DAY);
    await watch(member);
    expect(await causes(member)).toEqual([]);
    await orderYesterday(member);
    await watch(member);
    await watch(member);
    expect(await causes(member)).toEqual(['schedule']);
    await path.runTrainings(member);
    expect((await member.call<OutcomeList>('GET', '/outcomes')).body.items[0]!.lastRun!.cause).toBe('schedule');
  });

  it('trains after a past was brought in, once it was scored', async () => {
    const member = await trainedShop(120, 29);
    clock.advanceMs(2 * MS_PER_DAY);
    const [imported, scored] = await path.runtime.db.transaction(member, async (tx) => [await createJob(tx, clock.now(), { kind: 'import' }), await createJob(tx, clock.now(), { kind: 'backfill' })]);
    const end = (id: string | undefined) => path.runtime.db.read(member, `UPDATE job_progress SET status = 'done', finished_at = $2 WHERE id = $1`, [id, clock.now()]);
    await end(imported);
    await watch(member);
    expect(await causes(member)).toEqual([]);
    await end(scored);
    await watch(member);
    expect(await causes(member)).toEqual(['import']);
  });

  it('rests after a cancel until there is another reason', async () => {
    const member = await trainedShop(120, 37);
    clock.advanceMs(8 * MS_PER_DAY);
    await orderYesterday(member);
    await watch(member);
    const [queued] = await path.runtime.db.read<{ id: string }>(member, `SELECT id FROM job_progress WHERE workspace_id = $1 AND kind = 'train' AND status = 'queued'`, [member.workspaceId]);
    await member.call('POST', `/jobs/${queued!.id}/cancel`);
    clock.advanceMs(MS_PER_MINUTE);
    await watch(member);
    expect(await causes(member)).toEqual([]);
    clock.advanceMs(8 * MS_PER_DAY);
    await watch(member);
    expect(await causes(member)).toEqual(['schedule']);
  });

  it('leaves an outcome alone while somebody begins a training of it', async () => {
    const member = await trainedShop(120, 41);
    clock.advanceMs(8 * MS_PER_DAY);
    await orderYesterday(member);
    await path.runtime.db.transaction(member, async (tx) => {
      const [outcome] = await tx.query<{ id: string }>('SELECT id FROM outcome WHERE workspace_id = $1', [tx.workspaceId]);
      await getOutcomeForChange(tx, outcome!.id);
      await watch(member);
      await queueTraining(tx, clock.now(), { outcomeId: outcome!.id, name: BUYS.name, cause: 'asked', userId: null });
    });
    await watch(member);
    expect(await causes(member)).toEqual(['asked']);
  });

  it('ends a run whose job was cancelled after its process had died', async () => {
    const member = await trainedShop(120, 43);
    const lastRun = async () => (await member.call<OutcomeList>('GET', '/outcomes')).body.items[0]!.lastRun!;
    const { id, status } = await lastRun();
    const setJob = (to: string) => path.runtime.db.read(member, 'UPDATE job_progress SET status = $3 WHERE workspace_id = $1 AND id = $2', [member.workspaceId, id, to]);
    await watch(member);
    expect((await lastRun()).status).toBe(status);
    await path.runtime.db.read(member, `UPDATE training_run SET status = 'running', finished_at = NULL WHERE workspace_id = $1 AND id = $2`, [member.workspaceId, id]);
    await setJob('queued');
    await watch(member);
    expect((await lastRun()).status).toBe('running');
    await setJob('cancelled');
    await watch(member);
    expect(await lastRun()).toMatchObject({ status: 'cancelled', finishedAt: clock.now().toISOString() });
  });

  it('shows a model of other code as what it is, and trains anew once', { timeout: 120_000 }, async () => {
    const member = await trainedShop(350, 11);
    const outcome = async () => (await member.call<OutcomeList>('GET', '/outcomes')).body.items[0]!;
    // Before anything has opened it: the code of a process does not change.
    await path.runtime.db.read(member, `UPDATE model_version SET features = jsonb_set(features, '{version}', '0') WHERE workspace_id = $1`, [member.workspaceId]);
    await path.runtime.db.read(member, 'UPDATE training_run SET features_version = 0 WHERE workspace_id = $1', [member.workspaceId]);
    expect(await outcome()).toMatchObject({ source: 'rules', inUse: null, limit: null, setAside: { number: 1, reason: 'outdated', at: null } });
    clock.advanceMs(MS_PER_DAY);
    await watch(member);
    expect(await causes(member)).toEqual(['unusable']);
    await path.runTrainings(member);
    expect((await outcome()).lastRun).toMatchObject({ status: 'not_promoted', cause: 'unusable' });
    clock.advanceMs(MS_PER_DAY);
    await watch(member);
    expect(await causes(member)).toEqual([]);
  });

  it('shows a damaged model as damaged where nothing else can serve, and trains anew', { timeout: 120_000 }, async () => {
    const member = await trainedShop(350, 11);
    const outcome = async () => (await member.call<OutcomeList>('GET', '/outcomes')).body.items[0]!;
    clock.advanceMs(MS_PER_DAY);
    await path.runtime.db.read(member, 'UPDATE model_version SET artefact = set_byte(artefact, 100, (get_byte(artefact, 100) + 1) % 256) WHERE workspace_id = $1', [member.workspaceId]);
    path.runtime.log.level = 'silent';
    await watch(member);
    path.runtime.log.level = 'error';
    expect(await outcome()).toMatchObject({ source: 'rules', inUse: null, setAside: { number: 1, reason: 'damaged', at: clock.now().toISOString() } });
    expect(await causes(member)).toEqual(['unusable']);
    await path.runTrainings(member);
    // What a test says now is told, and no more that there was damage.
    expect(await outcome()).toMatchObject({ source: 'rules', setAside: null, lastRun: { status: 'not_promoted' } });
    clock.advanceMs(MS_PER_DAY);
    await watch(member);
    expect(await causes(member)).toEqual([]);
  });

  it('counts what there is to learn from today, and trains when it is twice as much', { timeout: 120_000 }, async () => {
    const member = await trainedShop(350, 11);
    const { inUse } = (await member.call<OutcomeList>('GET', '/outcomes')).body.items[0]!;
    const positives = async () => (await member.call<ModelDetail>('GET', `/models/${inUse!.id}`)).body.card.retrain.find(({ code }) => code === 'retrain.more_outcomes')!;
    clock.advanceMs(7 * MS_PER_DAY);
    await watch(member);
    const before = await positives();
    expect(before).toMatchObject({ isMet: false, limit: 2 * inUse!.positives });
    // A week later the snapshots are others, so nearly as many: the week itself brought nothing.
    expect(before.value! / inUse!.positives).toBeGreaterThan(0.75);
    expect(before.value! / inUse!.positives).toBeLessThan(1.1);
    expect(await causes(member)).toEqual([]);
    clock.advanceMs(7 * MS_PER_DAY);
    await fillShop(path, member, clock, windowShoppers(600, 150, 12));
    await watch(member);
    expect(await positives()).toMatchObject({ isMet: true });
    expect(await causes(member)).toEqual(['outcomes']);
  });

  it('measures drift every week, shows it on the card, and trains when customers have become others', { timeout: 120_000 }, async () => {
    const member = await trainedShop(600, 31);
    const { inUse } = (await member.call<OutcomeList>('GET', '/outcomes')).body.items[0]!;
    const driftOf = async () => (await member.call<ModelDetail>('GET', `/models/${inUse!.id}`)).body.card;
    await watch(member);
    expect((await driftOf()).drift).toBeNull();
    // Nobody comes any more.
    clock.advanceMs(20 * MS_PER_DAY);
    await watch(member);
    const card = await driftOf();
    expect(card.drift!.features[0]!.level).toBe('drifted');
    expect(card.drift!.outcome).toMatchObject({ level: 'drifted' });
    expect(card.retrain.filter(({ isMet }) => isMet).map(({ code }) => code)).toEqual(expect.arrayContaining(['retrain.feature_drifted', 'retrain.outcome_drifted']));
    // Of nothing a training would learn nothing; of one order, that hardly anybody buys any more.
    expect(await causes(member)).toEqual([]);
    await fillShop(path, member, clock, [[[2, 'order', 30]]]);
    await watch(member);
    expect(await causes(member)).toEqual(['drift']);
  });
});

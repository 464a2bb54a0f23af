import type { Job, ModelCard, ModelDetail, ModelVersionList, Outcome, OutcomeList } from '@kelvin/contracts';
import { FixedClock, MS_PER_DAY } from '@kelvin/kernel';
import type { DriftReferences, FeatureSet, RuleCurve } from '@kelvin/scoring';
import type { TestMember } from '@kelvin/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JobRunner } from '../../platform/jobs/job-runner.ts';
import { BUYS, makeQuickRunner, randomOf, startLearningPath, windowShoppers, type Deed, type LearningPath } from './learning-shop.test-helper.ts';
import { keepResult } from './keep-result.ts';
import type { ServingFacts } from './model-store.shape.ts';
import { queueTraining } from './queue-training.ts';
import type { TrainingResult } from './training-task.shape.ts';

/** Window shoppers who buy what they look at until some days ago; from then on whoever looks is the one that does not buy. */
function fickleShoppers(people: number, days: number, turnedDaysAgo: number, seed: number): Deed[][] {
  const random = randomOf(seed);
  return windowShoppers(people, days, seed).map((deeds) => {
    const before = deeds.filter(([daysAgo]) => daysAgo > turnedDaysAgo);
    const isLooking = random() < 0.5;
    const after = Array.from({ length: turnedDaysAgo }, (_unused, at): Deed[] => {
      if (isLooking) return random() < 0.5 ? [[at + 1, 'view']] : [];
      return random() < 0.1 ? [[at + 1, 'order', 30]] : [];
    });
    return [...before, ...after.flat()];
  });
}

describe('a model in use is looked at again', () => {
  const clock = new FixedClock(new Date('2026-11-20T10:00:00Z'));
  let path: LearningPath;
  /** Its models never earn a place, so what becomes of the one in use is the test's alone. */
  let weak: JobRunner;
  beforeAll(async () => {
    path = await startLearningPath(clock);
    weak = makeQuickRunner(path, clock, 'bg_nbd');
  });
  afterAll(async () => {
    await weak.stop();
    await path.stop();
  });

  const outcomeOf = async (member: TestMember) => (await member.call<OutcomeList>('GET', '/outcomes')).body.items[0]!;
  const versionsOf = async (member: TestMember, id: string) => (await member.call<ModelVersionList>('GET', `/outcomes/${id}/versions`)).body;
  const statesOf = async (member: TestMember, id: string) => (await versionsOf(member, id)).items.map(({ number, state }) => [number, state]);
  const run = async (member: TestMember, runner: JobRunner) => {
    await runner.answer(member.workspaceId);
    await runner.settled(member.workspaceId);
  };
  async function train(member: TestMember, id: string, runner: JobRunner): Promise<Job> {
    clock.advanceMs(1_000);
    const { body } = await member.call<Job>('POST', `/outcomes/${id}/train`);
    await run(member, runner);
    return (await member.call<Job>('GET', `/jobs/${body.id}`)).body;
  }
  async function trainUnasked(member: TestMember, id: string, runner: JobRunner): Promise<void> {
    clock.advanceMs(1_000);
    await path.runtime.db.transaction(member, (tx) => queueTraining(tx, clock.now(), { outcomeId: id, name: BUYS.name, cause: 'schedule', userId: null }));
    await run(member, runner);
  }
  /** A shop whose first model knows nothing of the last days. */
  async function shopTrained(people: Deed[][], daysAgo: number): Promise<{ member: TestMember; id: string }> {
    const member = await path.shopOf(people);
    const { body: { id } } = await member.call<Outcome>('POST', '/outcomes', BUYS);
    clock.advanceMs(-daysAgo * MS_PER_DAY);
    await train(member, id, path.quick);
    clock.advanceMs(daysAgo * MS_PER_DAY);
    expect((await outcomeOf(member)).inUse).toMatchObject({ number: 1, latestLook: null });
    return { member, id };
  }

  it('one that still beats the rules stays, and shows the later test with its date', { timeout: 120_000 }, async () => {
    const { member, id } = await shopTrained(windowShoppers(350, 150, 21), 10);
    expect(await train(member, id, weak)).toMatchObject({ status: 'done', result: { number: 2, source: 'model' } });
    const { inUse, lastRun, setAside } = await outcomeOf(member);
    expect(setAside).toBeNull();
    expect(inUse).toMatchObject({ number: 1, latestLook: { standing: 'better', at: clock.now().toISOString(), runId: lastRun!.id } });
    expect(inUse!.latestLook!.test.to > inUse!.dataTo).toBe(true);
    expect(inUse!.automationReasons).toEqual(inUse!.latestLook!.automationReasons);
  });

  it('one that is worse than the rules is taken out, told, and can be put back', { timeout: 120_000 }, async () => {
    const { member, id } = await shopTrained(fickleShoppers(400, 150, 45, 5), 50);
    const { db } = path.runtime;
    await db.read(member, 'DELETE FROM customer_stale WHERE workspace_id = $1', [member.workspaceId]);
    expect(await train(member, id, weak)).toMatchObject({ status: 'done', result: { number: 2, source: 'rules' } });

    const outcome = await outcomeOf(member);
    const { items } = await versionsOf(member, id);
    const first = items.find(({ number }) => number === 1)!;
    expect(outcome).toMatchObject({ source: 'rules', inUse: null, limit: null, rulesChosenAt: null, setAside: { versionId: first.id, number: 1, reason: 'worse', at: clock.now().toISOString() } });
    expect(first).toMatchObject({ state: 'retired', isSafeToAutomate: false, latestLook: { standing: 'worse' } });
    expect(first.automationReasons.map(({ code }) => code)).toContain('automate.not_better');
    const told = await db.read<{ kind: string; payload: { number: number; name: string } }>(member, `SELECT kind, payload FROM notification WHERE workspace_id = $1 AND kind = 'model.worse_than_rules'`, [member.workspaceId]);
    expect(told).toMatchObject([{ payload: { outcomeId: id, name: BUYS.name, number: 1 } }]);
    const audit = await db.read<{ actor_user_id: string | null; object_id: string }>(member, `SELECT actor_user_id, object_id FROM audit_log WHERE workspace_id = $1 AND action = 'model.taken_out'`, [member.workspaceId]);
    expect(audit).toEqual([{ actor_user_id: null, object_id: first.id }]);
    const causes = await db.read<{ cause: string; n: number }>(member, 'SELECT cause, count(*)::int AS n FROM customer_stale WHERE workspace_id = $1 GROUP BY cause', [member.workspaceId]);
    expect(causes).toEqual([{ cause: 'definition', n: 400 }]);

    // Who puts it back knows of this test, so the same one does not take it from him.
    clock.advanceMs(1_000);
    expect((await member.call<Outcome>('POST', `/models/${first.id}/promote`)).body).toMatchObject({ source: 'model', inUse: { number: 1, latestLook: { standing: 'worse' }, isSafeToAutomate: false }, setAside: null });
    await train(member, id, weak);
    expect(await outcomeOf(member)).toMatchObject({ source: 'model', inUse: { number: 1, latestLook: { standing: 'worse' } } });
  });

  it('one that makes way leaves its place to a model that it alone kept out', { timeout: 120_000 }, async () => {
    const { member, id } = await shopTrained(windowShoppers(350, 150, 27), 0);
    const [first] = (await versionsOf(member, id)).items;
    const { db } = path.runtime;
    const [row] = await db.read<{ run_id: string; engine: string; features: FeatureSet; artefact: Buffer; judged_artefact: Buffer; card: ModelCard; rule_curve: RuleCurve; serving: ServingFacts; drift_reference: DriftReferences }>(
      member, 'SELECT run_id, engine, features, artefact, judged_artefact, card, rule_curve, serving, drift_reference FROM model_version WHERE workspace_id = $1 AND id = $2', [member.workspaceId, first!.id]);
    const { card } = row!;
    const result: TrainingResult = {
      kind: 'trained', asOfDay: 20_777, customers: 350, testDay: 20_700, rows: 350, positives: 100, look: 1, features: row!.features, engine: row!.engine, artefact: row!.artefact, judged: row!.judged_artefact,
      judgedRuleCurve: row!.rule_curve, ruleCurve: row!.rule_curve, serving: row!.serving, driftReferences: row!.drift_reference, timing: { model: null, rules: null }, snapshotDays: [20_600], candidates: [],
      card: { ...card, gate: { ...card.gate, isPromoted: false, reasons: [{ code: 'gate.champion_better', values: {} }] } }, shadow: null, comparedWith: first!.id, silence: null,
      championLook: { test: card.test, standing: 'worse', gains: {}, figures: [], automationReasons: [] },
    };
    const kept = await db.transaction(member, (tx) => keepResult(tx, clock.now(), { outcomeId: id, runId: row!.run_id, result }));
    expect(kept).toMatchObject({ hasMoved: true, summary: { number: 2, reason: 'gate.champion_worse', source: 'model' } });
    expect(await statesOf(member, id)).toEqual([[2, 'in_use'], [1, 'retired']]);
  });

  it('drift withdraws what is said of automations', { timeout: 120_000 }, async () => {
    const { member } = await shopTrained(windowShoppers(350, 150, 23), 0);
    const drifted = JSON.stringify([{ code: 'retrain.chances_drifted', isMet: true, value: 0.4, limit: 0.25, feature: null }]);
    await path.runtime.db.read(member, `UPDATE model_version SET card = card || jsonb_build_object('retrain', $2::jsonb, 'gate', card -> 'gate' || '{"isSafeToAutomate": true, "automationReasons": []}') WHERE workspace_id = $1`, [member.workspaceId, drifted]);
    expect((await outcomeOf(member)).inUse).toMatchObject({ isSafeToAutomate: false, automationReasons: [{ code: 'automate.drifted' }] });
  });

  describe('what people decide', () => {
    let member: TestMember;
    let id: string;
    const reasonOf = async (number: number) => (await member.call<ModelDetail>('GET', `/models/${(await versionsOf(member, id)).items.find((each) => each.number === number)!.id}`)).body.card.gate.reasons[0]!.code;
    beforeAll(async () => {
      ({ member, id } = await shopTrained(windowShoppers(350, 150, 11), 0));
      await train(member, id, path.quick);
    });

    it('a run does not take over a model that somebody went back to meanwhile', { timeout: 120_000 }, async () => {
      expect(await statesOf(member, id)).toEqual([[2, 'in_use'], [1, 'retired']]);
      clock.advanceMs(1_000);
      await member.call<Job>('POST', `/outcomes/${id}/train`);
      await path.quick.answer(member.workspaceId);
      // From its first phase on the run knows what it compares with: version 2.
      await beginsLoading();
      expect((await member.call<Outcome>('POST', `/outcomes/${id}/roll-back`)).body.inUse).toMatchObject({ number: 1 });
      await path.quick.settled(member.workspaceId);
      expect(await statesOf(member, id)).toEqual([[3, 'challenger'], [2, 'retired'], [1, 'in_use']]);
      expect(await reasonOf(3)).toBe('gate.champion_changed');
    });

    const beginsLoading = () => expect.poll(
      () => path.runtime.db.read(member, `SELECT 1 FROM job_progress WHERE workspace_id = $1 AND kind = 'train' AND status = 'running' AND phase <> ''`, [member.workspaceId]),
      { timeout: 60_000, interval: 25 }).toHaveLength(1);

    it('after somebody chose the rules a training that nobody asked for has its model wait, and one that was asked for does not', { timeout: 120_000 }, async () => {
      clock.advanceMs(1_000);
      expect((await member.call<Outcome>('POST', `/outcomes/${id}/roll-back`)).body).toMatchObject({ source: 'rules', inUse: null, setAside: null, rulesChosenAt: clock.now().toISOString() });
      await trainUnasked(member, id, path.quick);
      expect(await outcomeOf(member)).toMatchObject({ source: 'rules', inUse: null, lastRun: { status: 'not_promoted', cause: 'schedule' } });
      expect((await statesOf(member, id))[0]).toEqual([4, 'challenger']);
      expect(await reasonOf(4)).toBe('gate.rules_chosen');
      await train(member, id, path.quick);
      expect(await outcomeOf(member)).toMatchObject({ source: 'model', inUse: { number: 5 }, rulesChosenAt: null });
    });
  });
});

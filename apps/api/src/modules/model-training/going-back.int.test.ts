import type { CustomerHistory, CustomerList, ModelVersionList, Outcome } from '@kelvin/contracts';
import { FixedClock } from '@kelvin/kernel';
import type { TestMember } from '@kelvin/testing';
import pg from 'pg';
import type { QueryRunner } from 'typeorm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { OrderServings1795478400061 } from '../../../../../migrations/1795478400061-order-servings.ts';
import { BUYS, startLearningPath, windowShoppers, type LearningPath } from './learning-shop.test-helper.ts';
import { setAsideInUse } from './model-version.repository.ts';
import { ServingModels } from './serving-models.read-model.ts';

describe('going back', { timeout: 120_000 }, () => {
  const clock = new FixedClock(new Date('2026-11-20T10:00:00Z'));
  let path: LearningPath;
  let member: TestMember;
  let id: string;
  beforeAll(async () => {
    path = await startLearningPath(clock);
    member = await path.shopOf(windowShoppers(350, 150, 11));
    id = (await member.call<Outcome>('POST', '/outcomes', BUYS)).body.id;
    await member.call('POST', `/outcomes/${id}/train`);
    await path.runTrainings(member);
    // Alike in everything but their names: the fourth one is somebody else's.
    await path.runtime.db.read(member, `
      INSERT INTO model_version (workspace_id, id, outcome_id, run_id, number, kind, state, engine, features, artefact, artefact_sha256, judged_artefact, judged_sha256, card, rule_curve, serving, timing, drift_reference, created_at)
      SELECT workspace_id, gen_random_uuid(), outcome_id, run_id, n, CASE n WHEN 4 THEN 'external' ELSE 'trained' END, 'not_promoted', engine, features, artefact, artefact_sha256, judged_artefact, judged_sha256, card, rule_curve, serving, timing, drift_reference, created_at
        FROM model_version, generate_series(2, 4) AS n WHERE workspace_id = $1`, [member.workspaceId]);
    await path.runtime.db.read(member, `INSERT INTO external_model (workspace_id, version_id, name, url, timeout_ms, sealed_secret) SELECT $1, id, 'Theirs', 'https://models.example/score', 1000, '' FROM model_version WHERE workspace_id = $1 AND number = 4`, [member.workspaceId]);
  });
  afterAll(() => path.stop());
  beforeEach(() => path.runtime.db.read(member, `UPDATE model_version SET state = 'not_promoted', promoted_at = NULL, set_aside_at = NULL, serving_place = NULL WHERE workspace_id = $1`, [member.workspaceId]));

  const versions = async () => (await member.call<ModelVersionList>('GET', `/outcomes/${id}/versions`)).body.items;
  const idOf = async (number: number) => (await versions()).find((each) => each.number === number)!.id;
  async function promote(...numbers: number[]): Promise<void> {
    for (const number of numbers) {
      clock.advanceMs(1_000);
      await member.call('POST', `/models/${await idOf(number)}/promote`);
    }
  }
  /** The number of the version that serves after it. */
  async function back(): Promise<number | null> {
    clock.advanceMs(1_000);
    return (await member.call<Outcome>('POST', `/outcomes/${id}/roll-back`)).body.inUse?.number ?? null;
  }
  const standIn = async () => {
    const [served] = await path.runtime.db.transaction(member, (tx) => new ServingModels(clock, path.runtime.log).load(tx));
    return served!.versionId;
  };
  const setAside = async (number: number) => {
    const version = await idOf(number);
    await path.runtime.db.transaction(member, (tx) => setAsideInUse(tx, { id: version, outcomeId: id, now: clock.now() }));
  };

  it('never restores a version that a person has gone back from', async () => {
    await promote(1, 2);
    expect(await back()).toBe(1);
    await promote(3);
    expect([await back(), await back()]).toEqual([1, null]);
  });

  it('leaves in the history of everybody’s score when each version came into use, and nothing of those that never did', async () => {
    await promote(2, 3);
    const { items } = (await member.call<CustomerList>('GET', '/customers?limit=1')).body;
    const { models } = (await member.call<CustomerHistory>('GET', `/customers/${items[0]!.id}/history`)).body;
    expect(models).toEqual([{ at: new Date(clock.now().getTime() - 1_000).toISOString(), number: 2 }, { at: clock.now().toISOString(), number: 3 }]);
  });

  it('goes through versions in the order in which they last served', async () => {
    await promote(1, 2, 1, 3);
    expect([await back(), await back(), await back()]).toEqual([1, 2, null]);
  });

  it('a version that was gone back from and is chosen again is one like any other', async () => {
    await promote(1, 2);
    await back();
    await promote(2, 3);
    expect([await back(), await back(), await back()]).toEqual([2, 1, null]);
  });

  it('goes back to the rules where they served right before', async () => {
    await promote(1, 2);
    await setAside(2);
    await promote(3);
    expect(await back()).toBeNull();
  });

  it('knows of the time before the order was kept what the audit log tells', async () => {
    await promote(1, 2);
    await back();
    await promote(3);
    const owner = new pg.Client({ connectionString: path.database.ownerUrl });
    await owner.connect();
    const query = { query: async (sql: string) => (await owner.query(sql)).rows as unknown } as unknown as QueryRunner;
    await new OrderServings1795478400061().down(query);
    await new OrderServings1795478400061().up(query);
    await owner.end();
    expect([await back(), await back()]).toEqual([1, null]);
  });

  it('a version that was gone back from does not stand in for an outside model either', async () => {
    await promote(1, 2);
    await back();
    await promote(4);
    expect(await standIn()).toBe(await idOf(1));
  });

  it('the rules stand in where every version was gone back from', async () => {
    await promote(1, 2);
    await back();
    await back();
    await promote(4);
    expect(await standIn()).toBeNull();
  });
});

import type { ModelVersionList, Outcome, OutcomeDefinition, OutcomeList } from '@kelvin/contracts';
import { FixedClock } from '@kelvin/kernel';
import type { TestMember } from '@kelvin/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ScoreStale } from '../../pipeline/60-score/score-stale.ts';
import { startLearningPath, windowShoppers, type LearningPath } from './learning-shop.test-helper.ts';

const SILENCE: OutcomeDefinition = { name: 'No order for 7 days', role: 'own', horizonDays: 7, condition: { kind: 'inactivity', filter: { event: { by: 'meaning', meaning: 'order' }, where: [] } } };

/** What temperatures and money are told by, of everybody. */
interface Told { readonly withChance: number; readonly byChance: number; readonly valueAtRisk: number }

describe('an outcome that somebody has made himself', () => {
  const clock = new FixedClock(new Date('2026-11-20T10:00:00Z'));
  let path: LearningPath;
  let member: TestMember;
  let id: string;
  const outcome = async (which = id) => (await member.call<OutcomeList>('GET', '/outcomes')).body.items.find((each) => each.id === which)!;
  const change = async (body: object, which = id) => (await member.call<Outcome>('PATCH', `/outcomes/${which}`, body)).body;
  const facts = async () => (await path.runtime.db.read<{ limit: number; own: number; leaves: number }>(member, `
    SELECT (serving ->> 'limit')::float8 AS limit, (serving -> 'byRole' -> 'own' ->> 'limit')::float8 AS own, (serving -> 'byRole' -> 'leaves' ->> 'limit')::float8 AS leaves
      FROM model_version WHERE workspace_id = $1 AND outcome_id = $2`, [member.workspaceId, id]))[0]!;
  async function told(): Promise<Told> {
    const scorer = path.app.get(ScoreStale, { strict: false });
    while ((await scorer.scoreOnce(member.workspaceId)).hasMore);
    const [row] = await path.runtime.db.read<Told>(member, `
      SELECT count(chance_leaves)::int AS "withChance", count(*) FILTER (WHERE band = 'at_risk' AND band_cause @> '[{"code": "risk.chance"}]')::int AS "byChance", coalesce(sum(value_at_risk), 0)::float8 AS "valueAtRisk"
        FROM customer WHERE workspace_id = $1`, [member.workspaceId]);
    return row!;
  }
  beforeAll(async () => {
    path = await startLearningPath(clock);
    member = await path.shopOf(windowShoppers(350, 150, 3));
    id = (await member.call<Outcome>('POST', '/outcomes', SILENCE)).body.id;
    clock.advanceMs(1_000);
    await member.call('POST', `/outcomes/${id}/train`);
    await path.runTrainings(member);
    // Whether it has earned its place is another matter.
    const [version] = (await member.call<ModelVersionList>('GET', `/outcomes/${id}/versions`)).body.items;
    await member.call('POST', `/models/${version!.id}/promote`);
  });
  afterAll(() => path.stop());

  it('moves neither temperatures nor money while it is only his own', async () => {
    expect(await outcome()).toMatchObject({ source: 'model', inUse: { number: 1 }, definition: { role: 'own' } });
    expect(await told()).toEqual({ withChance: 0, byChance: 0, valueAtRisk: 0 });
  });

  it('moves both once it tells of leaving, from the limit that its model has for that', async () => {
    const { own, leaves } = await facts();
    expect((await outcome()).limit).toBe(own);
    expect(await change({ role: 'leaves' })).toMatchObject({ definition: { ...SILENCE, role: 'leaves' }, inUse: { number: 1 }, limit: leaves });
    expect((await facts()).limit).toBe(leaves);
    // A limit below what most of them have, so that temperatures show it whatever the model has learned.
    await change({ limit: 0.05 });
    const { withChance, byChance, valueAtRisk } = await told();
    expect(withChance).toBe(350);
    expect(byChance).toBeGreaterThan(0);
    expect(valueAtRisk).toBeGreaterThan(0);
  });

  it('keeps a person’s own limit, whatever it tells of', async () => {
    expect((await change({ role: 'own' })).limit).toBe(0.05);
    expect((await change({ role: 'leaves', limit: null })).limit).toBe((await facts()).leaves);
  });

  it('moves nothing any more when another takes its place, which moves nothing before it is trained', async () => {
    const gone = (await member.call<Outcome>('POST', '/outcomes', { ...SILENCE, name: 'Gone', role: 'leaves', condition: { kind: 'inactivity', filter: null }, takesRoleFrom: id })).body;
    expect(gone).toMatchObject({ definition: { role: 'leaves' }, source: 'none' });
    const { own } = await facts();
    expect(await outcome()).toMatchObject({ source: 'model', definition: { role: 'own' }, limit: own });
    // Who was at risk by it stays so for three days more, as after any danger.
    expect(await told()).toMatchObject({ withChance: 0, valueAtRisk: 0 });
    expect(await change({ role: 'leaves', takesRoleFrom: gone.id })).toMatchObject({ definition: { role: 'leaves' } });
    expect((await told()).withChance).toBe(350);
  });

  it('is trained for what it tells of by the time that the training ends', async () => {
    clock.advanceMs(1_000);
    const before = await outcome();
    await path.runtime.db.read(member, `UPDATE model_version SET serving = serving - 'byRole' WHERE workspace_id = $1`, [member.workspaceId]);
    // Made before this was kept, it goes on with what it was made for.
    expect(await change({ role: 'own' })).toMatchObject({ definition: { role: 'own' }, limit: before.limit });
    await member.call('POST', `/outcomes/${id}/train`);
    await path.runTrainings(member);
    const [latest] = await path.runtime.db.read<{ serving: { limit: number; byRole: { own: { limit: number } } } }>(member, 'SELECT serving FROM model_version WHERE workspace_id = $1 AND outcome_id = $2 ORDER BY number DESC LIMIT 1', [member.workspaceId, id]);
    expect(latest!.serving.limit).toBe(latest!.serving.byRole.own.limit);
  });
});

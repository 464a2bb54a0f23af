import { notificationListSchema, type Outcome, type OutcomeDefinition, type OutcomeList, type TrainingRun } from '@kelvin/contracts';
import { FixedClock } from '@kelvin/kernel';
import type { TestMember } from '@kelvin/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BUYS, randomOf, startLearningPath, windowShoppers, type Deed, type LearningPath } from './learning-shop.test-helper.ts';
import { queueTraining } from './queue-training.ts';

describe('who has started a training', () => {
  const clock = new FixedClock(new Date('2026-11-20T10:00:00Z'));
  let path: LearningPath;
  beforeAll(async () => { path = await startLearningPath(clock); });
  afterAll(() => path.stop());

  const create = async (member: TestMember, definition: OutcomeDefinition = BUYS) => (await member.call<Outcome>('POST', '/outcomes', definition)).body.id;
  const told = async (member: TestMember) => notificationListSchema.parse((await member.call('GET', '/notifications')).body).items.map(({ kind, payload }) => ({ kind, payload }));
  const lastRun = async (member: TestMember) => (await member.call<OutcomeList>('GET', '/outcomes')).body.items[0]!.lastRun;
  async function ask(member: TestMember, id: string): Promise<void> {
    clock.advanceMs(1_000);
    await member.call('POST', `/outcomes/${id}/train`);
    await path.runTrainings(member);
  }
  /** As if nobody had asked for it. */
  async function train(member: TestMember, id: string, cause: TrainingRun['cause'], userId: string | null): Promise<void> {
    clock.advanceMs(1_000);
    await path.runtime.db.transaction(member, (tx) => queueTraining(tx, clock.now(), { outcomeId: id, name: BUYS.name, cause, userId }));
    await path.runTrainings(member);
  }

  it('is told that the new model was not promoted and why, and alone; a training that nobody asked for changes nothing silently', { timeout: 120_000 }, async () => {
    const random = randomOf(5);
    const member = await path.shopOf(Array.from({ length: 300 }, () => [[150, 'view'] as const, ...Array.from({ length: 150 }, (_unused, day): Deed[] => (random() < 0.05 ? [[150 - day, 'order', 20]] : [])).flat()]));
    const id = await create(member);
    await train(member, id, 'schedule', null);
    await train(member, id, 'demo', member.me.user.id);
    expect([(await lastRun(member))!.status, await told(member)]).toEqual(['not_promoted', []]);
    await ask(member, id);
    const expected = [{ kind: 'model.not_promoted', payload: { outcomeId: id, name: BUYS.name, number: 3, reason: expect.stringMatching(/^gate\.(rules|recency)_as_good$/) } }];
    expect(await told(member)).toEqual(expected);
    expect(await path.runtime.db.read(member, 'SELECT user_id FROM notification WHERE workspace_id = $1', [member.workspaceId])).toEqual([{ user_id: member.me.user.id }]);
  });

  it.each<[string, readonly (readonly Deed[])[], string]>([
    ['nobody had done anything', [], 'training.no_customers'],
    ['there were too few of them', [[[150, 'view'], [140, 'view'], [20, 'order', 5]]], 'training.too_few_outcomes'],
  ])('is told when there was no model because %s', async (_why, people, reason) => {
    const member = await path.shopOf(people);
    const id = await create(member);
    await ask(member, id);
    expect((await lastRun(member))!.status).toBe('failed');
    expect(await told(member)).toEqual([{ kind: 'model.not_promoted', payload: { outcomeId: id, name: BUYS.name, number: null, reason } }]);
  });

  it('is told nothing that the model’s own page does not show at once: it serves', { timeout: 120_000 }, async () => {
    const member = await path.shopOf(windowShoppers(350, 150, 11));
    await ask(member, await create(member));
    expect([(await lastRun(member))!.status, await told(member)]).toEqual(['promoted', []]);
  });
});

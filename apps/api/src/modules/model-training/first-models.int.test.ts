import type { Job, OutcomeList } from '@kelvin/contracts';
import { FixedClock } from '@kelvin/kernel';
import type { TestMember } from '@kelvin/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ScoreStale } from '../../pipeline/60-score/score-stale.ts';
import { FirstModels } from './first-models.port.ts';
import { startLearningPath, windowShoppers, type LearningPath } from './learning-shop.test-helper.ts';

describe('the first models of a workspace that nobody sets up', () => {
  const clock = new FixedClock(new Date('2026-11-20T10:00:00Z'));
  let path: LearningPath;
  beforeAll(async () => { path = await startLearningPath(clock); });
  afterAll(() => path.stop());

  const begin = (member: TestMember) =>
    path.app.get(FirstModels, { strict: false }).begin({ workspaceId: member.workspaceId, userId: member.me.user.id }, ['buys', 'leaves'], 'en');
  const outcomesOf = async (member: TestMember) => (await member.call<OutcomeList>('GET', '/outcomes')).body;
  const trainingsOf = async (member: TestMember) => (await member.call<{ items: Job[] }>('GET', '/jobs')).body.items.filter(({ kind }) => kind === 'train');
  const shopOf = async (days: number): Promise<TestMember> => {
    const member = await path.shopOf(windowShoppers(200, days, 5));
    // Proposals are read from the day's figures of the workspace, which come with its scores.
    const scorer = path.app.get(ScoreStale, { strict: false });
    while ((await scorer.scoreOnce(member.workspaceId)).hasMore);
    return member;
  };

  it('are what the data propose, trained by ordinary jobs, and begun once however often that is asked', { timeout: 120_000 }, async () => {
    const member = await shopOf(150);
    await begin(member);
    await begin(member);
    const { items, proposals } = await outcomesOf(member);
    expect(items.map(({ definition }) => definition.role).toSorted()).toEqual(['buys', 'leaves']);
    expect(proposals.map(({ definition }) => definition.role)).not.toContain('buys');
    expect((await trainingsOf(member)).map(({ status, subject }) => [status, subject]).toSorted()).toEqual(items.map(({ definition }) => ['queued', definition.name]).toSorted());

    for (let nth = 0; nth < 2; nth += 1) {
      clock.advanceMs(1_000);
      await path.runTrainings(member);
    }
    await begin(member);
    // Hardly anybody there stays away for 90 days.
    expect((await trainingsOf(member)).map(({ status, error }) => [status, error?.code]).toSorted()).toEqual([['done', undefined], ['failed', 'training.too_few_outcomes']]);
    expect((await outcomesOf(member)).items.map(({ lastRun }) => lastRun?.cause)).toEqual(['demo', 'demo']);
  });

  it('go on after a kill between keeping an outcome and training it', async () => {
    const member = await shopOf(120);
    const [proposal] = (await outcomesOf(member)).proposals;
    await member.call('POST', '/outcomes', proposal!.definition);
    await begin(member);
    expect((await outcomesOf(member)).items).toHaveLength(2);
    expect(await trainingsOf(member)).toHaveLength(2);
  });
});

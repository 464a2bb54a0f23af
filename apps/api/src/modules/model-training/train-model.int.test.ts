import type { Outcome } from '@kelvin/contracts';
import { FixedClock } from '@kelvin/kernel';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BUYS, startLearningPath, windowShoppers, type LearningPath } from './learning-shop.test-helper.ts';
import { trainModel } from './train-model.ts';
import type { TrainingProgress } from './training-task.shape.ts';

describe('a training', () => {
  const clock = new FixedClock(new Date('2026-11-20T10:00:00Z'));
  let path: LearningPath;
  beforeAll(async () => { path = await startLearningPath(clock); });
  afterAll(() => path.stop());

  it('says how far it is, phase by phase, to the end of what takes longest', { timeout: 120_000 }, async () => {
    const member = await path.shopOf(windowShoppers(350, 150, 3));
    const { body: { id } } = await member.call<Outcome>('POST', '/outcomes', BUYS);
    const told: TrainingProgress[] = [];
    const task = { databaseUrl: '', workspaceId: member.workspaceId, outcomeId: id, seed: 1, nowMs: clock.now().getTime(), timeBudgetMs: 60_000, engines: ['logistic'] as const, external: null, outbound: { allow: [], masterSecret: '' } };
    expect(await trainModel(path.runtime.db, task, (progress) => void told.push(progress))).toMatchObject({ kind: 'trained' });
    expect([...new Set(told.map(({ phase }) => phase))]).toEqual(['loading', 'snapshots', 'candidates', 'refit', 'evaluate', 'serving']);
    expect(told.filter(({ phase }) => phase === 'serving')).toEqual([0, 1, 2, 3].map((done) => ({ phase: 'serving', done, total: 3 })));
  });
});

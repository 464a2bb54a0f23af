import { dataHealthSchema, scoreStabilitySchema, type DataHealth, type Job, type Outcome, type OutcomeList, type ScoreStability, type Source } from '@kelvin/contracts';
import { FixedClock, MS_PER_DAY } from '@kelvin/kernel';
import type { TestMember } from '@kelvin/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../platform/db/ids.ts';
import { BUYS, startLearningPath, windowShoppers, type LearningPath } from './learning-shop.test-helper.ts';
import { ServingModels } from './serving-models.read-model.ts';
import { watchModels } from './watch-models.ts';

describe('how a model fares between trainings', { timeout: 120_000 }, () => {
  const clock = new FixedClock(new Date('2026-11-20T10:00:00Z'));
  let path: LearningPath;
  let member: TestMember;
  let outcomeId: string;
  let versionId: string;
  beforeAll(async () => {
    path = await startLearningPath(clock);
    member = await path.shopOf(windowShoppers(600, 150, 31));
    const { body } = await member.call<Outcome>('POST', '/outcomes', BUYS);
    outcomeId = body.id;
    await member.call<Job>('POST', `/outcomes/${outcomeId}/train`);
    await path.runTrainings(member);
    versionId = (await member.call<OutcomeList>('GET', '/outcomes')).body.items[0]!.inUse!.id;
  });
  afterAll(() => path.stop());

  const watch = () => path.runtime.db.transaction(member, (tx) => watchModels(tx, clock.now(), new ServingModels(clock, path.runtime.log)));
  const stability = async () => scoreStabilitySchema.parse((await member.call<ScoreStability>('GET', `/outcomes/${outcomeId}/stability`)).body);
  const health = async () => dataHealthSchema.parse((await member.call<DataHealth>('GET', `/models/${versionId}/data-health`)).body);
  const daysFromNow = (days: number) => new Date(clock.now().getTime() + days * MS_PER_DAY).toISOString();
  /** A training that drift asks for would put another version in use. */
  const dropTrainings = () => path.runtime.db.read(member, `UPDATE job_progress SET status = 'cancelled', finished_at = $2 WHERE workspace_id = $1 AND kind = 'train' AND status = 'queued'`, [member.workspaceId, clock.now()]);

  it('says when it is measured first, and nothing of today before', async () => {
    await watch();
    expect(await stability()).toEqual({ limits: { moved: 0.1, drifted: 0.25 }, nextAt: daysFromNow(7), inUse: 1, weeks: [] });
    const { measuredAt, gaps } = await health();
    expect(measuredAt).toBeNull();
    // Which features matter, and so whether any is told of, is another with every seed of a run.
    for (const { shareThen, shareNow } of gaps) expect([shareThen >= 0.05, shareNow]).toEqual([true, null]);
  });

  it('keeps every week’s measurement, oldest first', async () => {
    const measured: string[] = [];
    for (let week = 0; week < 3; week++) {
      clock.advanceMs(7 * MS_PER_DAY);
      await watch();
      await dropTrainings();
      measured.push(clock.now().toISOString());
    }
    const { weeks, nextAt } = await stability();
    expect(weeks.map(({ measuredAt }) => measuredAt)).toEqual(measured);
    expect(nextAt).toBe(daysFromNow(7));
    // Nobody comes any more, so everything moves further from week to week.
    const furthest = weeks.map((week) => week.furthest!.index);
    expect(furthest).toEqual(furthest.toSorted((a, b) => a - b));
    expect(weeks.at(-1)).toMatchObject({ version: 1, customers: 600, furthest: { level: 'drifted' } });
    expect((await health()).measuredAt).toBe(clock.now().toISOString());
  });

  it('names what came to be missing first', async () => {
    await path.runtime.db.read(member, `DELETE FROM profile_day WHERE workspace_id = $1 AND metric_id = (SELECT id FROM metric WHERE workspace_id = $1 AND key = 'order')`, [member.workspaceId]);
    clock.advanceMs(7 * MS_PER_DAY);
    await watch();
    await dropTrainings();
    const { gaps: [first] } = await health();
    expect(first).toMatchObject({ feature: expect.stringMatching(/\.(order|outcome)/), shareNow: 1 });
    expect(first!.shareThen).toBeLessThan(0.5);
  });

  it('names sources that are silent, and those of which events are refused or wait', async () => {
    const { body: source } = await member.call<Source>('POST', '/sources', { kind: 'tracking', name: 'Shop web' });
    const silentFrom = new Date(clock.now().getTime() - 5 * MS_PER_DAY);
    const hour = (daysAgo: number) => new Date(Math.floor((clock.now().getTime() - daysAgo * MS_PER_DAY) / 3_600_000) * 3_600_000);
    await path.runtime.db.transaction(member, async (tx) => {
      await tx.query(`INSERT INTO source_silence (workspace_id, source_id, began_at, basis) VALUES ($1, $2, $3, 'received')`, [tx.workspaceId, source.id, silentFrom]);
      const count = (at: Date, [received, rejected, parked]: readonly [number, number, number]) => Promise.all([
        tx.query('INSERT INTO intake_received (workspace_id, source_id, hour, items) VALUES ($1, $2, $3, $4)', [tx.workspaceId, source.id, at, received]),
        tx.query('INSERT INTO intake_outcome (workspace_id, source_id, hour, processed, rejected, parked) VALUES ($1, $2, $3, $4, $5, $6)', [tx.workspaceId, source.id, at, received - rejected - parked, rejected, parked]),
      ]);
      await count(hour(3), [100, 4, 6]);
      // Longer ago than it tells of.
      await count(hour(40), [50, 50, 0]);
    });
    const told = await health();
    expect(told.silent).toEqual([{ sourceId: source.id, name: 'Shop web', since: silentFrom.toISOString() }]);
    expect(told.troubled).toEqual([{ sourceId: source.id, name: 'Shop web', received: 100, rejected: 4, parked: 6 }]);
    expect(told).toMatchObject({ days: 30 });
    await path.runtime.db.read(member, 'UPDATE source_silence SET ended_at = $2 WHERE workspace_id = $1', [member.workspaceId, clock.now()]);
    expect((await health()).silent).toEqual([]);
  });

  it('knows nothing of what another workspace has', async () => {
    const stranger = await path.signUp('Stranger');
    expect((await stranger.call('GET', `/outcomes/${outcomeId}/stability`)).status).toBe(404);
    expect((await stranger.call('GET', `/models/${versionId}/data-health`)).status).toBe(404);
    expect((await member.call('GET', `/models/${newId(clock.now().getTime())}/data-health`)).status).toBe(404);
    expect(await path.runtime.db.read(stranger, 'SELECT 1 FROM model_drift')).toEqual([]);
  });

  // Last of all: nobody stays signed in for so long.
  it('lets go of measurements of more than two years ago', async () => {
    const kept = async () => (await path.runtime.db.read<{ at: Date }>(member, 'SELECT measured_at AS at FROM model_drift WHERE workspace_id = $1 ORDER BY measured_at', [member.workspaceId])).map(({ at }) => at.getTime());
    const [, ...rest] = await kept();
    // Three weeks after the first: it is out by a day, the second is not.
    clock.advanceMs((2 * 364 - 20) * MS_PER_DAY);
    await watch();
    expect(await kept()).toEqual([...rest, clock.now().getTime()]);
  });
});

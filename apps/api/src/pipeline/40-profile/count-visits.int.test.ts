import { FixedClock } from '@kelvin/kernel';
import { aTrack, startTestPath, type TestPath } from '@kelvin/testing';
import pg from 'pg';
import type { QueryRunner } from 'typeorm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { CountVisits1795478400055 } from '../../../../../migrations/1795478400055-count-visits.ts';
import { JobRunner } from '../../platform/jobs/job-runner.ts';

const clock = new FixedClock(new Date('2026-11-20T10:00:00Z'));
let path: TestPath;
beforeAll(async () => {
  path = await startTestPath(clock);
});
afterAll(() => path.stop());

const counted = () => path.rows(`SELECT m.key, d.day, d.n FROM profile_day d JOIN metric m ON m.workspace_id = $1 AND m.id = d.metric_id WHERE d.workspace_id = $1 AND (m.key LIKE 'session%' OR m.key LIKE 'deal:%') ORDER BY 1, 2`);

it('visits and stages of deals of a past that lay there before they were counted are counted once, by one job', async () => {
  const stranger = await path.signUp();
  await path.send([
    { type: 'page', userId: 'anna', messageId: 'page-1', timestamp: '2026-11-20T08:00:00Z', properties: { path: '/a' } }, { type: 'page', userId: 'anna', messageId: 'page-2', timestamp: '2026-11-20T08:10:00Z', properties: { path: '/b' } },
    aTrack(clock, 'Deal Updated', { userId: 'anna', properties: { stage: 'won' } }),
  ]);
  await path.settle();
  const before = await counted();
  expect(before).toHaveLength(3);
  await path.rows(`DELETE FROM profile_day d USING metric m WHERE d.workspace_id = $1 AND m.workspace_id = $1 AND m.id = d.metric_id AND (m.key LIKE 'session%' OR m.key LIKE 'deal:%')`);

  const owner = new pg.Client({ connectionString: path.database.ownerUrl });
  await owner.connect();
  await new CountVisits1795478400055().up({ query: async (sql: string) => (await owner.query(sql)).rows as unknown } as unknown as QueryRunner);
  const queued = (await owner.query<{ workspace_id: string }>(`SELECT workspace_id FROM job_progress WHERE kind = 'rebuild'`)).rows.map((row) => row.workspace_id);
  await owner.end();
  expect(queued).toEqual([path.member.workspaceId]);
  expect(queued).not.toContain(stranger.workspaceId);

  const jobs = path.app.get(JobRunner, { strict: false });
  await jobs.answer(path.member.workspaceId);
  await jobs.settled(path.member.workspaceId);
  expect(await counted()).toEqual(before);
});

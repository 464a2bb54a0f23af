import { FixedClock } from '@kelvin/kernel';
import { aTrack, startTestPath, type TestPath } from '@kelvin/testing';
import pg from 'pg';
import type { QueryRunner } from 'typeorm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { KeepDayParts1795478400059 } from '../../../../../migrations/1795478400059-keep-day-parts.ts';
import { JobRunner } from '../../platform/jobs/job-runner.ts';

const clock = new FixedClock(new Date('2026-11-20T20:00:00Z'));
let path: TestPath;
beforeAll(async () => {
  path = await startTestPath(clock);
});
afterAll(() => path.stop());

const partsByDay = () => path.rows('SELECT day, parts FROM profile_day WHERE workspace_id = $1 ORDER BY day');

it('parts of the day of a past that lay there before they were kept are read from the events, by one job, and packed days are packed anew', async () => {
  const stranger = await path.signUp();
  await path.send([
    ...Array.from({ length: 80 }, (_unused, daysAgo) => aTrack(clock, 'Product Viewed', { userId: 'anna', daysAgo })), aTrack(clock, 'Product Viewed', { userId: 'anna', daysAgo: 0.5 }),
  ]);
  await path.settle();
  const before = await partsByDay();
  expect(before).toHaveLength(80);
  expect(before.at(-1)).toMatchObject({ parts: 2 | 8 });

  const owner = new pg.Client({ connectionString: path.database.ownerUrl });
  await owner.connect();
  const query = { query: async (sql: string) => (await owner.query(sql)).rows as unknown } as unknown as QueryRunner;
  const migration = new KeepDayParts1795478400059();
  await migration.down(query);
  await migration.up(query);
  const queued = (await owner.query<{ workspace_id: string }>(`SELECT workspace_id FROM job_progress WHERE kind = 'rebuild'`)).rows.map((row) => row.workspace_id);
  await owner.end();
  expect(queued).toEqual([path.member.workspaceId]);
  expect(queued).not.toContain(stranger.workspaceId);
  expect(await path.rows('SELECT 1 FROM profile_past WHERE workspace_id = $1')).toEqual([]);
  expect((await partsByDay()).every(({ parts }) => parts === null)).toBe(true);

  const jobs = path.app.get(JobRunner, { strict: false });
  await jobs.answer(path.member.workspaceId);
  await jobs.settled(path.member.workspaceId);
  await path.settle();
  expect(await partsByDay()).toEqual(before);
  expect(await path.rows('SELECT 1 FROM profile_past WHERE workspace_id = $1')).toHaveLength(1);
});

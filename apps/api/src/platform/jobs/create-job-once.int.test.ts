import { FixedClock } from '@kelvin/kernel';
import { startTestApp, type TestApp, type TestMember } from '@kelvin/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createJobOnce, type OpenJob } from './create-job-once.ts';
import { requestCancel, type NewJob } from './job-store.ts';

describe('a job that may be open once', () => {
  const clock = new FixedClock(new Date('2026-11-20T10:00:00Z'));
  let test: TestApp;
  let member: TestMember;
  beforeAll(async () => { test = await startTestApp({ clock }); });
  afterAll(() => test.stop());
  beforeEach(async () => { member = await test.signUp('Once'); });

  const create = (job: NewJob, about: readonly string[] = []): Promise<OpenJob> => test.runtime.db.transaction(member, (tx) => createJobOnce(tx, clock.now(), job, about));
  const open = async () => (await test.runtime.db.read<{ id: string }>(member, `SELECT id FROM job_progress WHERE workspace_id = $1 AND status IN ('queued', 'running')`, [member.workspaceId])).map(({ id }) => id);

  it('is made by one of many who ask at once, and given to all of them', async () => {
    const jobs = await Promise.all(Array.from({ length: 8 }, (_unused, n) => create({ kind: 'fit', input: { n } })));
    expect(jobs.filter(({ isNew }) => isNew)).toHaveLength(1);
    expect(await open()).toEqual([...new Set(jobs.map(({ id }) => id))]);
    expect(new Set(jobs.map(({ input }) => input['n']))).toEqual(new Set([jobs.find(({ isNew }) => isNew)!.input['n']]));
  });

  it.each<[string, NewJob, readonly string[], boolean]>([
    ['the same subject, asked for otherwise', { kind: 'replay', input: { sourceId: 'a', code: 'x', action: 'discard' } }, ['sourceId', 'code'], false],
    ['another subject', { kind: 'replay', input: { sourceId: 'a', code: 'y', action: 'retry' } }, ['sourceId', 'code'], true],
    ['another kind', { kind: 'rebuild', input: { sourceId: 'a', code: 'x', action: 'retry' } }, ['sourceId', 'code'], true],
  ])('knows %s', async (_what, job, about, isNew) => {
    await create({ kind: 'replay', input: { sourceId: 'a', code: 'x', action: 'retry' } }, about);
    expect(await create(job, about)).toMatchObject({ isNew });
  });

  it('is made again once it was asked to stop', async () => {
    const first = await create({ kind: 'fit' });
    await test.runtime.db.read(member, `UPDATE job_progress SET status = 'running' WHERE workspace_id = $1`, [member.workspaceId]);
    await test.runtime.db.transaction(member, (tx) => requestCancel(tx, clock.now(), first.id));
    expect(await create({ kind: 'fit' })).toMatchObject({ isNew: true });
  });
});

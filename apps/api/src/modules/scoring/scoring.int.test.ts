import { scoringSchema, type Job, type Scoring } from '@kelvin/contracts';
import { FixedClock } from '@kelvin/kernel';
import { aTrack, startTestPath, type TestPath } from '@kelvin/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { JobRunner } from '../../platform/jobs/job-runner.ts';

describe('fitting the rules to a shop that knows orders only', () => {
  const clock = new FixedClock(new Date('2026-11-20T10:00:00Z'));
  let path: TestPath;
  const rules = async (): Promise<Scoring> => scoringSchema.parse((await path.member.call<Scoring>('GET', '/scoring')).body);
  const capsOf = ({ groups }: Scoring, kind: string) => Object.fromEntries(groups.filter((group) => group.kind === kind).map(({ code, cap }) => [code, cap]));
  beforeAll(async () => { path = await startTestPath(clock); });
  afterAll(() => path.stop());

  it('is proposed once there are events, and not before', async () => {
    expect(await rules()).toMatchObject({ origin: 'preset', since: null, isFitProposed: false });
    await path.send(Array.from({ length: 40 }, (_unused, n) => aTrack(clock, 'Order Completed', { userId: `u${n % 20}`, daysAgo: 1 + 7 * Math.floor(n / 20), properties: { revenue: 30, orderId: `o${n}` } })));
    await path.settle();
    expect(await rules()).toMatchObject({ origin: 'preset', isFitProposed: true });
  });

  it('drops groups without data, lets the others fill the hundred, and scores everybody by them', async () => {
    const before = await path.rows<{ hundredths: number }>('SELECT hundredths FROM customer WHERE workspace_id = $1 ORDER BY id');
    const takes = capsOf(await rules(), 'minus');
    const asked = await Promise.all([1, 2, 3, 4].map(() => path.member.call<Job>('POST', '/scoring/fit')));
    const job = asked[0]!.body;
    expect(job).toMatchObject({ kind: 'fit', status: 'queued' });
    expect(asked.map(({ status, body }) => [status, body.id])).toEqual(asked.map(() => [200, job.id]));

    const runner = path.app.get(JobRunner, { strict: false });
    await runner.answer(path.member.workspaceId);
    await runner.settled(path.member.workspaceId);
    await path.settle();
    expect((await path.member.call<Job>('GET', `/jobs/${job.id}`)).body).toMatchObject({ status: 'done', error: null });
    const fitted = await rules();
    expect(fitted).toMatchObject({ origin: 'fitted', since: clock.now().toISOString(), isFitProposed: false });
    expect(capsOf(fitted, 'plus')).toEqual({ purchases: 100 });
    expect(capsOf(fitted, 'minus')).toEqual(takes);
    const after = await path.rows<{ hundredths: number }>('SELECT hundredths FROM customer WHERE workspace_id = $1 ORDER BY id');
    expect(after).toHaveLength(20);
    expect(after.every(({ hundredths }, at) => hundredths > before[at]!.hundredths)).toBe(true);
    expect(await path.rows(`SELECT 1 FROM audit_log WHERE workspace_id = $1 AND action = 'scoring.fitted'`)).toHaveLength(1);
  });
});

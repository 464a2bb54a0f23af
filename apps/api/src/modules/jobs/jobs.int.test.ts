import type { Job } from '@kelvin/contracts';
import { AppError, type Clock } from '@kelvin/kernel';
import { startTestApp, type TestApp, type TestMember } from '@kelvin/testing';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { JobHandle } from '../../platform/jobs/job-handle.ts';
import { JobRunner } from '../../platform/jobs/job-runner.ts';
import { createJob } from '../../platform/jobs/job-store.ts';

class MovableClock implements Clock {
  private aheadMs = 0;
  now(): Date {
    return new Date(Date.now() + this.aheadMs);
  }
  advanceMs(ms: number): void {
    this.aheadMs += ms;
  }
}

describe('long jobs', () => {
  const clock = new MovableClock();
  let test: TestApp;
  let member: TestMember;
  let runner: JobRunner;
  let work: (handle: JobHandle) => Promise<Record<string, unknown> | void>;
  beforeAll(async () => {
    test = await startTestApp({ clock });
    runner = newRunner();
  });
  afterAll(async () => {
    await runner.stop();
    await test.stop();
  });
  beforeEach(async () => { member = await test.signUp('Jobs'); });

  function newRunner(): JobRunner {
    const { db, log, rings } = test.runtime;
    const made = new JobRunner(db, clock, log, rings);
    made.register('fit', (handle) => work(handle));
    return made;
  }
  const create = (subject = '') => {
    // Jobs of one millisecond are run in no order.
    clock.advanceMs(1);
    return test.runtime.db.transaction(member, (tx) => createJob(tx, clock.now(), { kind: 'fit', subject, input: { n: 7 }, userId: member.me.user.id }));
  };
  const get = async (id: string) => (await member.call<Job>('GET', `/jobs/${id}`)).body;
  async function until(id: string, isSo: (job: Job) => boolean): Promise<Job> {
    let job = await get(id);
    await expect.poll(async () => isSo(job = await get(id)) || job, { timeout: 40_000 }).toBe(true);
    return job;
  }

  it('runs beside the ring, with its input, and keeps its result', async () => {
    work = (handle) => Promise.resolve({ twice: Number(handle.input['n']) * 2 });
    const id = await create('sales.csv');
    expect(await get(id)).toMatchObject({ status: 'queued', subject: 'sales.csv' });
    await runner.answer(member.workspaceId);
    expect(await until(id, ({ status }) => status === 'done')).toMatchObject({ result: { twice: 14 }, error: null, startedAt: expect.any(String), finishedAt: expect.any(String) });
  });

  it('shows progress, and tells the live screens', async () => {
    let release = () => {};
    work = async (handle) => {
      for (let n = 0; n <= 1_000; n += 1) handle.progress('reading', n, 1_000);
      await new Promise<void>((done) => { release = done; });
    };
    const id = await create();
    await runner.answer(member.workspaceId);
    await until(id, ({ done }) => done === 1_000);
    expect(await get(id)).toMatchObject({ status: 'running', phase: 'reading', total: 1_000 });
    release();
    await until(id, ({ status }) => status === 'done');
    const changes = await test.runtime.db.read<{ status: string }>(member, `SELECT payload ->> 'status' AS status FROM change WHERE kind = 'job' ORDER BY id`);
    expect(changes.length).toBeLessThan(8);
    expect(changes.map(({ status }) => status)).toEqual(expect.arrayContaining(['queued', 'running', 'done']));
  });

  it('is cancelled: at once while it waits, with the next beat while it runs', async () => {
    work = async (handle) => {
      for (;;) {
        handle.throwIfStopped();
        await sleep(20);
      }
    };
    const [running, waiting] = [await create(), await create()];
    await runner.answer(member.workspaceId);
    expect((await member.call<Job>('POST', `/jobs/${waiting}/cancel`)).body.status).toBe('cancelled');
    expect((await member.call<Job>('POST', `/jobs/${running}/cancel`)).body).toMatchObject({ status: 'running', isCancelRequested: true });
    expect(await until(running, ({ status }) => status !== 'running')).toMatchObject({ status: 'cancelled' });
    expect((await member.call<Job>('POST', `/jobs/${running}/cancel`)).body.status).toBe('cancelled');
  });

  it('is done when a cancel came after the last of its work', async () => {
    work = async (handle) => {
      await new Promise((heard) => handle.signal.addEventListener('abort', heard));
      return { kept: true };
    };
    const id = await create();
    await runner.answer(member.workspaceId);
    await until(id, ({ status }) => status === 'running');
    await member.call('POST', `/jobs/${id}/cancel`);
    expect(await until(id, ({ status }) => status !== 'running')).toMatchObject({ status: 'done', result: { kept: true }, isCancelRequested: true });
  });

  it.each([
    ['cancelled where its work goes on', (handle: JobHandle) => Promise.resolve(handle.throwIfStopped()), 'cancelled'],
    ['done where all of it had been kept', () => Promise.resolve({ kept: true }), 'done'],
  ])('whose process died is, if it was cancelled since, %s', async (_what, goOn, status) => {
    let wake = () => {};
    work = () => new Promise((done) => { wake = () => done({}); });
    const id = await create();
    const dying = newRunner();
    await dying.answer(member.workspaceId);
    await until(id, (job) => job.status === 'running');
    work = goOn;
    await test.runtime.db.read(member, `UPDATE job_progress SET beat_at = beat_at - interval '20 seconds', is_cancel_requested = true WHERE id = $1`, [id]);
    await runner.answer(member.workspaceId);
    expect(await until(id, (job) => job.finishedAt !== null)).toMatchObject({ status, isCancelRequested: true });
    wake();
    await dying.stop();
  });

  it('fails with a sentence, never with a stack', async () => {
    work = () => Promise.reject(new AppError('invalid', 'import.no_rows', 'The file has no rows.', { rows: 0, list: [] }));
    const expected = await create();
    await runner.answer(member.workspaceId);
    expect(await until(expected, ({ status }) => status === 'failed')).toMatchObject({ error: { code: 'import.no_rows', message: 'The file has no rows.', values: { rows: 0 } } });
    test.runtime.log.level = 'silent';
    work = () => Promise.reject(new TypeError('x is not a function'));
    const surprise = await create();
    await runner.answer(member.workspaceId);
    const { error } = await until(surprise, ({ status }) => status === 'failed');
    expect(error).toMatchObject({ code: 'job.failed' });
    expect(error!.message).not.toContain('function');
    test.runtime.log.level = 'error';
  });

  it('runs one at a time in a workspace, also across processes', async () => {
    let running = 0;
    let most = 0;
    work = async () => {
      running += 1;
      most = Math.max(most, running);
      await sleep(100);
      running -= 1;
    };
    const ids = [await create(), await create(), await create()];
    const other = newRunner();
    const areDone = async () => (await Promise.all(ids.map(get))).every(({ status }) => status === 'done');
    await expect.poll(async () => {
      await Promise.all([runner.answer(member.workspaceId), other.answer(member.workspaceId)]);
      return areDone();
    }, { timeout: 40_000, interval: 20 }).toBe(true);
    expect(most).toBe(1);
  });

  it('is taken over when its process has died, and the dead one, if it wakes, writes nothing', async () => {
    const seen: string[] = [];
    let releaseFirst = () => {};
    work = async () => {
      seen.push('first');
      await new Promise<void>((done) => { releaseFirst = done; });
      return { from: 'first' };
    };
    const id = await create();
    await runner.answer(member.workspaceId);
    await until(id, ({ status }) => status === 'running');
    // As if the process had hung: ten seconds without a beat, seen by another one.
    await test.runtime.db.read(member, `UPDATE job_progress SET beat_at = beat_at - interval '20 seconds' WHERE id = $1`, [id]);
    work = () => {
      seen.push('second');
      return Promise.resolve({ from: 'second' });
    };
    const survivor = newRunner();
    await survivor.answer(member.workspaceId);
    await until(id, ({ status }) => status === 'done');
    releaseFirst();
    await runner.settled(member.workspaceId);
    expect(seen).toEqual(['first', 'second']);
    expect((await get(id)).result).toEqual({ from: 'second' });
  });

  it('goes back to the queue when the process shuts down', async () => {
    work = async (handle) => {
      await new Promise((done) => handle.signal.addEventListener('abort', done));
      handle.throwIfStopped();
    };
    const id = await create();
    const leaving = newRunner();
    await leaving.answer(member.workspaceId);
    await until(id, ({ status }) => status === 'running');
    await leaving.stop();
    expect(await get(id)).toMatchObject({ status: 'queued' });
    work = () => Promise.resolve();
    await runner.answer(member.workspaceId);
    await until(id, ({ status }) => status === 'done');
  });
});

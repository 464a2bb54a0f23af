import { AppError } from '@kelvin/kernel';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isDatabaseAway } from '../db/database-away.ts';
import { runInThread, type ThreadOptions } from './run-in-thread.ts';
import { threadFile } from './thread-file.ts';

const SERVE = new URL('./serve-thread.ts', import.meta.url).href;
const KERNEL = new URL('../../../../../libs/kernel/src/index.ts', import.meta.url).href;

/** Works as its input says. */
const SOURCE = `
import { serveThread } from '${SERVE}';
import { AppError } from '${KERNEL}';
void serveThread(async (input: { what: string }, report: (done: number) => void) => {
  report(1);
  switch (input.what) {
    case 'answer': return { twice: 42, bytes: new Uint8Array([1, 2, 3]) };
    case 'refuse': throw new AppError('invalid', 'training.no_customers', 'Nobody is there.', { days: 3 });
    case 'break': throw new TypeError('x is not a function');
    case 'lose': throw Object.assign(new Error('Query failed'), { driverError: Object.assign(new Error('terminating connection'), { code: '57P01' }) });
    case 'miss': throw Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
    case 'misuse': throw new Error('Query runner went', { cause: new Error('Connection terminated between two statements.') });
    case 'loop': for (;;);
    case 'hoard': { const kept: object[] = []; for (let n = 0; ; n += 1) kept.push({ n }); }
    case 'leave': return process.exit(3);
  }
});
`;

describe('runInThread', () => {
  let folder: string;
  let file: URL;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kelvin-thread-'));
    file = pathToFileURL(join(folder, 'test.worker.ts'));
    await writeFile(file, SOURCE);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const run = (what: string, options: Partial<ThreadOptions<number>> = {}) =>
    runInThread<number, unknown>(file, { input: { what }, onProgress: () => undefined, signal: new AbortController().signal, heapMb: 128, timeoutMs: 20_000, ...options });

  it('answers what the thread answers, with its progress before', async () => {
    const progress: number[] = [];
    expect(await run('answer', { onProgress: (done) => progress.push(done) })).toEqual({ twice: 42, bytes: new Uint8Array([1, 2, 3]) });
    expect(progress).toEqual([1]);
  });

  it('carries an expected failure over as what it was', async () => {
    const error = await run('refuse').catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(AppError);
    expect(error).toMatchObject({ kind: 'invalid', code: 'training.no_customers', message: 'Nobody is there.', context: { days: 3 } });
  });

  it('carries a surprise over with the stack of where it happened', async () => {
    const error = await run('break').catch((thrown: unknown) => thrown);
    expect(error).not.toBeInstanceOf(AppError);
    expect((error as Error).stack).toContain('test.worker.ts');
  });

  it.each([['lose', true], ['miss', true], ['misuse', true], ['break', false]])('lets a database that went away be known as that: %s', async (what, isAway) => {
    expect(isDatabaseAway(await run(what).catch((thrown: unknown) => thrown))).toBe(isAway);
  });

  it.each([
    ['a thread that never ends, once its time is over', 'loop', { timeoutMs: 1_500 }, 'thread.too_long'],
    ['one that takes more memory than it may', 'hoard', { heapMb: 24 }, 'thread.out_of_memory'],
  ])('stops %s', async (_what, what, options, code) => {
    await expect(run(what, options)).rejects.toMatchObject({ code });
  });

  it('stops one that computes without a pause when it is told to, with the reason it was told', async () => {
    const abort = new AbortController();
    const reason = new Error('cancelled');
    await expect(run('loop', { signal: abort.signal, onProgress: () => abort.abort(reason) })).rejects.toBe(reason);
    await expect(run('loop', { signal: abort.signal })).rejects.toBe(reason);
  });

  it('says so when a thread goes away without a word', async () => {
    await expect(run('leave')).rejects.toThrow('code 3');
  });
});

describe('threadFile', () => {
  it.each([
    ['in the tree', 'file:///k/apps/api/src/modules/m/job.ts', 'file:///k/apps/api/src/modules/m/train.worker.ts'],
    ['beside the built server', 'file:///k/dist/apps/api/main.js', 'file:///k/dist/apps/api/train.worker.js'],
  ])('lies beside who starts it %s', (_where, startedBy, expected) => {
    expect(threadFile('train.worker', startedBy).href).toBe(expected);
  });
});

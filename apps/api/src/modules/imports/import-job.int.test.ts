import { importMapSchema, type Import } from '@kelvin/contracts';
import { startTestApp, type TestApp, type TestMember } from '@kelvin/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DrainModule } from '../../pipeline/drain/drain.module.ts';
import { Drain } from '../../pipeline/drain/drain.ts';
import { newId } from '../../platform/db/ids.ts';
import { JobStopped, type JobHandle, type StopReason } from '../../platform/jobs/job-handle.ts';
import { ImportJob } from './import-job.ts';
import { storeFile } from './import-upload.ts';
import { getImportRow, insertImport, updateImport } from './import.repository.ts';
import { toImport } from './import.mapper.ts';
import { ImportsModule } from './imports.module.ts';

const LINES = 9_500;
const PIECE_BYTES = 50_000;
const LIMITS = { partRecords: 500, pendingParts: 4 };
const ACCESS = { forget: () => undefined };
const map = importMapSchema.parse({ userId: 'who', timestamp: { column: 'at', format: 'iso' }, event: { constant: 'Order Completed' }, amount: 'sum' });
/** Every third line is the same as one before; every seventh belongs to nobody. */
const FILE = `who,at,sum\n${Array.from({ length: LINES }, (_unused, n) => `${n % 7 === 0 ? '' : `c${n % 300}`},2026-01-0${1 + (n % 3)}T00:00:00Z,${n % 3 === 0 ? 1 : n}`).join('\n')}\n`;
const REJECTED = Math.ceil(LINES / 7);

/** A job that a process runs until it dies on its way, at its nth step. */
function handleOf(importId: string, workspaceId: string, diesAt: number, reason: StopReason = 'lost'): JobHandle {
  let steps = 0;
  return {
    workspaceId, jobId: newId(1), subject: '', input: { importId, asOf: 'now' }, signal: new AbortController().signal, progress: () => undefined,
    isCancelled: () => steps >= diesAt,
    throwIfStopped: () => { if ((steps += 1) >= diesAt) throw new JobStopped(reason); },
  };
}

describe('the import job', () => {
  let test: TestApp;
  let member: TestMember;
  let drain: Drain;
  beforeAll(async () => {
    test = await startTestApp({ modules: [ImportsModule, DrainModule] });
    member = await test.signUp();
    drain = new Drain(test.runtime.db, test.runtime.clock, test.runtime.log, test.runtime.geoip);
  });
  afterAll(() => test.stop());

  async function open(): Promise<string> {
    const id = newId(Date.now());
    const sourceId = newId(Date.now());
    const { db } = test.runtime;
    await db.transaction(member, async (tx) => {
      await tx.query(`INSERT INTO source (workspace_id, id, kind, name, created_at) VALUES ($1, $2, 'import', 'History', $3)`, [tx.workspaceId, sourceId, new Date()]);
      await insertImport(tx, new Date(), { id, source: { id: sourceId, newName: null }, fileName: 'orders.csv', userId: newId(1) });
    });
    async function* pieces(): AsyncGenerator<Buffer> {
      for (let at = 0; at < FILE.length; at += PIECE_BYTES) yield Buffer.from(FILE.slice(at, at + PIECE_BYTES));
    }
    await storeFile(db, member, id, pieces());
    await db.transaction(member, (tx) => updateImport(tx, id, { status: 'queued', map }));
    return id;
  }
  const get = async (id: string): Promise<Import> => toImport(await test.runtime.db.transaction(member, (tx) => getImportRow(tx, id)), new Date(), { timeZone: 'UTC', asOf: null });
  /** Every ring is answered by a drain, one after another. */
  function job(): { job: ImportJob; quiet: () => Promise<unknown> } {
    let last: Promise<unknown> = Promise.resolve();
    const ring = (workspaceId: string) => { last = last.then(() => drain.drainOnce(workspaceId)); return Promise.resolve(); };
    return { job: new ImportJob(test.runtime.db, test.runtime.clock, { ring }, ACCESS, LIMITS), quiet: () => last };
  }

  it('goes on where a killed process was, at any step, and neither loses nor repeats a line', async () => {
    const id = await open();
    let deaths = 0;
    for (const diesAt of [1, 2, 3, 2, 5, 2, 1, 4, 1_000_000]) {
      const { job: run, quiet } = job();
      await run.run(handleOf(id, member.workspaceId, diesAt)).catch((error: unknown) => {
        expect(error).toBeInstanceOf(JobStopped);
        deaths += 1;
      });
      await quiet();
    }
    expect(deaths).toBeGreaterThanOrEqual(6);
    expect(await get(id)).toMatchObject({ status: 'done', lines: LINES, processed: LINES - REJECTED, rejected: REJECTED, parked: 0, duplicates: 0, pending: 0 });
    const [events] = await test.runtime.db.read<{ n: string }>(member, 'SELECT count(*) AS n FROM event WHERE workspace_id = $1', [member.workspaceId]);
    expect(Number(events?.n)).toBe(LINES - REJECTED);
    const [lines] = await test.runtime.db.read<{ n: string }>(member, 'SELECT count(DISTINCT line_number) AS n FROM rejected_item WHERE workspace_id = $1 AND import_id = $2', [member.workspaceId, id]);
    expect(Number(lines?.n)).toBe(REJECTED);
  });

  it('ends as cancelled, with the file gone, when a person stops it', async () => {
    const id = await open();
    const { job: run, quiet } = job();
    await expect(run.run(handleOf(id, member.workspaceId, 4, 'cancelled'))).rejects.toBeInstanceOf(JobStopped);
    await quiet();
    const cancelled = await get(id);
    expect(cancelled).toMatchObject({ status: 'cancelled', pending: 0 });
    expect(cancelled.lines).toBeGreaterThan(0);
    expect(cancelled.processed + cancelled.rejected).toBe(cancelled.lines);
    const [left] = await test.runtime.db.read<{ n: string }>(member, 'SELECT count(*) AS n FROM import_chunk WHERE workspace_id = $1 AND import_id = $2', [member.workspaceId, id]);
    expect(Number(left?.n)).toBe(0);
  });

  it('never gets far ahead of the drain', async () => {
    const id = await open();
    const seen: number[] = [];
    let isHeld = true;
    let last: Promise<unknown> = Promise.resolve();
    const answer = async (workspaceId: string) => {
      const [row] = await test.runtime.db.read<{ n: string }>(member, 'SELECT count(*) AS n FROM delivery_pending WHERE workspace_id = $1', [workspaceId]);
      seen.push(Number(row?.n));
      // From the limit on, reading has some time to overstep it.
      if (Number(row?.n) >= LIMITS.pendingParts && isHeld) setTimeout(() => { isHeld = false; }, 500);
      if (!isHeld) await drain.drainOnce(workspaceId);
    };
    const ring = (workspaceId: string) => { last = last.then(() => answer(workspaceId)); return Promise.resolve(); };
    await new ImportJob(test.runtime.db, test.runtime.clock, { ring }, ACCESS, LIMITS).run(handleOf(id, member.workspaceId, 1_000_000));
    await last;
    expect(Math.max(...seen)).toBe(LIMITS.pendingParts);
    expect((await get(id)).status).toBe('done');
  });
});

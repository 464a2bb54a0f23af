import type { ImportMap } from '@kelvin/contracts';
import { AppError, type Clock } from '@kelvin/kernel';
import { defaultCountryOf } from '@kelvin/profile';
import { setTimeout as wait } from 'node:timers/promises';
import { isDatabaseAway } from '../../platform/db/database-away.ts';
import type { Db, Tx, WorkspaceContext } from '../../platform/db/db.ts';
import { getWorkspaceFacts } from '../../platform/db/workspace-facts.ts';
import { toFailure } from '../../platform/jobs/failure.ts';
import { JobStopped, type JobHandle } from '../../platform/jobs/job-handle.ts';
import { createJob } from '../../platform/jobs/job-store.ts';
import { appendChange } from '../../platform/live/change-feed.ts';
import type { Rings } from '../../platform/queue/rings.ts';
import type { AccessMemory } from '../accounts/access-memory.port.ts';
import { endOfDay } from './end-of-day.ts';
import { deleteChunks, readFile } from './import-chunks.ts';
import { numberedRecords, readHeader, type NumberedRecord } from './import-records.ts';
import { countPendingParts, hasPendingParts, writePart, type PartOwner } from './import-part.writer.ts';
import { makeSource, settleSource } from './import-source.ts';
import { createMissingFileError } from './import.errors.ts';
import { outcomeOf } from './import.mapper.ts';
import { freezeEarlierImports, getImportRow, updateImport, type ImportRow } from './import.repository.ts';
import { createRecordReader } from './record-reader.ts';
import { isNdjson, scanFile } from './scan-file.ts';

const MAX_PART_BYTES = 2_000_000;
/** A drain takes three such parts; twenty of them bound the inbox, and what a cancel leaves to be drained. */
const USUAL_LIMITS: ImportLimits = { partRecords: 1_000, pendingParts: 20 };
const POLL_MS = 100;
const RING_EVERY_MS = 500;

export interface ImportLimits {
  readonly partRecords: number;
  /** How many parts reading may be ahead of the drain. */
  readonly pendingParts: number;
}

type AsOfChoice = 'last_day' | 'now' | null;

/** What an import's job is asked to do. */
export interface ImportJobInput {
  readonly importId: string;
  /** As at which day the workspace is scored from then on; null leaves it as it is. */
  readonly asOf: AsOfChoice;
}

interface Run {
  readonly ctx: WorkspaceContext;
  readonly handle: JobHandle;
  readonly importId: string;
  readonly map: ImportMap;
  readonly owner: PartOwner;
  readonly total: number;
}

/**
 * Brings a file into the inbox: reads it once to know it, then line by line as parts that go the way of every delivery.
 * Cursor and parts commit together, so that after a kill the next process goes on where this one was.
 */
export class ImportJob {
  constructor(private readonly db: Db, private readonly clock: Clock, private readonly rings: Pick<Rings, 'ring'>, private readonly access: AccessMemory, private readonly limits: ImportLimits = USUAL_LIMITS) {}

  async run(handle: JobHandle): Promise<Record<string, unknown>> {
    const ctx = { workspaceId: handle.workspaceId };
    const { importId, asOf } = handle.input as unknown as ImportJobInput;
    try {
      const run = await this.prepare(ctx, handle, importId, asOf);
      await this.read(run);
      await this.untilDrained(run);
      return await this.finish(run);
    } catch (error) {
      await this.endBadly(ctx, handle, importId, error);
      throw error;
    }
  }

  /** Everything that is decided once: header, receipt, the tally before, the length and the times of the file. */
  private async prepare(ctx: WorkspaceContext, handle: JobHandle, importId: string, asOf: AsOfChoice): Promise<Run> {
    const row = await this.db.transaction(ctx, (tx) => getImportRow(tx, importId));
    const { map } = row;
    if (map === null) throw createMissingFileError();
    if (row.cursor.receivedAt === undefined) await this.begin(ctx, handle, row, map, asOf);
    const begun = await this.db.transaction(ctx, (tx) => getImportRow(tx, importId));
    const receivedAt = new Date(begun.cursor.receivedAt!);
    // A process of an older day may have begun it.
    await this.db.transaction(ctx, (tx) => tx.query(`SELECT ensure_partition('delivery', $1::date)`, [begun.cursor.receivedAt!.slice(0, 10)]));
    return { ctx, handle, importId, map, owner: { importId, sourceId: begun.source_id, receivedAt }, total: begun.cursor.total ?? 0 };
  }

  private async begin(ctx: WorkspaceContext, handle: JobHandle, row: ImportRow, map: ImportMap, asOf: AsOfChoice): Promise<void> {
    const sourceId = await this.db.transaction(ctx, (tx) => settleSource(tx, row));
    // What a cancelled import of the same source left must be counted before this one's tally begins.
    while (await this.db.transaction(ctx, (tx) => hasPendingParts(tx, sourceId))) await this.pause(ctx, handle);
    const facts = await this.db.transaction(ctx, getWorkspaceFacts);
    const file = readFile(this.db, ctx, row.id);
    const options = { receivedAt: row.created_at, timeZone: facts.timeZone, defaultCountry: defaultCountryOf(facts) };
    const scan = await scanFile(numberedRecords(file.bytes, map.format), (header) => createRecordReader(map, header, options), async (lines) => {
      handle.throwIfStopped();
      handle.progress('checking', lines, estimate(lines, file.consumed(), Number(row.bytes)));
      // Lets requests in between: a megabyte of lines takes some time to read.
      await wait(0);
    });
    const header = await readHeader(readFile(this.db, ctx, row.id).bytes, map.format);
    const now = this.clock.now();
    await this.db.transaction(ctx, async (tx) => {
      if (scan.lines > 0) await makeSource(tx, now, { id: sourceId, name: row.source_name });
      await freezeEarlierImports(tx, sourceId, row.id);
      const baseline = await readTally(tx, sourceId, now);
      const hasMovedAsOf = await moveAsOf(tx, now, asOf === 'last_day' && scan.lastAt ? endOfDay(scan.lastAt, facts.timeZone) : asOf);
      await updateImport(tx, row.id, {
        status: 'reading', firstAt: scan.firstAt, lastAt: scan.lastAt, error: null,
        cursor: { header, receivedAt: now.toISOString(), baseline, total: scan.lines, offset: 0, isRead: false, hasMovedAsOf },
      });
    });
    this.access.forget();
  }

  private async read(run: Run): Promise<void> {
    const { handle, importId } = run;
    const { cursor, lines: linesText } = await this.db.transaction(run.ctx, (tx) => getImportRow(tx, importId));
    if (cursor.isRead) return;
    let lines = Number(linesText);
    const from = cursor.offset ?? 0;
    for await (const { records } of numberedRecords(readFile(this.db, run.ctx, importId).bytes, run.map.format)) {
      const fresh = from === 0 ? records : records.filter(({ record }) => record.endOffset > from);
      for (const part of parts(fresh, this.limits.partRecords)) {
        handle.throwIfStopped();
        lines += part.length;
        await this.commitPart(run, part, lines);
        await this.stayCloseToDrain(run, lines);
      }
      await wait(0);
    }
    await this.db.transaction(run.ctx, (tx) => updateImport(tx, importId, { status: 'draining', lines, cursor: { isRead: true } }));
  }

  private async commitPart(run: Run, part: readonly NumberedRecord[], lines: number): Promise<void> {
    await this.db.transaction(run.ctx, async (tx) => {
      await writePart(tx, this.clock.now(), run.owner, part, isNdjson(run.map));
      await updateImport(tx, run.importId, { lines, cursor: { offset: part.at(-1)!.record.endOffset } });
    });
    void this.rings.ring(run.ctx.workspaceId, 'drain');
  }

  private async stayCloseToDrain(run: Run, lines: number): Promise<void> {
    for (;;) {
      const pending = await this.db.transaction(run.ctx, (tx) => countPendingParts(tx, run.owner));
      run.handle.progress('reading', lines - pending.items, Math.max(run.total, lines));
      if (pending.parts < this.limits.pendingParts) return;
      await this.pause(run.ctx, run.handle);
    }
  }

  private async untilDrained(run: Run): Promise<void> {
    for (;;) {
      const pending = await this.db.transaction(run.ctx, (tx) => countPendingParts(tx, run.owner));
      if (pending.parts === 0) return;
      run.handle.progress('draining', run.total - pending.items, run.total);
      await this.pause(run.ctx, run.handle);
    }
  }

  /** Waits a little for the drain, ringing for it now and then. */
  private async pause(ctx: WorkspaceContext, handle: JobHandle): Promise<void> {
    handle.throwIfStopped();
    if (this.clock.now().getTime() % RING_EVERY_MS < POLL_MS) void this.rings.ring(ctx.workspaceId, 'drain');
    await wait(POLL_MS);
  }

  /** Freezes the counts, drops the file, and has the past scored. */
  private async finish(run: Run): Promise<Record<string, unknown>> {
    const now = this.clock.now();
    const result = await this.db.transaction(run.ctx, async (tx) => {
      const row = await getImportRow(tx, run.importId);
      const counts = outcomeOf(row);
      await updateImport(tx, run.importId, { status: 'done', finishedAt: now, cursor: { counts } });
      await deleteChunks(tx, run.importId);
      if (counts.processed > 0 || row.cursor.hasMovedAsOf) await createJob(tx, now, { kind: 'backfill', subject: row.file_name, input: { importId: run.importId } });
      return { importId: run.importId, lines: Number(row.lines), ...counts };
    });
    void this.rings.ring(run.ctx.workspaceId, 'jobs');
    return result;
  }

  /** Says in the import's own row why it ended. A shutdown or a lost database is no end: somebody goes on. */
  private async endBadly(ctx: WorkspaceContext, handle: JobHandle, importId: string, error: unknown): Promise<void> {
    const isCancel = handle.isCancelled() && error instanceof JobStopped && error.reason === 'cancelled';
    if (!isCancel && (handle.isCancelled() || isDatabaseAway(error))) return;
    const now = this.clock.now();
    const reason = error instanceof AppError ? toFailure(error) : { code: 'import.failed', message: 'Something went wrong on our side while this ran. It was logged; starting it again is safe.', values: {} };
    await this.db.transaction(ctx, async (tx) => {
      await updateImport(tx, importId, isCancel ? { status: 'cancelled', finishedAt: now } : { status: 'failed', finishedAt: now, error: reason });
      if (isCancel) await deleteChunks(tx, importId);
    });
  }
}

/** Cuts records into parts of bounded number and size. */
function* parts(records: readonly NumberedRecord[], maxRecords: number): Generator<NumberedRecord[]> {
  let part: NumberedRecord[] = [];
  let bytes = 0;
  for (const record of records) {
    if (part.length > 0 && (part.length >= maxRecords || bytes + record.record.bytes.length > MAX_PART_BYTES)) {
      yield part;
      part = [];
      bytes = 0;
    }
    part.push(record);
    bytes += record.record.bytes.length;
  }
  if (part.length > 0) yield part;
}

/** Lines of the whole file, by the share of its bytes read so far. */
function estimate(lines: number, consumed: number, bytes: number): number | null {
  return consumed > 0 && bytes > 0 ? Math.max(lines, Math.round((lines * bytes) / consumed)) : null;
}

/** The drain's tally of a source in the hour of an instant. */
async function readTally(tx: Tx, sourceId: string, at: Date): Promise<{ processed: number; rejected: number; parked: number; duplicates: number }> {
  const [row] = await tx.query<Record<'processed' | 'rejected' | 'parked' | 'duplicates', string>>(
    `SELECT processed, rejected, parked, duplicates FROM intake_outcome WHERE workspace_id = $1 AND source_id = $2 AND hour = date_trunc('hour', $3::timestamptz, 'UTC')`,
    [tx.workspaceId, sourceId, at]);
  return { processed: Number(row?.processed ?? 0), rejected: Number(row?.rejected ?? 0), parked: Number(row?.parked ?? 0), duplicates: Number(row?.duplicates ?? 0) };
}

/** Scores the workspace as at a date from now on, never earlier than it already was, or as of today; other choices leave it. Answers whether that was a change. */
async function moveAsOf(tx: Tx, now: Date, asOf: Date | AsOfChoice): Promise<boolean> {
  if (asOf === null || asOf === 'last_day') return false;
  const moved = asOf === 'now'
    ? await tx.query('UPDATE workspace SET as_of = NULL WHERE id = $1 AND as_of IS NOT NULL RETURNING id', [tx.workspaceId])
    : await tx.query('UPDATE workspace SET as_of = $2 WHERE id = $1 AND (as_of IS NULL OR as_of < $2) RETURNING id', [tx.workspaceId, asOf]);
  if (moved.length === 0) return false;
  await appendChange(tx, now, 'workspace', {});
  return true;
}

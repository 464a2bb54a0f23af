import { importMapSchema, type CreateImport, type Import, type ImportMap, type ImportPreview } from '@kelvin/contracts';
import type { Clock } from '@kelvin/kernel';
import { defaultCountryOf } from '@kelvin/profile';
import { Inject, Injectable } from '@nestjs/common';
import { isDeepStrictEqual } from 'node:util';
import { Db } from '../../platform/db/db.ts';
import { newId } from '../../platform/db/ids.ts';
import { getWorkspaceFacts } from '../../platform/db/workspace-facts.ts';
import { CLOCK } from '../../platform/http/runtime.module.ts';
import { invalidRequest } from '../../platform/http/validation.ts';
import { createJob, requestCancel } from '../../platform/jobs/job-store.ts';
import { Rings } from '../../platform/queue/rings.ts';
import { recordAudit } from '../../platform/security/audit-log.ts';
import type { RequestContext } from '../../platform/security/request-context.ts';
import { deleteChunks, readStart } from './import-chunks.ts';
import { PREVIEW_BYTES, previewImport } from './import-preview.ts';
import { chooseSource } from './import-source.ts';
import { assertReadable, assertTakesFile, storeFile } from './import-upload.ts';
import { createImportStateError, createMissingFileError } from './import.errors.ts';
import { OPEN, statusOf, toImport } from './import.mapper.ts';
import { deleteImport, getImportRow, holdImport, insertImport, listImportRows, resetImport, updateImport, type ImportRow } from './import.repository.ts';
import { createRecordReader, type ReaderOptions } from './record-reader.ts';

const LISTED = 100;

/** Imports from the upload to the start; the rest is its job's. */
@Injectable()
export class ImportsService {
  constructor(@Inject(Db) private readonly db: Db, @Inject(CLOCK) private readonly clock: Clock, @Inject(Rings) private readonly rings: Rings) {}

  async list(ctx: RequestContext): Promise<Import[]> {
    return this.db.transaction(ctx, async (tx) => {
      const facts = await getWorkspaceFacts(tx);
      return (await listImportRows(tx, LISTED)).map((row) => toImport(row, this.clock.now(), facts));
    });
  }

  /** With the workspace's own date of the scores, which the import may just have set: who asks is remembered with the one before. */
  async get(ctx: RequestContext, id: string): Promise<Import> {
    return this.db.transaction(ctx, async (tx) => toImport(await getImportRow(tx, id), this.clock.now(), await getWorkspaceFacts(tx)));
  }

  /** Opens an import into a source: a given one, or the import source of a name, which its first line makes when there is none. */
  async create(ctx: RequestContext, body: CreateImport): Promise<Import> {
    const now = this.clock.now();
    const id = newId(now.getTime());
    await this.db.transaction(ctx, async (tx) => {
      const source = await chooseSource(tx, now, body);
      await insertImport(tx, now, { id, source, fileName: body.fileName, userId: ctx.userId });
      await recordAudit(tx, now, { action: 'import.created', objectKind: 'import', objectId: id, userId: ctx.userId, diff: { fileName: body.fileName, sourceId: source.id } });
    });
    return this.get(ctx, id);
  }

  /** Takes the file in as it streams. A second upload replaces the first; a broken one leaves the import waiting for another. */
  async upload(ctx: RequestContext, id: string, stream: AsyncIterable<Buffer>): Promise<Import> {
    assertTakesFile(statusOf(await this.rowOf(ctx, id)));
    await storeFile(this.db, ctx, id, stream);
    return this.get(ctx, id);
  }

  /** What the file looks like, and what its first lines become with the given map, or with a guessed one. */
  async preview(ctx: RequestContext, id: string, map: unknown): Promise<ImportPreview> {
    const row = await this.rowOf(ctx, id);
    const parsed = map === undefined || map === null ? row.map : parseMap(map);
    return previewImport(await this.startOfFile(ctx, row), { map: parsed, ...readerOptions(ctx, row) });
  }

  /** Queues the import's job. Asked once more with the same map while it runs, answers it as it is. */
  async start(ctx: RequestContext, id: string, given: unknown, asOf: 'last_day' | 'now' | null): Promise<Import> {
    const row = await this.rowOf(ctx, id);
    const map = parseMap(given);
    if (runsWith(row, map)) return this.get(ctx, id);
    const file = await this.startOfFile(ctx, row);
    // Fails here, where somebody sees it, rather than in the job: a column that is not there, a date format that is none.
    const { header } = previewImport(file, { map, ...readerOptions(ctx, row) });
    createRecordReader(map, header, readerOptions(ctx, row));
    const now = this.clock.now();
    await this.db.transaction(ctx, async (tx) => {
      const held = await holdImport(tx, id);
      if (runsWith(held, map)) return;
      if (statusOf(held) === 'failed') await resetImport(tx, id);
      const jobId = await createJob(tx, now, { kind: 'import', subject: row.file_name, input: { importId: id, asOf }, userId: ctx.userId });
      await updateImport(tx, id, { status: 'queued', map, jobId, error: null });
      await recordAudit(tx, now, { action: 'import.started', objectKind: 'import', objectId: id, userId: ctx.userId, diff: { asOf } });
    });
    await this.rings.ring(ctx.workspaceId, 'jobs');
    return this.get(ctx, id);
  }

  /** Stops an import. Lines that were already handed over stay; a second import of the file brings only the rest. */
  async cancel(ctx: RequestContext, id: string): Promise<Import> {
    const now = this.clock.now();
    await this.db.transaction(ctx, async (tx) => {
      const row = await holdImport(tx, id);
      const job = OPEN.has(statusOf(row)) && row.job_id !== null ? await requestCancel(tx, now, row.job_id) : null;
      if (!job) throw createImportStateError('This import is not running.');
      // No job that has not begun will ever say so itself, nor let go of the file.
      if (job.status === 'cancelled') {
        await updateImport(tx, id, { status: 'cancelled', finishedAt: now });
        await deleteChunks(tx, id);
      }
      await recordAudit(tx, now, { action: 'import.cancelled', objectKind: 'import', objectId: id, userId: ctx.userId });
    });
    return this.get(ctx, id);
  }

  /** Forgets an import that brought nothing in. */
  async remove(ctx: RequestContext, id: string): Promise<void> {
    const now = this.clock.now();
    await this.db.transaction(ctx, async (tx) => {
      const row = await holdImport(tx, id);
      if (Number(row.lines) > 0 || OPEN.has(statusOf(row))) throw createImportStateError('This import has brought lines in, so it stays in the list.');
      await deleteImport(tx, id);
      await recordAudit(tx, now, { action: 'import.deleted', objectKind: 'import', objectId: id, userId: ctx.userId });
    });
  }

  private rowOf(ctx: RequestContext, id: string): Promise<ImportRow> {
    return this.db.transaction(ctx, (tx) => getImportRow(tx, id));
  }

  private async startOfFile(ctx: RequestContext, row: ImportRow): Promise<{ bytes: Buffer; isGzip: boolean; fileName: string }> {
    const file = await readStart(this.db, ctx, row.id, PREVIEW_BYTES);
    if (file.bytes.length === 0) throw createMissingFileError();
    assertReadable(file.bytes);
    return { ...file, fileName: row.file_name };
  }
}

/**
 * Whether an import is running with a map already; one that may be started is not.
 * @throws AppError `import.wrong_state` for one that has no file yet, has ended, or runs with another map.
 */
function runsWith(row: ImportRow, map: ImportMap): boolean {
  const status = statusOf(row);
  if (status === 'mapping' || status === 'failed') return false;
  if (OPEN.has(status) && isDeepStrictEqual(row.map, map)) return true;
  throw createImportStateError(status === 'uploading' ? 'Upload the file first.' : 'This import has already been started.');
}

function parseMap(given: unknown): ImportMap {
  const parsed = importMapSchema.safeParse(given);
  if (!parsed.success) throw invalidRequest(parsed.error.issues);
  return parsed.data;
}

function readerOptions(ctx: RequestContext, row: ImportRow): ReaderOptions {
  return { receivedAt: row.created_at, timeZone: ctx.timeZone, defaultCountry: defaultCountryOf(ctx) };
}

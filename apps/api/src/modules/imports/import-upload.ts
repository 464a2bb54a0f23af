import { findForeignFile } from '@kelvin/contracts';
import { AppError } from '@kelvin/kernel';
import { randomUUID } from 'node:crypto';
import type { Db, Tx, WorkspaceContext } from '../../platform/db/db.ts';
import { deleteChunks } from './import-chunks.ts';
import { createEmptyFileError, createFileTooLargeError, createForeignFileError, createImportStateError, createUploadCutError, createUploadReplacedError } from './import.errors.ts';
import { statusOf } from './import.mapper.ts';
import { getImportRow, holdImport, updateImport } from './import.repository.ts';

const CHUNK_BYTES = 1_048_576;
const MAX_FILE_GB = 20;
const MAX_FILE_BYTES = MAX_FILE_GB * 1024 ** 3;

/** One attempt to bring a file. */
interface Upload {
  readonly importId: string;
  /** Stands in the import's cursor while this one is the newest. */
  readonly uploadId: string;
}

/**
 * Takes a file in as it streams, in pieces of 1 MB; holds two of them in memory however long the file. A later upload takes the
 * place of one under way, because that may be of a connection which is dead without anybody knowing: the earlier one ends with its
 * next piece. What is refused at its first piece leaves the file that was there.
 *
 * @throws AppError `import.wrong_state`, `import.upload_replaced`, and what is wrong with the file.
 */
export async function storeFile(db: Db, ctx: WorkspaceContext, importId: string, stream: AsyncIterable<Buffer>): Promise<void> {
  const upload: Upload = { importId, uploadId: randomUUID() };
  let parts: Buffer[] = [];
  let held = 0;
  let total = 0;
  let n = 0;
  const flush = async () => {
    const body = Buffer.concat(parts, held);
    parts = [];
    held = 0;
    if (n === 0) assertReadable(body);
    await db.transaction(ctx, async (tx) => {
      if (n === 0) await begin(tx, upload);
      await writeChunk(tx, upload, n, body);
    });
    n += 1;
  };
  for await (const part of whole(stream)) {
    total += part.length;
    if (total > MAX_FILE_BYTES) throw createFileTooLargeError(MAX_FILE_GB);
    parts.push(part);
    held += part.length;
    if (held >= CHUNK_BYTES) await flush();
  }
  if (total === 0) throw createEmptyFileError();
  if (held > 0) await flush();
  await db.transaction(ctx, (tx) => finish(tx, upload, total));
}

/** @throws AppError `import.workbook`, `import.archive` or `import.pdf` for a file that is no table of text. */
export function assertReadable(bytes: Buffer): void {
  const foreign = findForeignFile(bytes);
  if (foreign !== null) throw createForeignFileError(foreign);
}

/** @throws AppError `import.wrong_state` for an import that was started. */
export function assertTakesFile(status: ReturnType<typeof statusOf>): void {
  if (status !== 'uploading' && status !== 'mapping') throw createImportStateError('This import has already begun. Start a new one for another file.');
}

async function begin(tx: Tx, { importId, uploadId }: Upload): Promise<void> {
  assertTakesFile(statusOf(await holdImport(tx, importId)));
  await updateImport(tx, importId, { status: 'uploading', cursor: { upload: uploadId } });
  await deleteChunks(tx, importId);
}

/** Holds the import while it writes, so that a later upload deletes this piece too. */
async function writeChunk(tx: Tx, upload: Upload, n: number, body: Buffer): Promise<void> {
  const written = await tx.query(`
    WITH newest AS (SELECT id FROM import WHERE workspace_id = $1 AND id = $2 AND cursor ->> 'upload' = $3 FOR SHARE)
    INSERT INTO import_chunk (workspace_id, import_id, n, body) SELECT $1, id, $4, $5 FROM newest RETURNING n`,
  [tx.workspaceId, upload.importId, upload.uploadId, n, body]);
  if (written.length === 0) await refuse(tx, upload);
}

async function finish(tx: Tx, upload: Upload, bytes: number): Promise<void> {
  const finished = await tx.query(`
    UPDATE import SET status = 'mapping', bytes = $4, cursor = cursor - 'upload' WHERE workspace_id = $1 AND id = $2 AND cursor ->> 'upload' = $3 RETURNING id`,
  [tx.workspaceId, upload.importId, upload.uploadId, bytes]);
  if (finished.length === 0) await refuse(tx, upload);
}

async function refuse(tx: Tx, { importId }: Upload): Promise<never> {
  await getImportRow(tx, importId);
  throw createUploadReplacedError();
}

/** A connection that breaks off is the sender's trouble, not ours. */
async function* whole(stream: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield* stream;
  } catch (error) {
    throw error instanceof AppError ? error : createUploadCutError(error);
  }
}

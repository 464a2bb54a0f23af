import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { Db, Tx, WorkspaceContext } from '../../platform/db/db.ts';
import { createBrokenGzipError } from './import.errors.ts';

export async function deleteChunks(tx: Tx, importId: string): Promise<void> {
  await tx.query('DELETE FROM import_chunk WHERE workspace_id = $1 AND import_id = $2', [tx.workspaceId, importId]);
}

/** The first bytes of a file, unpacked if it is gzip; cut wherever 256 KB of it end. */
export async function readStart(db: Db, ctx: WorkspaceContext, importId: string, maxBytes: number): Promise<{ bytes: Buffer; isGzip: boolean }> {
  const parts: Buffer[] = [];
  let length = 0;
  const file = readFile(db, ctx, importId);
  for await (const part of file.bytes) {
    parts.push(part);
    length += part.length;
    if (length >= maxBytes) break;
  }
  return { bytes: Buffer.concat(parts, length).subarray(0, maxBytes), isGzip: file.isGzip() };
}

/** A file in order, unpacked if it is gzip; one piece of it in memory at a time. */
export interface FileReading {
  readonly bytes: AsyncIterable<Buffer>;
  /** Bytes of the file as uploaded that have been read so far, for progress. */
  readonly consumed: () => number;
  readonly isGzip: () => boolean;
}

export function readFile(db: Db, ctx: WorkspaceContext, importId: string): FileReading {
  let consumed = 0;
  let isGzip = false;
  async function* chunks(): AsyncGenerator<Buffer> {
    for (let n = 0; ; n += 1) {
      const [row] = await db.read<{ body: Buffer }>(ctx, 'SELECT body FROM import_chunk WHERE workspace_id = $1 AND import_id = $2 AND n = $3', [ctx.workspaceId, importId, n]);
      if (!row) return;
      consumed += row.body.length;
      yield row.body;
    }
  }
  async function* bytes(): AsyncGenerator<Buffer> {
    const source = chunks();
    const first = await source.next();
    if (first.done) return;
    isGzip = first.value[0] === 0x1f && first.value[1] === 0x8b;
    async function* all(): AsyncGenerator<Buffer> {
      yield first.value as Buffer;
      yield* source;
    }
    if (!isGzip) return yield* all();
    const input = Readable.from(all(), { objectMode: true, highWaterMark: 1 });
    const unpacked = createGunzip({ chunkSize: 256 * 1024 });
    input.once('error', (error) => unpacked.destroy(error));
    try {
      yield* input.pipe(unpacked);
    } catch (error) {
      throw /^Z_|ERR_ZLIB/.test(String((error as { code?: unknown }).code)) ? createBrokenGzipError(error) : error;
    } finally {
      input.destroy();
    }
  }
  return { bytes: bytes(), consumed: () => consumed, isGzip: () => isGzip };
}

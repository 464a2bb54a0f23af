import type { ImportMap } from '@kelvin/contracts';
import type { NumberedRecord, RecordBatch } from './import-records.ts';
import type { RecordReader } from './record-reader.ts';

/** What a file holds, learnt by reading it once before anything of it is kept. */
export interface FileScan {
  readonly lines: number;
  /** First and last time among the lines that will become events. */
  readonly firstAt: Date | null;
  readonly lastAt: Date | null;
}

/**
 * Reads the whole file as the drain will, keeping nothing: so that progress has an end to go to, and the date of the
 * scores can be set before the first event arrives, not after they were all scored as at now.
 */
export async function scanFile(
  batches: AsyncIterable<RecordBatch>, createReader: (header: readonly string[] | null) => RecordReader, onProgress: (lines: number) => Promise<void>,
): Promise<FileScan> {
  let read: RecordReader | null = null;
  let lines = 0;
  let firstMs = Number.POSITIVE_INFINITY;
  let lastMs = Number.NEGATIVE_INFINITY;
  for await (const { header, records } of batches) {
    if (records.length === 0) continue;
    read ??= createReader(header);
    for (const { record, messageId } of records as readonly NumberedRecord[]) {
      const item = read(record, messageId);
      if (item.status !== 'ok') continue;
      const ms = item.event.occurredAt.getTime();
      if (ms < firstMs) firstMs = ms;
      if (ms > lastMs) lastMs = ms;
    }
    lines += records.length;
    await onProgress(lines);
  }
  return { lines, firstAt: Number.isFinite(firstMs) ? new Date(firstMs) : null, lastAt: Number.isFinite(lastMs) ? new Date(lastMs) : null };
}

/** True when a map reads lines as messages rather than cells. */
export function isNdjson(map: ImportMap): boolean {
  return map.format.type === 'ndjson';
}

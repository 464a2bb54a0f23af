import { recordMessageId, RecordSplitter, RepeatCounter, type FileRecord } from '@kelvin/connectors';
import type { ImportFormat } from '@kelvin/contracts';
import { hash } from 'node:crypto';

/** One data line of a file with the id that a second import of the file would give it too. */
export interface NumberedRecord {
  readonly record: FileRecord;
  readonly messageId: string;
}

/** Records of one piece of the file; the header is not among them. */
export interface RecordBatch {
  readonly header: readonly string[] | null;
  readonly records: readonly NumberedRecord[];
}

// In one call: a Hash object per line costs the garbage collector more than all the rest of reading.
const sha256 = (bytes: Uint8Array): Uint8Array => hash('sha256', bytes, 'buffer');

/**
 * Splits a file into numbered records, piece by piece. Every line is hashed in order, also those a resumed import has
 * already committed: which occurrence of a line this is depends on all the lines before.
 */
export async function* numberedRecords(bytes: AsyncIterable<Buffer>, format: ImportFormat): AsyncGenerator<RecordBatch> {
  const splitter = new RecordSplitter(format);
  const repeats = new RepeatCounter();
  let header: readonly string[] | null = null;
  let isHeaderNext = format.type !== 'ndjson' && format.header;
  const toBatch = (found: FileRecord[]): RecordBatch => {
    const data = isHeaderNext ? found.slice(1) : found;
    if (isHeaderNext && found[0]) {
      header = found[0].cells;
      isHeaderNext = false;
    }
    return { header, records: data.map((record) => ({ record, messageId: recordMessageId(record, sha256, repeats) })) };
  };
  for await (const chunk of bytes) yield toBatch(splitter.push(chunk));
  yield toBatch(splitter.end());
}

/** The names of the columns; null when the file gives none. Reads no further than it must. */
export async function readHeader(bytes: AsyncIterable<Buffer>, format: ImportFormat): Promise<readonly string[] | null> {
  if (format.type === 'ndjson' || !format.header) return null;
  const splitter = new RecordSplitter(format);
  for await (const chunk of bytes) {
    const [first] = splitter.push(chunk);
    if (first) return first.cells;
  }
  return splitter.end()[0]?.cells ?? null;
}

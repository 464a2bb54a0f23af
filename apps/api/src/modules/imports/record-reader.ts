import { compileImportMap, mapRecord, readNdjsonLine, type FileRecord } from '@kelvin/connectors';
import type { ImportMap, NormalisedItem } from '@kelvin/contracts';

/** Reads a record as the drain will: what becomes of it, without keeping it. */
export type RecordReader = (record: FileRecord, messageId: string) => NormalisedItem;

/** When and where a file is read. */
export interface ReaderOptions {
  readonly receivedAt: Date;
  readonly timeZone: string;
  /** Of phone numbers without `+`, where the map names no country. */
  readonly defaultCountry?: string;
}

/** @throws AppError `import.missing_column` and its like, when the map does not fit the file. */
export function createRecordReader(map: ImportMap, header: readonly string[] | null, options: ReaderOptions): RecordReader {
  const compiled = map.format.type === 'ndjson' ? null : compileImportMap(map, header, options);
  return (record, messageId) => {
    const place = { lineNumber: record.lineNumber, messageId };
    if (record.reason) return { status: 'rejected', index: record.lineNumber, reason: record.reason };
    return compiled === null ? readNdjsonLine(record.text, place, options) : mapRecord(record.cells, compiled, place);
  };
}

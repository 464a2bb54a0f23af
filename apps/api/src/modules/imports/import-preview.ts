import { detectFormat, guessImportMap, RecordSplitter, type FileRecord } from '@kelvin/connectors';
import { importMapSchema, MAX_IMPORT_COLUMNS, type ImportFormat, type ImportMap, type ImportPreview } from '@kelvin/contracts';
import { createTooManyColumnsError } from './import.errors.ts';
import { createRecordReader, type ReaderOptions } from './record-reader.ts';

/** Enough to see the format and some dozens of lines. */
export const PREVIEW_BYTES = 256 * 1024;
const ROWS_SHOWN = 20;
/** Rows that guesses are checked against. */
const ROWS_READ = 200;

interface Sample {
  readonly header: readonly string[];
  readonly records: readonly FileRecord[];
}

/**
 * What a file looks like from its beginning, a map guessed for it or given, and what its first lines become with it.
 * @throws AppError `import.too_many_columns`; `import.missing_column` and its like for a given map that does not fit.
 */
export function previewImport(file: { bytes: Buffer; isGzip: boolean; fileName: string }, options: ReaderOptions & { readonly map: ImportMap | null }): ImportPreview {
  const format = options.map?.format ?? detectFormat(file.bytes, file.fileName).format;
  const sample = readSample(file.bytes, format);
  const guess = options.map ? { map: options.map, confidence: 1, questions: [] } : guessMap(sample, format, options.receivedAt);
  return {
    format: { kind: format.type, delimiter: format.type === 'csv' ? format.delimiter : null, isGzip: file.isGzip },
    header: [...sample.header], rows: sample.records.slice(0, ROWS_SHOWN).map((record) => (format.type === 'ndjson' ? [record.text] : [...record.cells])),
    map: guess.map, confidence: guess.confidence, questions: guess.questions.map(({ field, code, choices }) => ({ field, code, choices: [...choices] })),
    sample: sampleOf(sample, guess.map, options),
  };
}

function guessMap(sample: Sample, format: ImportFormat, receivedAt: Date): Pick<ReturnType<typeof guessImportMap>, 'map' | 'confidence' | 'questions'> {
  if (format.type === 'ndjson') return { map: importMapSchema.parse({ format }), confidence: 1, questions: [] };
  // Without a header the columns are numbered, and the map has to say so.
  const named = format.header ? format : { ...format, columns: [...sample.header] };
  return guessImportMap(sample.header, sample.records.map((record) => record.cells), { format: named, receivedAt });
}

function readSample(bytes: Buffer, format: ImportFormat): Sample {
  const splitter = new RecordSplitter(format);
  // A file shorter than the preview has its last line here as well; of a longer one it would be cut.
  const found = bytes.length < PREVIEW_BYTES ? [...splitter.push(bytes), ...splitter.end()] : splitter.push(bytes);
  const hasHeader = format.type !== 'ndjson' && format.header;
  // A line too long to be read has no cells.
  if (hasHeader && found[0]?.reason?.code === 'line_too_long') throw createTooManyColumnsError();
  const records = (hasHeader ? found.slice(1) : found).slice(0, ROWS_READ);
  const width = records.reduce((widest, record) => Math.max(widest, record.cells.length), 0);
  const header = format.columns ?? (hasHeader ? found[0]?.cells ?? [] : format.type === 'ndjson' ? [] : Array.from({ length: width }, (_unused, n) => `column ${n + 1}`));
  if (header.length > MAX_IMPORT_COLUMNS) throw createTooManyColumnsError();
  return { header, records };
}

function sampleOf(sample: Sample, map: ImportMap, options: ReaderOptions): ImportPreview['sample'] {
  // A guess with open questions is no map yet.
  if (!importMapSchema.safeParse(map).success) return [];
  const read = createRecordReader(map, sample.header, options);
  return sample.records.slice(0, ROWS_SHOWN).map((record) => {
    const item = read(record, `preview-${record.lineNumber}`);
    return {
      lineNumber: record.lineNumber, status: item.status, reason: item.status === 'ok' ? null : item.reason.code,
      event: item.status === 'ok' ? { ...item.event, messageId: undefined } : null,
    };
  });
}

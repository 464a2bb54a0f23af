import type { ImportFormat } from '@kelvin/contracts';
import { isObject } from '../json.ts';
import type { FileRecord } from './file-record.ts';
import { RecordSplitter } from './record-splitter.ts';
import { utf16Of, type Utf16 } from './utf16-transcoder.ts';

export interface DetectedFormat {
  /** What the splitter needs; `header` is true when the first line holds names rather than values. */
  readonly format: ImportFormat;
  /** A byte order mark at the start. */
  readonly bom: 'utf-8' | Utf16 | null;
  /** First 2 bytes of a gzip file: unpack it and look again. */
  readonly isGzip: boolean;
  /** 0–1: how evenly the sample's lines split. */
  readonly confidence: number;
}

const DELIMITERS = [',', ';', '\t', '|'] as const;
const SAMPLE_LINES = 50;
/** The sample is split piece by piece, because some dozens of records are enough. */
const PIECE_BYTES = 16 * 1024;
/** What a line counts that the reader would refuse with this delimiter: quotes may be in disorder, or it is another's. */
const REFUSED_WEIGHT = 0.5;

interface SampleRow {
  readonly cells: readonly string[];
  readonly weight: number;
}

/** The first line of files that spreadsheets wrote for spreadsheets: it says what the delimiter is, and is no data. */
const SEPARATOR_LINE = /^\ufeff?"?sep=((?![\w"'])[\t\x20-\x7e])"?\r?\n/i;

/** What a file of one object per line is called, packed or not. */
const NDJSON_NAME = /\.(?:ndjson|jsonl)(?:\.gz)?$/i;

/**
 * The format of a file from its first bytes (a few dozen lines are enough): NDJSON when it is called so, begins with an
 * object, or nearly all its lines look like one; CSV by the delimiter that its first line names (`sep=;`) or that splits them
 * most evenly, whitespace when only blanks do. Records are those that `RecordSplitter` would give.
 *
 * @param fileName empty: not known.
 */
export function detectFormat(bytes: Uint8Array, fileName = ''): DetectedFormat {
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
  const bom = byteOrderMark(bytes);
  const encoding = encodingOf(bytes);
  const text = new TextDecoder(encoding).decode(bytes);
  const lines = completeLines(text).filter((line) => line.trim() !== '').slice(0, SAMPLE_LINES);
  const separator = SEPARATOR_LINE.exec(text)?.[1];
  const base: ImportFormat = { type: 'csv', delimiter: separator ?? ',', quote: '"', header: true, skipLines: separator === undefined ? 0 : 1, encoding };
  if (isGzip || lines.length === 0) return { format: base, bom, isGzip, confidence: 0 };
  const objects = lines.filter((line) => line.trimStart().startsWith('{')).length;
  // Its own name and its first line say more than lines that may be broken.
  const isNdjson = NDJSON_NAME.test(fileName) || isObjectText(lines[0]!) || objects / lines.length > 0.8;
  if (isNdjson) return { format: { ...base, type: 'ndjson', header: false }, bom, isGzip, confidence: objects / lines.length };
  const best = (separator === undefined ? DELIMITERS : [separator]).map((delimiter) => {
    const rows = sampleRows(bytes, { ...base, delimiter }, text.endsWith('\n'));
    return { delimiter, rows, score: evennessOf(rows) };
  }).reduce((one, other) => (other.score > one.score ? other : one));
  const words = lines.map((line): SampleRow => ({ cells: line.trim().split(/\s+/), weight: 1 }));
  const blanks = evennessOf(words);
  const isWhitespace = separator === undefined && best.score === 0 && blanks > 0;
  const [first, ...rest] = (isWhitespace ? words : best.rows).map(({ cells }) => cells);
  return {
    format: { ...base, type: isWhitespace ? 'whitespace' : 'csv', delimiter: best.score === 0 ? base.delimiter : best.delimiter, header: looksLikeHeader(first ?? [], rest) },
    bom, isGzip, confidence: isWhitespace ? blanks : best.score,
  };
}

function isObjectText(line: string): boolean {
  if (!line.trimStart().startsWith('{')) return false;
  try {
    return isObject(JSON.parse(line));
  } catch {
    return false;
  }
}

/** The first records of the sample with a delimiter; a line that the reader would refuse is split without regard to quotes. */
function sampleRows(bytes: Uint8Array, format: ImportFormat, isWhole: boolean): SampleRow[] {
  const splitter = new RecordSplitter(format);
  const decoder = new TextDecoder(format.encoding.startsWith('utf-16') ? 'utf-8' : format.encoding);
  const records: FileRecord[] = [];
  for (let at = 0; at < bytes.length && records.length < SAMPLE_LINES; at += PIECE_BYTES) records.push(...splitter.push(bytes.subarray(at, at + PIECE_BYTES)));
  if (records.length < SAMPLE_LINES) {
    // An open quote may have held up all that follows it. The last line may be cut, and counts only where there is hardly another.
    const rest = splitter.end();
    records.push(...(isWhole || records.length + rest.length < 3 ? rest : rest.slice(0, -1)));
  }
  return records.slice(0, SAMPLE_LINES)
    .map(({ reason, cells, bytes: line }) => (reason === null ? { cells, weight: 1 } : { cells: decoder.decode(line).split(format.delimiter), weight: REFUSED_WEIGHT }))
    .filter(({ cells }) => cells.length > 1 || cells[0]!.trim() !== '');
}

function byteOrderMark(bytes: Uint8Array): DetectedFormat['bom'] {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  return (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff) ? utf16Of(bytes) : null;
}

function encodingOf(bytes: Uint8Array): ImportFormat['encoding'] {
  const utf16 = utf16Of(bytes);
  if (utf16 !== null) return utf16;
  try {
    // `stream`: the sample may end in the middle of a character.
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return 'utf-8';
  } catch {
    // Cyrillic text has its letters (0xC0–0xFF) side by side; in western texts accents stand alone between ASCII letters.
    let pairs = 0;
    let high = 0;
    for (let at = 1; at < bytes.length; at++) {
      if (bytes[at]! < 0xc0) continue;
      high++;
      if (bytes[at - 1]! >= 0xc0) pairs++;
    }
    return pairs * 2 > high ? 'windows-1251' : 'windows-1252';
  }
}

/** Lines of the sample without the last one, which may be cut, unless it is the only one. */
function completeLines(text: string): string[] {
  const lines = text.replace(/^\ufeff/, '').split(/\r?\n/);
  return lines.length > 1 ? lines.slice(0, -1).concat(text.endsWith('\n') ? [] : lines.length < 3 ? lines.slice(-1) : []) : lines;
}

/** Share of rows that have the commonest number of cells, 0 when that number is one; more cells win a tie by a little. */
function evennessOf(rows: readonly SampleRow[]): number {
  const weights = new Map<number, number>();
  for (const { cells, weight } of rows) weights.set(cells.length, (weights.get(cells.length) ?? 0) + weight);
  let best: [width: number, weight: number] = [1, 0];
  for (const [width, weight] of weights) if (weight > best[1]) best = [width, weight];
  if (best[0] < 2) return 0;
  return (best[1] / rows.length) * (1 - 0.05 / best[0]);
}

/** Names are texts without digits where the lines below hold numbers or dates, or at least are unlike the lines below. */
function looksLikeHeader(first: readonly string[], rest: readonly (readonly string[])[]): boolean {
  const isValue = (cell: string | undefined): boolean => cell !== undefined && /^[\s"']*[+-]?\d|@/.test(cell);
  if (first.some(isValue)) return false;
  const hasValues = rest.some((cells) => cells.some(isValue));
  return hasValues || rest.length === 0 || first.every((cell, index) => cell.trim() !== '' && !rest.some((cells) => cells[index] === cell));
}

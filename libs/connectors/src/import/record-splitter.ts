import type { ImportFormat } from '@kelvin/contracts';
import { MAX_RECORD_BYTES, recordReason, type FileRecord, type RecordProblem } from './file-record.ts';
import { LineDecoder } from './line-decoder.ts';
import { parseQuotedCells, quotedRecordEnd } from './quoted-cells.ts';
import { utf16Of, Utf16Transcoder } from './utf16-transcoder.ts';

/** Where to go on after a kill: `endOffset` of the last processed record and the number of the line after it. */
export interface SplitPosition {
  readonly offset: number;
  readonly lineNumber: number;
}

/** Where a record ends, and what the search found out about it. */
interface LineEnd {
  readonly lf: number;
  readonly lines: number;
  readonly isQuoted: boolean;
  readonly problem: RecordProblem | null;
}

const LF = 10;
const CR = 13;
const NOTHING = new Uint8Array(0);

/**
 * Splits a file into records as its bytes come, in constant memory (one chunk and at most one record).
 *
 * Written by hand, where `csv-parse` would do for cells, because an import needs each line's raw bytes (its hash is its
 * id) and the byte offset after it (to go on after a kill), at well over a hundred thousand lines a second; a test
 * holds the two against each other. Broken quotes cost one line: reading goes on with the next. Empty lines are skipped.
 * However the bytes are cut into chunks, the records are the same. UTF-16 is read as the UTF-8 it stands for: bytes,
 * offsets and so the ids of lines are those of the same file in UTF-8.
 */
export class RecordSplitter {
  private carry: Uint8Array = NOTHING;
  private offset: number;
  private lineNumber: number;
  private linesToSkip: number;
  private isAtStart: boolean;
  /** Beginning of a line that is too long, whose rest is being thrown away. */
  private tooLong: Uint8Array | null = null;
  private transcoder: Utf16Transcoder | null;
  private readonly quote: number;
  private readonly delimiter: number;
  private readonly decoder: LineDecoder;

  constructor(private readonly format: ImportFormat, from?: SplitPosition) {
    this.offset = from?.offset ?? 0;
    this.lineNumber = from?.lineNumber ?? 1;
    this.isAtStart = this.offset === 0;
    this.linesToSkip = this.isAtStart ? format.skipLines : 0;
    this.quote = format.type === 'csv' && format.quote !== null ? format.quote.charCodeAt(0) : -1;
    this.delimiter = format.delimiter.charCodeAt(0);
    const isUtf16 = format.encoding === 'utf-16le' || format.encoding === 'utf-16be';
    this.transcoder = isUtf16 ? new Utf16Transcoder(format.encoding === 'utf-16le') : null;
    this.decoder = new LineDecoder(isUtf16 ? 'utf-8' : format.encoding);
  }

  /** Records that are complete with these bytes. */
  push(chunk: Uint8Array): FileRecord[] {
    return this.split(this.joined(chunk), false);
  }

  /** The last record, when the file does not end with a line end. */
  end(): FileRecord[] {
    return this.split(this.transcoder ? join(this.carry, this.transcoder.end()) : this.carry, true);
  }

  private joined(chunk: Uint8Array): Uint8Array {
    if (this.transcoder) return join(this.carry, this.transcoder.push(chunk));
    const bytes = join(this.carry, chunk);
    if (!this.isAtStart || this.format.encoding !== 'utf-8' || !isMarkedUtf16(bytes)) return bytes;
    // No UTF-8 text begins with these bytes, so a map that says nothing of UTF-16 was written for a file saved otherwise.
    this.transcoder = new Utf16Transcoder(utf16Of(bytes) === 'utf-16le');
    return this.transcoder.push(bytes);
  }

  private split(bytes: Uint8Array, isLast: boolean): FileRecord[] {
    const records: FileRecord[] = [];
    // Too few bytes to tell whether they are a byte order mark.
    if (this.isAtStart && bytes.length < 3 && !isLast) {
      this.carry = bytes;
      return records;
    }
    let start = this.skipByteOrderMark(bytes);
    const base = this.offset - start;
    this.decoder.useBuffer(bytes, start);
    // -2: not looked for yet; -1: there is none.
    let nextQuote = -2;
    while (start < bytes.length || (isLast && this.tooLong !== null)) {
      if (nextQuote !== -1 && nextQuote < start) nextQuote = this.quote < 0 ? -1 : bytes.indexOf(this.quote, start);
      const line = this.nextLine(bytes, start, nextQuote, isLast);
      if (line === null) break;
      const next = Math.min(line.lf + 1, bytes.length);
      this.offset = base + next;
      const record = this.toRecord(bytes, start, line);
      if (record) records.push(record);
      this.lineNumber += line.lines;
      start = next;
    }
    this.keepRest(bytes, start);
    return records;
  }

  /** The end of the record at `start`; null when it needs more bytes. */
  private nextLine(bytes: Uint8Array, start: number, nextQuote: number, isLast: boolean): LineEnd | null {
    const found = bytes.indexOf(LF, start);
    const lf = found < 0 && isLast ? bytes.length : found;
    const isPlain = this.tooLong !== null || this.linesToSkip > 0 || nextQuote < 0 || (lf >= 0 && nextQuote > lf);
    if (!isPlain) {
      const end = quotedRecordEnd(bytes, start, this.quote, this.delimiter, isLast);
      if (end.found === 'end' && end.lf - start <= MAX_RECORD_BYTES) {
        return { lf: end.lf, lines: 1 + countLineFeeds(bytes, start, end.lf), isQuoted: true, problem: null };
      }
      // An open quote may close with the next bytes, unless the record is already too long for that.
      if (end.found === 'open' && !isLast && bytes.length - start <= MAX_RECORD_BYTES) return null;
    }
    if (lf < 0) return null;
    const isTooLong = this.tooLong !== null || lf - start > MAX_RECORD_BYTES;
    return { lf, lines: 1, isQuoted: false, problem: isTooLong ? 'line_too_long' : isPlain ? null : 'invalid_quotes' };
  }

  private toRecord(bytes: Uint8Array, start: number, line: LineEnd): FileRecord | null {
    const { tooLong } = this;
    this.tooLong = null;
    if (this.linesToSkip > 0) {
      this.linesToSkip--;
      return null;
    }
    const end = line.lf > start && bytes[line.lf - 1] === CR ? line.lf - 1 : line.lf;
    const raw = tooLong ?? bytes.subarray(start, Math.min(end, start + MAX_RECORD_BYTES));
    if (raw.length === 0) return null;
    const text = line.problem === null ? this.decoder.textOf(start, end) : null;
    const problem = line.problem ?? (text === null ? 'invalid_encoding' : null);
    if (text !== null && this.format.type === 'whitespace' && text.trim() === '') return null;
    return {
      lineNumber: this.lineNumber, endOffset: this.offset, lines: line.lines, bytes: raw, text: text ?? '',
      cells: text === null ? [] : this.cellsOf(text, line.isQuoted),
      reason: problem === null ? null : recordReason(problem, this.format.encoding),
    };
  }

  private cellsOf(text: string, isQuoted: boolean): readonly string[] {
    if (this.format.type === 'ndjson') return [];
    if (this.format.type === 'whitespace') return text.trim().split(/\s+/);
    return isQuoted ? parseQuotedCells(text, this.format.quote!, this.format.delimiter) : text.split(this.format.delimiter);
  }

  private skipByteOrderMark(bytes: Uint8Array): number {
    if (!this.isAtStart) return 0;
    this.isAtStart = false;
    if (bytes[0] !== 0xef || bytes[1] !== 0xbb || bytes[2] !== 0xbf) return 0;
    this.offset += 3;
    return 3;
  }

  /** Keeps an unfinished record for the next chunk; of a line beyond the limit only its beginning, as evidence. */
  private keepRest(bytes: Uint8Array, start: number): void {
    const rest = bytes.length - start;
    this.carry = rest <= 0 ? NOTHING : bytes.slice(start);
    if (this.tooLong === null && rest <= MAX_RECORD_BYTES) return;
    this.tooLong ??= this.carry.slice(0, MAX_RECORD_BYTES);
    this.carry = NOTHING;
    this.offset += Math.max(rest, 0);
  }
}

function isMarkedUtf16(bytes: Uint8Array): boolean {
  return (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
}

function join(first: Uint8Array, second: Uint8Array): Uint8Array {
  if (first.length === 0) return second;
  const joined = new Uint8Array(first.length + second.length);
  joined.set(first);
  joined.set(second, first.length);
  return joined;
}

function countLineFeeds(bytes: Uint8Array, start: number, end: number): number {
  let count = 0;
  for (let at = bytes.indexOf(LF, start); at >= 0 && at < end; at = bytes.indexOf(LF, at + 1)) count++;
  return count;
}

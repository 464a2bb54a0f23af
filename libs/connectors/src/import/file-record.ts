import type { ImportFormat, ItemReason } from '@kelvin/contracts';

/** Records longer than this are refused: twice the largest event. It bounds the splitter's memory. */
export const MAX_RECORD_BYTES = 64 * 1024;

/** One record of a file: a line, or several when quoted cells hold line feeds. */
export interface FileRecord {
  /** Line of the file on which it begins, from 1. */
  readonly lineNumber: number;
  /** Byte offset after its line end: a splitter started there continues with the next record. */
  readonly endOffset: number;
  /** Lines it takes: the next record begins on `lineNumber + lines` or, after empty lines, later. */
  readonly lines: number;
  /** Its bytes without the line end, for hashing (of a line that is too long, the beginning). A view: copy it to keep it. */
  readonly bytes: Uint8Array;
  readonly text: string;
  /** Empty for NDJSON and for records with a `reason`. */
  readonly cells: readonly string[];
  /** Why it cannot be read: `line_too_long`, `invalid_quotes`, `invalid_encoding`. */
  readonly reason: ItemReason | null;
}

export type RecordProblem = 'line_too_long' | 'invalid_quotes' | 'invalid_encoding';

/** The sentence for a record that cannot be read. */
export function recordReason(code: RecordProblem, encoding: ImportFormat['encoding']): ItemReason {
  const messages: Record<RecordProblem, string> = {
    line_too_long: `The line is longer than ${MAX_RECORD_BYTES / 1024} KB.`,
    invalid_quotes: 'A quoted cell of the line is not closed, or something follows its closing quote.',
    invalid_encoding: `The line holds bytes that are not ${encoding}.`,
  };
  return { code, field: null, message: messages[code] };
}

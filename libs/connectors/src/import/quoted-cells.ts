const LF = 10;
const CR = 13;

/** Where a quoted record ends, or why that is not known. */
export type RecordEnd =
  | { readonly found: 'end'; readonly lf: number }
  | { readonly found: 'open' }
  | { readonly found: 'malformed' };

const OPEN: RecordEnd = { found: 'open' };
const MALFORMED: RecordEnd = { found: 'malformed' };

/**
 * The line feed that ends the record beginning at `start`, when quotes may hide line feeds. A quote opens only at the
 * start of a cell; a doubled one inside is itself; after the closing one only a delimiter or the end of the line may come.
 *
 * @param isLast no bytes follow, so the end of the buffer ends the record too (`lf` is then its length).
 */
export function quotedRecordEnd(bytes: Uint8Array, start: number, quote: number, delimiter: number, isLast: boolean): RecordEnd {
  let at = start;
  let isCellStart = true;
  while (at < bytes.length) {
    const byte = bytes[at]!;
    if (byte === LF) return { found: 'end', lf: at };
    if (isCellStart && byte === quote) {
      const after = afterClosingQuote(bytes, at + 1, quote, isLast);
      if (after < 0) return OPEN;
      if (after < bytes.length && !endsCell(bytes, after, delimiter, isLast)) return bytes[after] === CR && after + 1 >= bytes.length ? OPEN : MALFORMED;
      at = after;
      isCellStart = false;
      continue;
    }
    isCellStart = byte === delimiter;
    at++;
  }
  return isLast ? { found: 'end', lf: bytes.length } : OPEN;
}

/** Index after the quote that closes a cell, -1 when the buffer ends before that is certain. */
function afterClosingQuote(bytes: Uint8Array, from: number, quote: number, isLast: boolean): number {
  for (let at = from; ;) {
    const close = bytes.indexOf(quote, at);
    if (close < 0) return -1;
    if (close + 1 >= bytes.length) return isLast ? close + 1 : -1;
    if (bytes[close + 1] !== quote) return close + 1;
    at = close + 2;
  }
}

function endsCell(bytes: Uint8Array, at: number, delimiter: number, isLast: boolean): boolean {
  const byte = bytes[at];
  if (byte === delimiter || byte === LF) return true;
  return byte === CR && (bytes[at + 1] === LF || (isLast && at + 1 === bytes.length));
}

/**
 * Cells of one record's text, whose quotes `quotedRecordEnd` has found to be in order. Of any other text it makes cells too:
 * one that is never closed goes on to the end, because a reader must not hang on what a file holds.
 */
export function parseQuotedCells(text: string, quote: string, delimiter: string): string[] {
  const cells: string[] = [];
  let at = 0;
  for (;;) {
    if (text[at] === quote) {
      const close = closingQuote(text, at + 1, quote);
      cells.push(text.slice(at + 1, close).replaceAll(quote + quote, quote));
      at = close + 1;
    } else {
      const end = text.indexOf(delimiter, at);
      cells.push(end < 0 ? text.slice(at) : text.slice(at, end));
      at = end < 0 ? text.length : end;
    }
    if (at >= text.length) return cells;
    at++;
  }
}

/** Index of the quote that closes a cell, the text's length when none does. */
function closingQuote(text: string, from: number, quote: string): number {
  for (let at = from; ;) {
    const close = text.indexOf(quote, at);
    if (close < 0) return text.length;
    if (text[close + 1] !== quote) return close;
    at = close + 2;
  }
}

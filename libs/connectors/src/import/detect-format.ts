import type { ImportFormat } from '@kelvin/contracts';
import { parseQuotedCells } from './quoted-cells.ts';
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

/**
 * The format of a file from its first bytes (a few dozen lines are enough): NDJSON when the lines are objects, CSV by the
 * delimiter that splits them most evenly, whitespace when only blanks do.
 */
export function detectFormat(bytes: Uint8Array): DetectedFormat {
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
  const bom = byteOrderMark(bytes);
  const encoding = encodingOf(bytes);
  const text = new TextDecoder(encoding).decode(bytes);
  const lines = completeLines(text).filter((line) => line.trim() !== '').slice(0, SAMPLE_LINES);
  const base: ImportFormat = { type: 'csv', delimiter: ',', quote: '"', header: true, skipLines: 0, encoding };
  if (isGzip || lines.length === 0) return { format: base, bom, isGzip, confidence: 0 };
  const objects = lines.filter((line) => /^\s*\{.*\}?\s*$/.test(line)).length;
  if (objects / lines.length > 0.8) return { format: { ...base, type: 'ndjson', header: false }, bom, isGzip, confidence: objects / lines.length };
  const best = DELIMITERS.map((delimiter) => evenness(lines, delimiter)).reduce((one, other) => (other.score > one.score ? other : one));
  const blanks = evennessOf(lines.map((line) => line.trim().split(/\s+/).length));
  const isWhitespace = best.score === 0 && blanks > 0;
  const split = isWhitespace ? (line: string) => line.trim().split(/\s+/) : (line: string) => parseLine(line, best.delimiter);
  const header = looksLikeHeader(split(lines[0]!), lines.slice(1).map(split));
  return {
    format: { ...base, type: isWhitespace ? 'whitespace' : 'csv', delimiter: best.score === 0 ? ',' : best.delimiter, header },
    bom, isGzip, confidence: isWhitespace ? blanks : best.score,
  };
}

/** Cells of a sample line; a quoted cell that goes on in the next line ends here, which a guess can live with. */
function parseLine(line: string, delimiter: string): string[] {
  const quotes = line.split('"').length - 1;
  return quotes === 0 || quotes % 2 === 1 ? line.split(delimiter) : parseQuotedCells(line, '"', delimiter);
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

function evenness(lines: readonly string[], delimiter: string): { delimiter: string; score: number } {
  return { delimiter, score: evennessOf(lines.map((line) => parseLine(line, delimiter).length)) };
}

/** Share of lines that have the commonest number of cells, 0 when that number is one; more cells win a tie by a little. */
function evennessOf(widths: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const width of widths) counts.set(width, (counts.get(width) ?? 0) + 1);
  let best: [width: number, count: number] = [1, 0];
  for (const [width, count] of counts) if (count > best[1]) best = [width, count];
  if (best[0] < 2) return 0;
  return (best[1] / widths.length) * (1 - 0.05 / best[0]);
}

/** Names are texts without digits where the lines below hold numbers or dates, or at least are unlike the lines below. */
function looksLikeHeader(first: readonly string[], rest: readonly (readonly string[])[]): boolean {
  const isValue = (cell: string | undefined): boolean => cell !== undefined && /^[\s"']*[+-]?\d|@/.test(cell);
  if (first.some(isValue)) return false;
  const hasValues = rest.some((cells) => cells.some(isValue));
  return hasValues || rest.length === 0 || first.every((cell, index) => cell.trim() !== '' && !rest.some((cells) => cells[index] === cell));
}

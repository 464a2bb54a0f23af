import { readNumbers } from './read-numbers.ts';
import type { CategoryColumn, NumberColumn, TableColumn } from './table.ts';

/** A column that says nothing which could be learned, and why. `mixed`: numbers and words, of which hardly any comes twice. */
export interface DroppedColumn {
  readonly name: string;
  readonly reason: 'id' | 'mixed' | 'same_everywhere';
}

/** Cells of a column of numbers that say something which is none, and so count as blank. */
export interface MissingCells {
  readonly name: string;
  readonly cells: number;
  /** What they say, the commonest first. */
  readonly words: readonly string[];
}

export interface GuessedColumns {
  readonly columns: readonly TableColumn[];
  readonly dropped: readonly DroppedColumn[];
  readonly missing: readonly MissingCells[];
  /** Columns of dates that could be read day first and month first, and how they were read. */
  readonly unsureDates: readonly { readonly name: string; readonly format: string }[];
}

/**
 * Reads the cells of a column as days since 1970-01-01 (NaN where a cell is no date) if at least `leastShare` of them are
 * dates; null otherwise. `unsureFormat` is the format that was taken where two orders of day and month fit as well.
 */
export type ReadDates = (texts: readonly string[], leastShare: number) => { readonly values: Float64Array; readonly unsureFormat: string | null } | null;

/** Of the cells that are not blank, how many must be numbers (or dates) for a column of such. */
const LEAST_SHARE = 0.95;
/** With fewer kinds of numbers the words beside them may be what matters: 0, 1 and `unknown` are three categories. */
const LEAST_KINDS_BESIDE_WORDS = 3;
/** A column of this share of numbers that all differ is not called an id for the words among them. */
const MIXED_SHARE = 0.5;
const BLANKS: ReadonlySet<string> = new Set(['', 'na', 'n/a', 'nan', 'null', 'none', '?', '-']);
/** Blank among numbers and dates; a category may mean something by them. */
const UNKNOWN_WORDS: ReadonlySet<string> = new Set([
  'unknown', 'missing', 'undefined', 'nil', 'not available', 'n.a.', 'n.a', 'n/d', '<na>', '#n/a', '#na', '#null!', '#value!', '#ref!', '#name?', '#num!', '#div/0!',
  '\\n', '.', '--', '–', '—', 'неизвестно', 'не указано', 'нет данных', 'н/д',
]);
const ID_NAME = /(^|[\W_])(id|ids|uuid|guid|key|no|number|номер|код)$|(Id|ID|Uuid|UUID)$/;

type Guess = { readonly column: CategoryColumn; readonly isMixed: boolean } | { readonly column: NumberColumn; readonly words: readonly string[]; readonly isDate: boolean; readonly unsureFormat: string | null };

/**
 * Tells what the columns of a table are: numbers and dates (as day numbers) where nearly every cell that is not blank is one,
 * otherwise categories; the few others, and infinite values, then count as blank, and are told. Left out are columns with one
 * value everywhere, and ids: words of which there are as many as rows, and whole numbers of which there are as many that
 * count up from row to row or are named like an id.
 *
 * @param cells of each row, as many as `names`; a short row's missing cells are blank.
 */
export function guessColumns(names: readonly string[], cells: readonly (readonly string[])[], readDates: ReadDates): GuessedColumns {
  const columns: TableColumn[] = [];
  const dropped: DroppedColumn[] = [];
  const missing: MissingCells[] = [];
  const unsureDates: { name: string; format: string }[] = [];
  names.forEach((name, at) => {
    const guess = guessColumn(name, cells.map((row) => (row[at] ?? '').trim()), readDates);
    const reason = reasonToDrop(guess);
    if (reason) {
      dropped.push({ name, reason });
      return;
    }
    columns.push(guess.column);
    if (!('words' in guess)) return;
    if (guess.words.length > 0) missing.push({ name, cells: guess.words.length, words: byCount(guess.words) });
    if (guess.unsureFormat) unsureDates.push({ name, format: guess.unsureFormat });
  });
  return { columns, dropped, missing, unsureDates };
}

/** True for cells that stand for "not known" in every kind of column. */
export function isBlank(text: string): boolean {
  return BLANKS.has(text.toLowerCase());
}

function guessColumn(name: string, texts: readonly string[], readDates: ReadDates): Guess {
  const isSomething = texts.map((text) => !isBlank(text) && !UNKNOWN_WORDS.has(text.toLowerCase()));
  const known = texts.filter((_text, row) => isSomething[row]);
  const dates = readDates(known, LEAST_SHARE);
  const numbers = dates?.values ?? readNumbers(known);
  const share = numbers.reduce((count, value) => count + (Number.isNaN(value) ? 0 : 1), 0) / known.length;
  let next = 0;
  const values = Float64Array.from(isSomething, (is) => (is ? finiteOrNaN(numbers[next++]!) : NaN));
  const kinds = new Set(values.filter((value) => !Number.isNaN(value))).size;
  const words = texts.filter((text, row) => Number.isNaN(values[row]!) && !isBlank(text));
  if (share >= LEAST_SHARE && kinds >= (words.length > 0 ? LEAST_KINDS_BESIDE_WORDS : 1)) {
    return { column: { kind: 'number', name, values }, words, isDate: dates !== null, unsureFormat: dates?.unsureFormat ?? null };
  }
  return { column: { kind: 'category', name, values: texts.map((text) => (isBlank(text) ? '' : text)) }, isMixed: share >= MIXED_SHARE && !ID_NAME.test(name) };
}

function finiteOrNaN(value: number): number {
  return Number.isFinite(value) ? value : NaN;
}

function reasonToDrop(guess: Guess): DroppedColumn['reason'] | null {
  const { values } = guess.column;
  if (new Set<string | number>(values).size < 2) return 'same_everywhere';
  if (!('words' in guess)) return new Set(guess.column.values).size < values.length ? null : guess.isMixed ? 'mixed' : 'id';
  return !guess.isDate && isIdNumbers(guess.column) ? 'id' : null;
}

/** A few rows without a number do not make a feature of an id. */
function isIdNumbers({ name, values }: NumberColumn): boolean {
  const known = values.filter((value) => !Number.isNaN(value));
  if (known.length < LEAST_SHARE * values.length || new Set(known).size < known.length) return false;
  return known.every(Number.isInteger) && (ID_NAME.test(name) || isCounting(known));
}

function isCounting(values: Float64Array): boolean {
  const step = Math.sign(values[1]! - values[0]!);
  for (let row = 1; row < values.length; row++) if (Math.sign(values[row]! - values[row - 1]!) !== step) return false;
  return true;
}

function byCount(words: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]).map(([word]) => word);
}

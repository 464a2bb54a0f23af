import { dayFromIso } from '@kelvin/kernel';
import type { TableColumn } from './table.ts';

/** A column that says nothing which could be learned, and why. */
export interface DroppedColumn {
  readonly name: string;
  readonly reason: 'id' | 'same_everywhere';
}

export interface GuessedColumns {
  readonly columns: readonly TableColumn[];
  readonly dropped: readonly DroppedColumn[];
}

const NUMBER = /^[+-]?(\d+([.,]\d+)?|[.,]\d+)(e[+-]?\d+)?$/i;
const ISO_DATE = /^\d{4}-\d{2}-\d{2}([T ].*)?$/;
const BLANKS: ReadonlySet<string> = new Set(['', 'na', 'n/a', 'nan', 'null', 'none', '?', '-']);
const ID_NAME = /(^|[\W_])(id|ids|uuid|guid|key|no|number|номер|код)$|(Id|ID|Uuid|UUID)$/;

/**
 * Tells what the columns of a table are: numbers and dates (as day numbers) where every cell that is not blank is one,
 * otherwise categories. Left out are columns with one value everywhere, and ids: words of which there are as many as rows,
 * and whole numbers of which there are as many that count up from row to row or are named like an id.
 *
 * @param cells of each row, as many as `names`; a short row's missing cells are blank.
 */
export function guessColumns(names: readonly string[], cells: readonly (readonly string[])[]): GuessedColumns {
  const columns: TableColumn[] = [];
  const dropped: DroppedColumn[] = [];
  names.forEach((name, at) => {
    const column = guessColumn(name, cells.map((row) => (row[at] ?? '').trim()));
    const reason = isIdColumn(column) ? 'id' : isSameEverywhere(column) ? 'same_everywhere' : null;
    if (reason) dropped.push({ name, reason });
    else columns.push(column);
  });
  return { columns, dropped };
}

/** True for cells that stand for "not known". */
export function isBlank(text: string): boolean {
  return BLANKS.has(text.toLowerCase());
}

function guessColumn(name: string, texts: readonly string[]): TableColumn {
  const known = texts.filter((text) => !isBlank(text));
  if (known.length > 0 && known.every((text) => NUMBER.test(text))) {
    return { kind: 'number', name, values: Float64Array.from(texts, (text) => (isBlank(text) ? NaN : Number(text.replace(',', '.')))) };
  }
  if (known.length > 0 && known.every((text) => ISO_DATE.test(text) && !Number.isNaN(Date.parse(text.slice(0, 10))))) {
    return { kind: 'number', name, values: Float64Array.from(texts, (text) => (isBlank(text) ? NaN : dayFromIso(text.slice(0, 10)))) };
  }
  return { kind: 'category', name, values: texts.map((text) => (isBlank(text) ? '' : text)) };
}

function isIdColumn({ kind, name, values }: TableColumn): boolean {
  const isAllDifferent = values.length > 1 && new Set<string | number>(values).size === values.length;
  if (!isAllDifferent || kind === 'category') return isAllDifferent;
  return values.every(Number.isInteger) && (ID_NAME.test(name) || isCounting(values));
}

function isCounting(values: Float64Array): boolean {
  const step = Math.sign(values[1]! - values[0]!);
  for (let row = 1; row < values.length; row++) if (Math.sign(values[row]! - values[row - 1]!) !== step) return false;
  return true;
}

function isSameEverywhere({ values }: TableColumn): boolean {
  return new Set<string | number>(values).size < 2;
}

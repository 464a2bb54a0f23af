import { readDateColumn } from '@kelvin/connectors';
import { Sentence } from '../shared/sentence.ts';

/**
 * When rows were, by a column of numbers (a month, a year, seconds) or of dates: larger is later. Throws a sentence where a cell is
 * neither, because a row without a time is neither earlier nor later than the others.
 */
export function readOrder(column: string, texts: readonly string[]): Float64Array {
  const numbers = Float64Array.from(texts, (text) => (text === '' ? NaN : Number(text)));
  if (numbers.every(Number.isFinite)) return numbers;
  const dates = readDateColumn(texts, 1)?.values;
  if (dates && !dates.some(Number.isNaN)) return dates;
  const strange = texts.find((_text, row) => !Number.isFinite(numbers[row]!) && (!dates || Number.isNaN(dates[row]!)))!;
  throw new Sentence(`--order: the column ${column} must hold a number or a date in every row; one holds ${strange === '' ? 'nothing' : `“${strange}”`}.`);
}

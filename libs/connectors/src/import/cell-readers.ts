import type { ImportField } from '@kelvin/contracts';
import { rejection, type Problem } from '../outcome.ts';
import { sanitiseText } from '../sanitise.ts';

/** Reads one value of a record. Null: the cell is empty. */
export type CellReader = (cells: readonly string[]) => string | number | boolean | null | Problem;

/** The cell of an index, trimmed and storable; empty when the record is short. */
export function cellAt(cells: readonly string[], index: number): string {
  const cell = cells[index];
  return cell === undefined ? '' : sanitiseText(cell).trim();
}

/** A reader for a mapped field that is an id or a text. @param indexOf place of a column; throws when there is none. */
export function fieldReader(field: ImportField, indexOf: (column: string) => number): CellReader {
  if (typeof field === 'object' && 'constant' in field) return () => field.constant;
  const column = typeof field === 'string' ? field : field.column;
  const cast = typeof field === 'string' ? 'text' : field.cast;
  const index = indexOf(column);
  switch (cast) {
    case 'integer':
      return (cells) => emptyOr(cellAt(cells, index), (text) => integerText(text) ?? notA('a whole number', column));
    case 'number':
      return (cells) => emptyOr(cellAt(cells, index), (text) => numberOf(text) ?? notA('a number', column));
    case 'boolean':
      return (cells) => emptyOr(cellAt(cells, index), (text) => booleanOf(text) ?? notA('yes or no', column));
    default:
      return (cells) => emptyOr(cellAt(cells, index), (text) => text);
  }
}

/** A reader for a property or trait: like `fieldReader`, but whole numbers that a double holds exactly become numbers. */
export function valueReader(field: ImportField, indexOf: (column: string) => number): CellReader {
  const read = fieldReader(field, indexOf);
  if (typeof field === 'string' || 'constant' in field || field.cast !== 'integer') return read;
  return (cells) => {
    const value = read(cells);
    return typeof value === 'string' && Number.isSafeInteger(Number(value)) ? Number(value) : value;
  };
}

function emptyOr<T>(text: string, read: (text: string) => T): T | null {
  return text === '' ? null : read(text);
}

function notA(expected: string, column: string): Problem {
  return rejection('invalid_value', column, `The value of column "${column}" is not ${expected}.`);
}

/** A whole number as text, so that ids longer than 15 digits keep all of them: `17850.0` and `1.785e4` are `17850`. */
export function integerText(text: string): string | null {
  const plain = /^([+-]?\d+)(?:[.,]0*)?$/.exec(text);
  if (plain) return plain[1]!.replace(/^\+/, '');
  const value = /^[+-]?\d+(?:[.,]\d+)?e\+?\d+$/i.test(text) ? Number(text.replace(',', '.')) : Number.NaN;
  return Number.isSafeInteger(value) ? String(value) : null;
}

function numberOf(text: string): number | null {
  const value = Number(text.includes('.') ? text : text.replace(',', '.'));
  return Number.isFinite(value) ? value : null;
}

function booleanOf(text: string): boolean | null {
  if (/^(?:1|true|yes|y|да|t)$/i.test(text)) return true;
  return /^(?:0|false|no|n|нет|f)$/i.test(text) ? false : null;
}

import { areaUnderCurve } from '../evaluation/ranking.ts';
import { fitTableEncoder } from './encode-table.ts';
import type { Table, TableColumn } from './table.ts';

/** A column that tells the outcome by itself, as only what came with the outcome does. */
export interface Giveaway {
  readonly name: string;
  /** .995 to 1, of rows ordered by this column alone. */
  readonly areaUnderCurve: number;
}

const LEAST_AREA = 0.995;
/** Of fewer rows of a label chance alone may separate some column. */
const LEAST_ROWS_OF_LABEL = 10;

/**
 * Columns that alone tell nearly all rows with the outcome from those without: by the size of a number or by whether it is
 * there at all, by a category through the outcome's rate among other rows of the same value. None for a handful of rows.
 */
export function findGiveaways(table: Table, seed: number): Giveaway[] {
  const positives = table.labels.reduce((sum, label) => sum + label, 0);
  if (Math.min(positives, table.rows - positives) < LEAST_ROWS_OF_LABEL) return [];
  return table.columns.flatMap((column) => {
    const area = Math.max(...scoresOf(column, table, seed).map((scores) => distanceFromChance(scores, table.labels)), 0) + 0.5;
    return area >= LEAST_AREA ? [{ name: column.name, areaUnderCurve: area }] : [];
  });
}

/** Ways to order all rows by one column. */
function scoresOf(column: TableColumn, table: Table, seed: number): Float64Array[] {
  const all = Int32Array.from(table.labels.keys());
  const { names, columns } = fitTableEncoder({ ...table, columns: [column] }, all, seed).training;
  const telling = columns.filter((_values, at) => columns.length === 1 || names[at] === column.name || names[at] === `${column.name}:outcome`);
  return telling.flatMap((values) => (values.some(Number.isNaN) ? [-Infinity, Infinity].map((missing) => values.map((value) => (Number.isNaN(value) ? missing : value))) : [values]));
}

function distanceFromChance(scores: Float64Array, labels: Uint8Array): number {
  return Math.abs((areaUnderCurve(scores, labels) ?? 0.5) - 0.5);
}

import type { FeatureMatrix, LabelledMatrix } from '../engines/model.ts';
import { seededRandom } from '../engines/random.ts';
import { dealFolds } from '../engines/stratified.ts';
import type { NumberColumn, Table, TableColumn } from './table.ts';

/** Turns rows of a table into features, by what the training rows had to say. */
export interface TableEncoder {
  readonly names: readonly string[];
  encode(rows: Int32Array): FeatureMatrix;
}

/** A category's values that get a column of their own. */
const MOST_COMMON_VALUES = 15;
/** Fewer training rows than this tell too little of a value. */
const LEAST_VALUE_ROWS = 10;
/** Whole numbers of so few kinds may be codes: they are read as a number and as a category. */
const MOST_CODES = 20;
/** Rows with the overall rate that are added to those of each value (Micci-Barreca 2001). */
const SMOOTHING_ROWS = 20;
const TARGET_FOLDS = 5;

/**
 * Learns how to encode a table from its training rows alone. Numbers stay as they are. A category of two values becomes one
 * 0/1 column; one of more becomes a 0/1 column for each of its common values, its frequency, and the log-odds of the
 * outcome among its training rows, drawn towards those of all.
 *
 * The training rows come back encoded too: their own outcome must not be in their log-odds, so each fifth of them gets
 * those of the other four.
 */
export function fitTableEncoder(table: Table, trainingRows: Int32Array, seed: number): { readonly encoder: TableEncoder; readonly training: LabelledMatrix } {
  const labels = Uint8Array.from(trainingRows, (row) => table.labels[row]!);
  const foldOf = dealFolds(labels, TARGET_FOLDS, seededRandom(seed));
  const encoders = table.columns.flatMap((column) => fitColumn(column, table.labels, trainingRows));
  const names = encoders.map(({ name }) => name);
  const columns = encoders.map(({ encode }) => encode(trainingRows));
  for (let fold = 0; fold < TARGET_FOLDS; fold++) {
    const [others, own] = [trainingRows.filter((_row, at) => foldOf[at] !== fold), trainingRows.filter((_row, at) => foldOf[at] === fold)];
    const places = Array.from(foldOf.keys()).filter((at) => foldOf[at] === fold);
    encoders.forEach(({ refit }, at) => {
      refit?.(others)(own).forEach((value, place) => { columns[at]![places[place]!] = value; });
    });
  }
  return {
    encoder: { names, encode: (rows) => ({ rows: rows.length, names, columns: encoders.map(({ encode }) => encode(rows)) }) },
    training: { rows: trainingRows.length, names, columns, labels },
  };
}

type Encode = (rows: Int32Array) => Float64Array;

interface ColumnEncoder {
  readonly name: string;
  readonly encode: Encode;
  /** For what looks at the outcome: the same, learned from other rows. */
  readonly refit?: (rows: Int32Array) => Encode;
}

function fitColumn(column: TableColumn, labels: Uint8Array, trainingRows: Int32Array): ColumnEncoder[] {
  if (column.kind === 'category') return fitCategory(column.name, (row) => column.values[row]!, labels, trainingRows);
  const number: ColumnEncoder = { name: column.name, encode: (rows) => Float64Array.from(rows, (row) => column.values[row]!) };
  if (!isCode(column, trainingRows)) return [number];
  return [number, ...fitCategory(column.name, (row) => (Number.isNaN(column.values[row]!) ? '' : String(column.values[row])), labels, trainingRows)];
}

function isCode({ values }: NumberColumn, trainingRows: Int32Array): boolean {
  const kinds = new Set<number>();
  for (const row of trainingRows) {
    const value = values[row]!;
    if (Number.isNaN(value)) continue;
    if (!Number.isInteger(value) || kinds.add(value).size > MOST_CODES) return false;
  }
  return kinds.size > 2;
}

function fitCategory(name: string, valueOf: (row: number) => string, labels: Uint8Array, trainingRows: Int32Array): ColumnEncoder[] {
  const counts = countValues(valueOf, trainingRows);
  const common = [...counts].filter(([, count]) => count >= LEAST_VALUE_ROWS).sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, MOST_COMMON_VALUES);
  const isValue = ([value]: readonly [string, number]): ColumnEncoder => ({ name: `${name}=${value}`, encode: (rows) => Float64Array.from(rows, (row) => (valueOf(row) === value ? 1 : 0)) });
  if (counts.size <= 2) return common.slice(0, 1).map(isValue);
  const fitTarget = (rows: Int32Array): Encode => targetEncoder(valueOf, labels, rows);
  return [
    ...common.map(isValue),
    { name: `${name}:share`, encode: (rows) => Float64Array.from(rows, (row) => (counts.get(valueOf(row)) ?? 0) / trainingRows.length) },
    { name: `${name}:outcome`, encode: fitTarget(trainingRows), refit: fitTarget },
  ];
}

function countValues(valueOf: (row: number) => string, rows: Int32Array): Map<string, number> {
  const counts = new Map<string, number>();
  for (const row of rows) counts.set(valueOf(row), (counts.get(valueOf(row)) ?? 0) + 1);
  return counts;
}

function targetEncoder(valueOf: (row: number) => string, labels: Uint8Array, trainingRows: Int32Array): Encode {
  const sums = new Map<string, { rows: number; positives: number }>();
  let positives = 0;
  for (const row of trainingRows) {
    const sum = sums.get(valueOf(row)) ?? { rows: 0, positives: 0 };
    sums.set(valueOf(row), { rows: sum.rows + 1, positives: sum.positives + labels[row]! });
    positives += labels[row]!;
  }
  // Half a row of each label keeps the log-odds finite.
  const overall = (positives + 0.5) / (trainingRows.length + 1);
  return (rows) => Float64Array.from(rows, (row) => {
    const sum = sums.get(valueOf(row)) ?? { rows: 0, positives: 0 };
    const share = (sum.positives + SMOOTHING_ROWS * overall) / (sum.rows + SMOOTHING_ROWS);
    return Math.log(share / (1 - share));
  });
}

import { detectFormat, readDateColumn, RecordSplitter } from '@kelvin/connectors';
import { guessColumns, isBlank, type GuessedColumns, type Table } from '@kelvin/scoring';
import { Sentence } from '../shared/sentence.ts';
import { readBytes } from './files.ts';
import { readLabels } from './read-labels.ts';
import { readOrder } from './read-order.ts';
import { readSplit, type SplitRows } from './read-split.ts';

/** Cells of a file as they are written. */
export interface TableCells {
  readonly names: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Lines that could not be split into as many cells as there are names. */
  readonly refused: number;
}

export interface TableOptions {
  readonly label: string;
  readonly positive: string | null;
  readonly splitColumn: string | null;
  /** Says when rows were; only beside a split. */
  readonly orderColumn: string | null;
  readonly ignore: readonly string[];
}

/** Columns that have one name, whatever the case; counted from 1. */
export interface Namesakes {
  readonly name: string;
  readonly takenAt: number;
  /** Left out as well: what is named like the label may be the label. */
  readonly hiddenAt: readonly number[];
}

/** A table that can be learned from, and what was made of its file. */
export interface ReadTable extends Omit<GuessedColumns, 'columns'> {
  readonly table: Table;
  /** Null without a column that says it. */
  readonly split: SplitRows | null;
  readonly positive: string;
  /** True where nothing but its being rarer made it the outcome. */
  readonly isRarerTaken: boolean;
  /** Of the label and the split, where more than one column has the name. */
  readonly namesakes: readonly Namesakes[];
  readonly withoutLabel: number;
  /** Rows with a label that the split's column says nothing of. */
  readonly withoutSplit: number;
  /** Says in words which rows are the test. */
  readonly splitWords: string | null;
}

/** What no name of a column holds, and packed files and pictures do. */
const BINARY = /(?![\t\n\r])\p{Cc}/u;
const SAMPLE_BYTES = 64 * 1024;

/** Reads a delimited file with a header, plain or gz. Throws a sentence about what cannot be read. */
export async function readTableFile(path: string): Promise<TableCells> {
  let splitter: RecordSplitter | null = null;
  let waiting = Buffer.alloc(0);
  const records: { cells: readonly string[]; reason?: unknown }[] = [];
  for await (const chunk of readBytes(path)) {
    if (splitter) {
      records.push(...splitter.push(chunk));
      continue;
    }
    waiting = Buffer.concat([waiting, chunk]);
    if (waiting.length >= SAMPLE_BYTES) records.push(...(splitter = splitterFor(waiting, path)).push(waiting));
  }
  if (!splitter) records.push(...(splitter = splitterFor(waiting, path)).push(waiting));
  records.push(...splitter.end());
  const [header, ...rows] = records;
  if (!header) throw new Sentence(`${path} is empty.`);
  if (header.reason || header.cells.some((name) => BINARY.test(name))) throw new Sentence(`The first line of ${path} cannot be read as the names of columns; a table is CSV with a header.`);
  const names = header.cells.map((name) => name.replace(/^\ufeff/, '').trim());
  const whole = rows.filter((row) => !row.reason && row.cells.length === names.length);
  return { names, rows: whole.map((row) => row.cells), refused: rows.length - whole.length };
}

function splitterFor(sample: Buffer, path: string): RecordSplitter {
  const { format } = detectFormat(sample);
  if (format.type === 'ndjson') throw new Sentence(`${path} holds JSON; a table is CSV with a header.`);
  return new RecordSplitter({ ...format, header: true });
}

/** Tells label, split and features of the cells apart. Throws a sentence that says what does not fit. */
export function toTable({ names, rows }: TableCells, options: TableOptions): ReadTable {
  const labelAt = columnAt(names, options.label, '--label');
  const splitAt = options.splitColumn === null ? null : columnAt(names, options.splitColumn, '--split');
  const orderAt = options.orderColumn === null ? null : columnAt(names, options.orderColumn, '--order');
  const chosen = [labelAt, ...[splitAt, orderAt].filter((at) => at !== null)];
  const namesakes = chosen.map((at) => ({ name: names[at]!, takenAt: at + 1, hiddenAt: namesakesOf(names, at).filter((other) => other !== at).map((other) => other + 1) }));
  const hidden = new Set([...chosen, ...options.ignore.map((name) => columnAt(names, name, '--ignore'))].flatMap((at) => namesakesOf(names, at)));
  const withLabel = rows.filter((row) => !isBlank(row[labelAt]!.trim()));
  if (withLabel.length === 0) throw new Sentence(`No row has a value in the column ${names[labelAt]}, so there is nothing to learn.`);
  const labelled = splitAt === null ? withLabel : withLabel.filter((row) => !isBlank(row[splitAt]!.trim()));
  if (labelled.length === 0) throw new Sentence(`--split: no row with a label has a value in the column ${names[splitAt!]}.`);
  const { positive, isRarerTaken, labels } = readLabels(names[labelAt]!, labelled.map((row) => row[labelAt]!.trim()), options.positive);
  const shown = names.map((_name, at) => at).filter((at) => !hidden.has(at));
  const { columns, ...noted } = guessColumns(shown.map((at) => names[at]!), labelled.map((row) => shown.map((at) => row[at]!)), readDateColumn);
  if (columns.length === 0) throw new Sentence('There is no column left to learn from.');
  const cellsOf = (at: number): string[] => labelled.map((row) => row[at]!.trim());
  const read = splitAt === null ? { split: null, splitWords: null } : readSplit(names[splitAt]!, cellsOf(splitAt));
  const split = read.split && orderAt !== null ? { ...read.split, order: readOrder(names[orderAt]!, cellsOf(orderAt)) } : read.split;
  return {
    table: { rows: labelled.length, columns, labels }, positive, isRarerTaken, ...noted, namesakes: namesakes.filter(({ hiddenAt }) => hiddenAt.length > 0), withoutLabel: rows.length - withLabel.length, withoutSplit: withLabel.length - labelled.length,
    split, splitWords: read.splitWords,
  };
}

function columnAt(names: readonly string[], wanted: string, option: string): number {
  const exact = names.indexOf(wanted);
  const at = exact >= 0 ? exact : names.findIndex((name) => name.toLowerCase() === wanted.trim().toLowerCase());
  if (at < 0) throw new Sentence(`${option}: there is no column “${wanted}”. The file has ${names.join(', ')}.`);
  return at;
}

function namesakesOf(names: readonly string[], at: number): number[] {
  return [...names.keys()].filter((other) => names[other]!.toLowerCase() === names[at]!.toLowerCase());
}

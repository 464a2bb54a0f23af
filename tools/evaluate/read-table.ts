import { detectFormat, readDateColumn, RecordSplitter } from '@kelvin/connectors';
import { guessColumns, isBlank, type GuessedColumns, type Table } from '@kelvin/scoring';
import { Sentence } from '../shared/sentence.ts';
import { readBytes } from './files.ts';

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
  readonly split: { readonly train: Int32Array; readonly test: Int32Array } | null;
  readonly positive: string;
  /** Of the label and the split, where more than one column has the name. */
  readonly namesakes: readonly Namesakes[];
  readonly withoutLabel: number;
  /** Says in words which rows are the test. */
  readonly splitWords: string | null;
}

/** What no name of a column holds, and packed files and pictures do. */
const BINARY = /(?![\t\n\r])\p{Cc}/u;
const SAMPLE_BYTES = 64 * 1024;
const POSITIVE_WORDS: readonly string[] = ['yes', 'true', '1', '1.0', 'y', 't', 'да'];
const NEGATIVE_WORDS: readonly string[] = ['no', 'false', '0', '0.0', 'n', 'f', 'нет', '-1'];
const TRAIN_WORDS: readonly string[] = ['train', 'training', '0', '0.0', 'false', 'no'];
const TEST_WORDS: readonly string[] = ['test', 'testing', 'holdout', '1', '1.0', 'true', 'yes'];

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
  const chosen = [labelAt, ...(splitAt === null ? [] : [splitAt])];
  const namesakes = chosen.map((at) => ({ name: names[at]!, takenAt: at + 1, hiddenAt: namesakesOf(names, at).filter((other) => other !== at).map((other) => other + 1) }));
  const hidden = new Set([...chosen, ...options.ignore.map((name) => columnAt(names, name, '--ignore'))].flatMap((at) => namesakesOf(names, at)));
  const labelled = rows.filter((row) => !isBlank(row[labelAt]!.trim()));
  if (labelled.length === 0) throw new Sentence(`No row has a value in the column ${names[labelAt]}, so there is nothing to learn.`);
  const { positive, labels } = readLabels(names[labelAt]!, labelled.map((row) => row[labelAt]!.trim()), options.positive);
  const shown = names.map((_name, at) => at).filter((at) => !hidden.has(at));
  const { columns, ...noted } = guessColumns(shown.map((at) => names[at]!), labelled.map((row) => shown.map((at) => row[at]!)), readDateColumn);
  if (columns.length === 0) throw new Sentence('There is no column left to learn from.');
  return {
    table: { rows: labelled.length, columns, labels }, positive, ...noted, namesakes: namesakes.filter(({ hiddenAt }) => hiddenAt.length > 0), withoutLabel: rows.length - labelled.length,
    ...(splitAt === null ? { split: null, splitWords: null } : readSplit(names[splitAt]!, labelled.map((row) => row[splitAt]!.trim()))),
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

function readLabels(column: string, texts: readonly string[], wanted: string | null): { positive: string; labels: Uint8Array } {
  const values = [...new Set(texts)];
  const shown = `${values.slice(0, 8).map((value) => `“${value}”`).join(', ')}${values.length > 8 ? ', …' : ''}`;
  const isSame = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
  const positives = wanted === null ? values.filter((value) => POSITIVE_WORDS.includes(value.toLowerCase())) : values.filter((value) => isSame(value, wanted.trim()));
  if (wanted !== null && positives.length === 0) throw new Sentence(`--positive: the column ${column} has no value “${wanted}”; it has ${shown}.`);
  if (wanted === null && !values.every((value) => POSITIVE_WORDS.includes(value.toLowerCase()) || NEGATIVE_WORDS.includes(value.toLowerCase()))) {
    throw new Sentence(`Which value of ${column} is the outcome? It has ${shown}. Say --positive VALUE.`);
  }
  if (values.length === 1 || positives.length === 0) throw new Sentence(`All ${texts.length} rows have ${shown} in the column ${column}, so there is nothing to learn.`);
  const isPositive = new Set(positives);
  return { positive: positives.join(', '), labels: Uint8Array.from(texts, (text) => (isPositive.has(text) ? 1 : 0)) };
}

function readSplit(column: string, texts: readonly string[]): { split: { train: Int32Array; test: Int32Array }; splitWords: string } {
  const values = [...new Set(texts)];
  const unknown = values.filter((value) => !TRAIN_WORDS.includes(value.toLowerCase()) && !TEST_WORDS.includes(value.toLowerCase()));
  if (unknown.length > 0) throw new Sentence(`--split: the column ${column} holds ${unknown.slice(0, 5).map((value) => `“${value}”`).join(', ')}; it must hold train and test, or 0 and 1, where 1 is the test.`);
  const rowsOf = (words: readonly string[]): Int32Array => Int32Array.from(texts.keys()).filter((row) => words.includes(texts[row]!.toLowerCase()));
  const split = { train: rowsOf(TRAIN_WORDS), test: rowsOf(TEST_WORDS) };
  const wordsOf = (words: readonly string[]): string => values.filter((value) => words.includes(value.toLowerCase())).join(', ');
  if (split.train.length === 0 || split.test.length === 0) throw new Sentence(`--split: every row of ${column} is “${values.join(', ')}”, so there is nothing to ${split.train.length === 0 ? 'learn from' : 'test on'}.`);
  return { split, splitWords: `${column} = ${wordsOf(TEST_WORDS)} is the test, ${wordsOf(TRAIN_WORDS)} the training` };
}

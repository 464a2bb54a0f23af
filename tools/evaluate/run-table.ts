import { evaluateTable, findGiveaways, type EngineCode, type Table } from '@kelvin/scoring';
import { readTableFile, toTable, type ReadTable, type TableCells } from './read-table.ts';
import { reportTable } from './report-table.ts';
import type { EvaluationReport } from './report.ts';

export interface TableRun {
  readonly file: string;
  readonly label: string;
  readonly positive: string | null;
  readonly split: { readonly column: string } | { readonly folds: number };
  /** A column that says when rows were; null without one. */
  readonly order: string | null;
  readonly ignore: readonly string[];
  readonly seed: number;
  readonly engines: readonly EngineCode[] | null;
  readonly say: (text: string) => void;
}

/** Reads a table, trains, and reports. Throws sentences about what does not fit. */
export async function runTable(run: TableRun): Promise<EvaluationReport> {
  const begunMs = performance.now();
  run.say(`reading ${run.file}`);
  return evaluateCells(await readTableFile(run.file), run, begunMs);
}

/** The same for cells that were read already. @param begunMs by `performance.now()`. */
export function evaluateCells(cells: TableCells, { file, label, positive, split, order, ignore, seed, engines, say }: TableRun, begunMs: number): EvaluationReport {
  const read = toTable(cells, { label, positive, splitColumn: 'column' in split ? split.column : null, orderColumn: order, ignore });
  const notes = [...notesOf(cells, read, label), ...giveawayNotes(read.table, seed)];
  notes.forEach(say);
  const evaluation = evaluateTable({
    table: read.table, split: read.split ?? { folds: 'folds' in split ? split.folds : 2 }, seed, ...(engines ? { engines } : {}),
    onCandidate: (part, engine) => say(`${'folds' in split ? `fold ${part + 1}: ` : ''}${engine}`),
  });
  return reportTable({
    task: { kind: 'table', file, label, positive: read.positive, split, order, ignore, seed }, evaluation, notes,
    rows: read.table.rows, positives: read.table.labels.reduce((sum, each) => sum + each, 0), seconds: (performance.now() - begunMs) / 1_000,
  });
}

const DROPPED_WORDS = { id: 'an id', mixed: 'numbers and words mixed', same_everywhere: 'the same everywhere' } as const;

function notesOf({ refused }: TableCells, { table, dropped, missing, unsureDates, namesakes, withoutLabel, withoutSplit, positive, isRarerTaken, splitWords }: ReadTable, label: string): string[] {
  const kinds = (kind: 'number' | 'category'): string => table.columns.filter((column) => column.kind === kind).map(({ name }) => name).join(', ') || 'none';
  return [
    `${label} = ${positive} is the outcome${isRarerTaken ? ', because it is the rarer of the two; say --positive for the other' : ''}.`, ...(splitWords ? [`${splitWords}.`] : []),
    `Numbers: ${kinds('number')}. Categories: ${kinds('category')}.`,
    ...(dropped.length > 0 ? [`Left out: ${dropped.map(({ name, reason }) => `${name} (${DROPPED_WORDS[reason]})`).join(', ')}.`] : []),
    ...(missing.length > 0 ? [`Counted as missing: ${missing.map(({ name, cells, words }) => `${name} (${cells} ${cells === 1 ? 'cell' : 'cells'}: ${shownWords(words)})`).join(', ')}.`] : []),
    ...namesakes.map(({ name, takenAt, hiddenAt }) => `${hiddenAt.length + 1} columns are named ${name}: column ${takenAt} was taken, ${hiddenAt.length === 1 ? 'column' : 'columns'} ${hiddenAt.join(', ')} left out.`),
    ...unsureDates.map(({ name, format }) => `The dates of ${name} are read as ${format}; the other order of day and month would fit as well.`),
    ...(refused > 0 ? [`${refused} lines have another number of cells than the header and were left out.`] : []),
    ...(withoutLabel > 0 ? [`${withoutLabel} rows without a label were left out.`] : []),
    ...(withoutSplit > 0 ? [`${withoutSplit} rows that are neither test nor training were left out.`] : []),
  ];
}

/** What is known only with the outcome makes any model look perfect. */
function giveawayNotes(table: Table, seed: number): string[] {
  return findGiveaways(table, seed).map(({ name, areaUnderCurve }) => (
    `${name} alone tells the outcome (AUC ${areaUnderCurve.toFixed(3)}): it looks like the answer itself. Say --ignore "${name}" if it is not known beforehand.`));
}

function shownWords(words: readonly string[]): string {
  return `${words.slice(0, 3).map((word) => `“${word.slice(0, 30)}”`).join(', ')}${words.length > 3 ? ', …' : ''}`;
}

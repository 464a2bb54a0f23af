import { AppError } from '@kelvin/kernel';
import type { Estimate, ModelMetric } from '@kelvin/contracts';
import type { EngineCode } from '../engines/model.ts';
import { seededRandom } from '../engines/random.ts';
import { dealFolds } from '../engines/stratified.ts';
import { compareModels, type Comparison } from '../evaluation/bootstrap.ts';
import { countPositives, type EvaluatedRows, evaluateRows } from '../evaluation/chances.ts';
import { isBetter } from '../evaluation/gate.ts';
import { missingOutcomesIn, type MissingOutcomes } from '../evaluation/least-outcomes.ts';
import { METRICS } from '../evaluation/metrics.ts';
import { equalWeights } from '../evaluation/ranking.ts';
import type { Table } from './table.ts';
import { trainTable, type TrainedTable } from './train-table.ts';

export interface TableTask {
  readonly table: Table;
  /** Rows to learn from and rows to be measured on; or so many parts, each measured by what the others taught. */
  readonly split: { readonly train: Int32Array; readonly test: Int32Array; /** When each row of the table was, larger is later; left out where nothing says it. */ readonly order?: Float64Array } | { readonly folds: number };
  readonly seed: number;
  readonly engines?: readonly EngineCode[];
  readonly onCandidate?: (part: number, engine: EngineCode) => void;
}

export type TableSource = 'model' | 'majority' | EngineCode;

/** The gate's answer for a table: the baselines of customers, rules and recency, do not exist, so the same chance for all is what must be beaten. */
export interface TableVerdict {
  readonly isPromoted: boolean;
  readonly reason: 'passed' | 'majority_as_good' | 'too_few_outcomes';
  readonly missing: MissingOutcomes | null;
  readonly logLossGain: Estimate | null;
  readonly averagePrecisionGain: Estimate | null;
}

export interface TableEvaluation {
  /** One for a split, one for each fold otherwise. */
  readonly parts: readonly (TrainedTable & { readonly trainRows: number; readonly test: Int32Array })[];
  readonly testRows: number;
  readonly testPositives: number;
  /** All test rows together. */
  readonly comparison: Comparison<TableSource>;
  /** Mean of a figure over the parts, each measured by itself; null where a part has no answer. */
  meanOverParts(source: TableSource, metric: ModelMetric): number | null;
  readonly verdict: TableVerdict;
}

/**
 * Trains and measures on a ready table. With folds, every row is measured once, by a model that has not seen it.
 *
 * @throws AppError `table.one_class` where all rows, or all training rows, have the same label, `table.too_few_rows` with how many are needed.
 */
export function evaluateTable({ table, split, seed, engines, onCandidate }: TableTask): TableEvaluation {
  checkLabels(table.labels);
  if ('folds' in split) checkFolds(table.labels, split.folds);
  const divisions = 'folds' in split ? divideIntoFolds(table, split.folds, seed) : [split];
  for (const { train, test } of divisions) checkDivision(table, train, test);
  const parts = divisions.map(({ train, test }, part) => ({
    ...trainTable({ table, train, test, order: ('folds' in split ? null : split.order) ?? null, seed, ...(engines ? { engines } : {}), ...(onCandidate ? { onCandidate: (engine: EngineCode) => onCandidate(part, engine) } : {}) }),
    trainRows: train.length, test,
  }));
  const rowsOfParts = parts.map((part) => evaluatedRows(table, [part]));
  const comparison = compareModels<TableSource>(evaluatedRows(table, parts), { seed });
  const { labels } = comparison.rows.model!;
  return {
    parts, testRows: labels.length, testPositives: countPositives(labels), comparison, verdict: decide(comparison),
    meanOverParts(source, metric) {
      const figures = rowsOfParts.map((rows) => (rows[source] ? METRICS[metric].compute(rows[source], equalWeights(rows[source].labels.length)) : null));
      return figures.includes(null) ? null : figures.reduce<number>((sum, figure) => sum + figure!, 0) / figures.length;
    },
  };
}

function divideIntoFolds({ rows, labels }: Table, folds: number, seed: number): { train: Int32Array; test: Int32Array }[] {
  const foldOf = dealFolds(labels, folds, seededRandom(seed));
  const all = Int32Array.from({ length: rows }, (_unused, row) => row);
  return Array.from({ length: folds }, (_unused, fold) => ({ train: all.filter((row) => foldOf[row] !== fold), test: all.filter((row) => foldOf[row] === fold) }));
}

/** Fewer rows of a label than this cannot be halved for comparing candidates. */
const LEAST_TO_LEARN = 2;

function checkLabels(labels: Uint8Array): void {
  const positives = countPositives(labels);
  if (positives > 0 && positives < labels.length) return;
  throw new AppError('invalid', 'table.one_class', `All ${labels.length} rows have the same label (the outcome ${positives === 0 ? 'never' : 'always'} came), so there is nothing to learn.`);
}

/** Every fold must have a row to be measured on, and leave enough of each label to learn from. */
function checkFolds(labels: Uint8Array, folds: number): void {
  let ofEach = LEAST_TO_LEARN;
  while (ofEach - Math.ceil(ofEach / folds) < LEAST_TO_LEARN) ofEach += 1;
  const ofOne = Math.max(ofEach, folds);
  const positives = countPositives(labels);
  const negatives = labels.length - positives;
  if (Math.min(positives, negatives) >= ofEach && Math.max(positives, negatives) >= ofOne) return;
  throw tooFewRows(`With ${folds} folds a table needs at least ${ofEach + ofOne} rows, ${ofEach} of each label${ofOne > ofEach ? ` and ${ofOne} of one of them` : ''}.`, positives, negatives, ' Take fewer folds or more rows.');
}

function checkDivision({ labels }: Table, train: Int32Array, test: Int32Array): void {
  if (test.length === 0) throw new AppError('invalid', 'table.too_few_rows', 'There is no row to test on.');
  const positives = train.reduce((sum, row) => sum + labels[row]!, 0);
  if (Math.min(positives, train.length - positives) < LEAST_TO_LEARN) throw tooFewRows(`Learning needs at least ${LEAST_TO_LEARN} rows of each label.`, positives, train.length - positives);
}

function tooFewRows(needed: string, positives: number, negatives: number, advice = ''): AppError {
  return new AppError('invalid', 'table.too_few_rows', `${needed} There are ${positives + negatives}: ${positives} with the outcome, ${negatives} without it.${advice}`);
}

function evaluatedRows(table: Table, parts: readonly (TrainedTable & { readonly test: Int32Array })[]): Partial<Record<TableSource, EvaluatedRows>> {
  const rows = parts.flatMap(({ test }) => [...test]);
  const labels = Uint8Array.from(rows, (row) => table.labels[row]!);
  const of = (chances: (part: TrainedTable) => Float64Array): EvaluatedRows => evaluateRows(Float64Array.from(parts.flatMap((part) => [...chances(part)])), labels);
  // An engine may have been left out of some part, for want of time or too many rows; then it has no figure of the whole.
  const engines = [...parts[0]!.byEngine.keys()].filter((engine) => parts.every(({ byEngine }) => byEngine.has(engine)));
  return {
    model: of(({ model }) => model), majority: of(({ majority }) => majority),
    ...Object.fromEntries(engines.map((engine) => [engine, of(({ byEngine }) => byEngine.get(engine)!)])),
  };
}

function decide(comparison: Comparison<TableSource>): TableVerdict {
  const missing = missingOutcomesIn(comparison.rows.model!.labels);
  const isPromoted = missing === null && isBetter(comparison, 'model', 'majority');
  return {
    isPromoted, missing, reason: missing ? 'too_few_outcomes' : isPromoted ? 'passed' : 'majority_as_good',
    logLossGain: comparison.gain('model', 'majority', 'logLoss'), averagePrecisionGain: comparison.gain('model', 'majority', 'averagePrecision'),
  };
}

import { calibrateModel } from '../engines/calibrate.ts';
import { makeBlendEngine } from '../engines/blend.ts';
import { logisticEngine } from '../engines/logistic.ts';
import type { Engine, EngineCode, FitOptions } from '../engines/model.ts';
import { rankerEngine } from '../engines/ranker.ts';
import { seededRandom } from '../engines/random.ts';
import { smallForestEngine } from '../engines/small-forest.ts';
import { dealFolds } from '../engines/stratified.ts';
import { forestEngine } from '../engines/trees/forest.engine.ts';
import { gbdtEngine } from '../engines/trees/gbdt.engine.ts';
import { choosePlattByHalves } from '../training/choose-platt.ts';
import { fittedOnce } from '../training/candidates.ts';
import { type CandidateFigure, chancesOf, compareCandidates, type ComparisonPart, type WhyChosen } from '../training/compare-candidates.ts';
import { fitTableEncoder } from './encode-table.ts';
import { splitLater } from './split-later.ts';
import type { Table } from './table.ts';

export interface TableTraining {
  readonly table: Table;
  readonly train: Int32Array;
  readonly test: Int32Array;
  /** When each row of the table was, larger is later; null where nothing says it. */
  readonly order: Float64Array | null;
  readonly seed: number;
  /** Engines to try; all that need no columns of their own when left out. */
  readonly engines?: readonly EngineCode[];
  readonly onCandidate?: (engine: EngineCode) => void;
}

export interface TrainedTable {
  readonly candidates: readonly CandidateFigure[];
  readonly engine: EngineCode;
  readonly why: WhyChosen;
  /** Chances of the test rows: the winner's, calibrated; those of every engine as it was fitted; and the same for all rows. */
  readonly model: Float64Array;
  readonly byEngine: ReadonlyMap<EngineCode, Float64Array>;
  readonly majority: Float64Array;
}

/** Parts of the training rows on which candidates are compared in turn; with so many rows one part tells enough. */
const INNER_FOLDS = 3;
const ROWS_FOR_ONE_PART = 30_000;

/**
 * Trains on some rows of a table and gives chances for others: candidates are compared on parts of the training rows that
 * they have not seen, each part with an encoding of its own, and the winner is fitted again on all training rows. Where rows
 * have a time, the part is the latest third: what holds of the same days need not hold of later ones.
 *
 * @throws AppError `model.no_rows`, `model.one_class` for training rows that nothing can be learned from.
 */
export function trainTable({ table, train, test, order, seed, engines, onCandidate }: TableTraining): TrainedTable {
  const candidates = listTableCandidates(engines);
  const options: FitOptions = { seed };
  const later = order && splitLater(train, order, table.labels);
  const parts = later ? [partOf(table, later.earlier, later.later, seed)] : innerParts(table, train, seed);
  const choice = compareCandidates(candidates, parts, { ...options, ...(onCandidate ? { onCandidate } : {}) });
  const platt = choosePlattByHalves(choice.winner, later !== null);
  const { encoder, training } = fitTableEncoder(table, train, seed);
  const rows = encoder.encode(test);
  const models = new Map(choice.figures.filter(({ problem }) => problem === null).map(({ engine }) => [engine, candidates.find(({ code }) => code === engine)!.fit(training, options)]));
  const winner = models.get(choice.winner.engine.code)!;
  const share = training.labels.reduce((sum, label) => sum + label, 0) / training.rows;
  return {
    candidates: choice.figures, engine: winner.engine, why: choice.why,
    model: chancesOf(platt ? calibrateModel(winner, platt) : winner, rows),
    byEngine: new Map([...models].map(([engine, model]) => [engine, chancesOf(model, rows)])),
    majority: new Float64Array(test.length).fill(share),
  };
}

function listTableCandidates(engines: readonly EngineCode[] | undefined): Engine[] {
  const members = [fittedOnce(logisticEngine), fittedOnce(gbdtEngine)];
  const all = [...members, makeBlendEngine(members), forestEngine, rankerEngine, smallForestEngine];
  return engines ? all.filter(({ code }) => engines.includes(code)) : all;
}

function innerParts(table: Table, train: Int32Array, seed: number): ComparisonPart[] {
  const foldOf = dealFolds(Uint8Array.from(train, (row) => table.labels[row]!), INNER_FOLDS, seededRandom(seed));
  return Array.from({ length: train.length > ROWS_FOR_ONE_PART ? 1 : INNER_FOLDS }, (_unused, fold) => (
    partOf(table, train.filter((_row, at) => foldOf[at] !== fold), train.filter((_row, at) => foldOf[at] === fold), seed)));
}

function partOf(table: Table, learned: Int32Array, held: Int32Array, seed: number): ComparisonPart {
  const { encoder, training } = fitTableEncoder(table, learned, seed);
  return { fit: training, validation: { ...encoder.encode(held), labels: Uint8Array.from(held, (row) => table.labels[row]!) } };
}

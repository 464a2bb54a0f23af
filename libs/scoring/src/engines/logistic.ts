import { checkColumns, checkMatrix, checkTrainingData } from './check-matrix.ts';
import { takeRows } from './matrix-rows.ts';
import type { Engine, Explanation, FeatureMatrix, FitOptions, LabelledMatrix, Model } from './model.ts';
import { LogisticSolver } from './logistic-solver.ts';
import { linearLogOdds, logLossOf } from './penalised-logistic.ts';
import { seededRandom } from './random.ts';
import { fitStandardiser, gatherByFeature, standardColumns, standardiserArrays, standardiserFrom, standardRow, type Standardiser } from './standardise.ts';
import { dealFolds, sampleRows } from './stratified.ts';
import { packModel, unpackModel } from './stored-model.ts';

export interface LogisticSettings {
  /** Penalties for each training row that are tried, from strong to weak. One alone is taken without trying. */
  readonly strengths: readonly number[];
}

// No weaker ones: snapshots of one customer lie on both sides of a fold, so that held-out rows are kinder to a weak penalty than
// later days are.
const DEFAULTS: LogisticSettings = { strengths: [3, 1, 0.3, 0.1, 0.03, 0.01, 0.003, 0.001] };
/** Taken when there are too few rows of a label, or too little time, to try. */
const UNTRIED_STRENGTH = 0.01;
const FOLDS = 5;
/** With so many rows one fold tells as much as five. */
const ROWS_FOR_ONE_FOLD = 5_000;
/** More rows would not choose another strength. */
const MOST_SELECTION_ROWS = 10_000;
/** Not the run's: another draw of held-out rows would choose another strength, and a model would lose to itself when trained again. */
const SELECTION_SEED = 1;
/** Log loss a row: a strength that is better by less is not better. */
const SELECTION_TOLERANCE = 1e-5;

/** Logistic regression with default settings. */
export const logisticEngine: Engine = makeLogisticEngine();

/**
 * Logistic regression with a squared penalty on standardised features ({@link fitStandardiser}). How strong the penalty
 * is, held-out training rows decide. Its explanation is exact: coefficient × deviation from the mean, with the mean customer as base.
 */
export function makeLogisticEngine(settings: Partial<LogisticSettings> = {}): Engine {
  const { strengths } = { ...DEFAULTS, ...settings };
  return {
    code: 'logistic',
    fit(data, options) {
      checkTrainingData(data);
      const strength = strengths.length === 1 ? strengths[0]! : chooseStrength(data, strengths, options);
      const { standardiser, columns: inputs } = fitStandardiser(data);
      const coefficients = new LogisticSolver(inputs, data.labels).solve({ penalty: strength * data.rows, ...timeLimitOf(options) });
      options.onProgress?.(1);
      return makeModel(data.names, standardiser, coefficients);
    },
    load: loadLogistic,
  };
}

/** Reads what a logistic regression saved. */
export function loadLogistic(artefact: Uint8Array): Model {
  const parts = unpackModel('logistic', artefact);
  return makeModel(parts.names, standardiserFrom(parts.arrays), parts.arrays.coefficients as Float64Array);
}

function makeModel(names: readonly string[], standardiser: Standardiser, coefficients: Float64Array): Model {
  return {
    engine: 'logistic',
    names,
    logOdds(matrix: FeatureMatrix): Float64Array {
      checkColumns(matrix, names);
      checkMatrix(matrix);
      return linearLogOdds(standardColumns(standardiser, matrix), coefficients, matrix.rows);
    },
    explain(matrix: FeatureMatrix, row: number): Explanation {
      checkColumns(matrix, names);
      const ofInputs = standardRow(standardiser, matrix, row).map((value, input) => value * coefficients[input + 1]!);
      return { base: coefficients[0]!, contributions: gatherByFeature(standardiser, ofInputs, names.length), isApproximate: false };
    },
    save: () => packModel('logistic', names, { ...standardiserArrays(standardiser), coefficients }),
  };
}

/** The strength with the least log loss on rows that were held out, each in turn or, with many rows, once. */
function chooseStrength(data: LabelledMatrix, strengths: readonly number[], options: FitOptions): number {
  const random = seededRandom(SELECTION_SEED);
  const sample = data.rows > MOST_SELECTION_ROWS ? takeRows(data, sampleRows(data.labels, MOST_SELECTION_ROWS, random)) : data;
  let positives = 0;
  for (const label of sample.labels) positives += label;
  if (Math.min(positives, sample.rows - positives) < FOLDS) return UNTRIED_STRENGTH;
  const foldOf = dealFolds(sample.labels, FOLDS, random);
  const folds = sample.rows > ROWS_FOR_ONE_FOLD ? 1 : FOLDS;
  const losses = new Float64Array(strengths.length);
  for (let fold = 0; fold < folds; fold++) {
    const learnt = takeRows(sample, rowsWhere(foldOf, (of) => of !== fold));
    const held = takeRows(sample, rowsWhere(foldOf, (of) => of === fold));
    const { standardiser, columns: inputs } = fitStandardiser(learnt);
    const heldInputs = standardColumns(standardiser, held);
    const solver = new LogisticSolver(inputs, learnt.labels);
    let coefficients: Float64Array | undefined;
    for (let at = 0; at < strengths.length; at++) {
      if (options.isOutOfTime?.()) return UNTRIED_STRENGTH;
      coefficients = solver.solve({ penalty: strengths[at]! * learnt.rows, tolerance: SELECTION_TOLERANCE, ...timeLimitOf(options) }, coefficients);
      linearLogOdds(heldInputs, coefficients, held.rows).forEach((logOdds, row) => { losses[at]! += logLossOf(logOdds, held.labels[row]!); });
      options.onProgress?.((0.9 * (fold * strengths.length + at + 1)) / (folds * strengths.length));
    }
  }
  return strengths[losses.indexOf(Math.min(...losses))]!;
}

function rowsWhere(foldOf: Uint8Array, isWanted: (fold: number) => boolean): Int32Array {
  return Int32Array.from(foldOf.keys()).filter((row) => isWanted(foldOf[row]!));
}

function timeLimitOf({ isOutOfTime }: FitOptions): { isOutOfTime?: () => boolean } {
  return isOutOfTime ? { isOutOfTime } : {};
}

import { checkColumns, checkMatrix, checkTrainingData } from './check-matrix.ts';
import { shareOfPositives, takeRows } from './matrix-rows.ts';
import { type Engine, type Explanation, type FeatureMatrix, logOddsOf, type Model } from './model.ts';
import { getColumnAt } from './named-column.ts';
import { solveLogistic } from './penalised-logistic.ts';
import { packModel, unpackModel } from './stored-model.ts';

/** Keeps the curve finite when recency splits the labels without a mistake; otherwise too weak to see. */
const PENALTY = 0.01;

interface Curve {
  readonly column: string;
  readonly intercept: number;
  readonly slope: number;
  /** Mean of ln(1+days) in training, the base of explanations. */
  readonly mean: number;
  /** Log-odds where the days are not known. */
  readonly unknownLogOdds: number;
}

/**
 * The rule that every model must beat: one logistic curve over ln(1 + days since the last time), rising or falling as
 * the data have it. Customers without a last time get the rate of their like. The explanation is exact.
 */
export function makeRecencyEngine(column: string): Engine {
  return {
    code: 'recency',
    fit(data, options) {
      checkTrainingData(data);
      const days = data.columns[getColumnAt(data.names, column)]!;
      const rows = Int32Array.from({ length: data.rows }, (_unused, row) => row);
      const known = takeRows({ ...data, names: [column], columns: [days.map(logOfDays)] }, rows.filter((row) => !Number.isNaN(days[row]!)));
      const unknown = data.labels.filter((_label, row) => Number.isNaN(days[row]!));
      const share = shareOfPositives(data.labels);
      // One more row with the share of all keeps a rate of 0 or 1 from a handful of rows within reason.
      const unknownLogOdds = logOddsOf((share + unknown.reduce((sum, label) => sum + label, 0)) / (1 + unknown.length));
      const input = known.columns[0]!;
      const mean = known.rows === 0 ? 0 : input.reduce((sum, value) => sum + value, 0) / known.rows;
      const [intercept, slope] = known.rows === 0 ? [logOddsOf(share), 0] : solveLogistic({ inputs: [input.map((value) => value - mean)], labels: known.labels, penalty: PENALTY });
      options.onProgress?.(1);
      return makeModel(data.names, { column, intercept: intercept!, slope: slope!, mean, unknownLogOdds });
    },
    load: loadRecency,
  };
}

/** Reads what {@link makeRecencyEngine} saved, whatever its column. */
export function loadRecency(artefact: Uint8Array): Model {
  const parts = unpackModel('recency', artefact);
  const [intercept, slope, mean, unknownLogOdds] = parts.arrays.numbers as Float64Array;
  return makeModel(parts.names, { column: parts.facts.column as string, intercept: intercept!, slope: slope!, mean: mean!, unknownLogOdds: unknownLogOdds! });
}

function makeModel(names: readonly string[], { column, intercept, slope, mean, unknownLogOdds }: Curve): Model {
  const at = getColumnAt(names, column);
  const logOddsFor = (days: number): number => (Number.isNaN(days) ? unknownLogOdds : intercept + slope * (logOfDays(days) - mean));
  return {
    engine: 'recency',
    names,
    logOdds(matrix: FeatureMatrix): Float64Array {
      checkColumns(matrix, names);
      checkMatrix(matrix);
      return matrix.columns[at]!.map(logOddsFor);
    },
    explain(matrix: FeatureMatrix, row: number): Explanation {
      checkColumns(matrix, names);
      const contributions = new Float64Array(names.length);
      contributions[at] = logOddsFor(matrix.columns[at]![row]!) - intercept;
      return { base: intercept, contributions, isApproximate: false };
    },
    save: () => packModel('recency', names, { numbers: Float64Array.of(intercept, slope, mean, unknownLogOdds) }, { column }),
  };
}

function logOfDays(days: number): number {
  return Math.log1p(Math.max(0, days));
}

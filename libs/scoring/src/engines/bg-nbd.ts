import { type BgNbdParams, chanceOfPurchase, fitBgNbd } from './bg-nbd-law.ts';
import { checkColumns, checkMatrix, checkTrainingData } from './check-matrix.ts';
import { shareOfPositives } from './matrix-rows.ts';
import { type Engine, type Explanation, type FeatureMatrix, type LabelledMatrix, logOddsOf, type Model } from './model.ts';
import { getColumnAt } from './named-column.ts';
import { type Random, seededRandom, shuffle } from './random.ts';
import { shapleyValues } from './shapley.ts';
import { packModel, unpackModel } from './stored-model.ts';

export interface BgNbdColumns {
  /** Names of the features: purchases after the first, age in days at the last of them, age in days now (since the first purchase). */
  readonly repeats: string;
  readonly ageAtLast: string;
  readonly age: string;
  /** How far ahead the outcome looks. */
  readonly horizonDays: number;
  /** What label 1 means: a purchase within the horizon, or none. */
  readonly outcome: 'purchase' | 'no_purchase';
}

interface Fitted {
  readonly columns: BgNbdColumns;
  readonly params: BgNbdParams;
  /** Log-odds of rows for which one of the columns is not known: those who never bought. */
  readonly unknownLogOdds: number;
  /** The mean customer, to whom explanations compare: repeats, age at the last purchase, age. */
  readonly means: readonly [number, number, number];
}

/** A baseline for repeat purchases that knows three facts of a customer: see {@link fitBgNbd}. Labels decide only about customers who never bought. */
export function makeBgNbdEngine(columns: BgNbdColumns): Engine {
  return {
    code: 'bg_nbd',
    fit(data, options) {
      checkTrainingData(data);
      const [repeats, agesAtLast, ages] = columnsOf(data, columns);
      const known = Int32Array.from({ length: data.rows }, (_unused, row) => row).filter((row) => !Number.isNaN(repeats[row]! + agesAtLast[row]! + ages[row]!));
      const sample = thinned(known, seededRandom(options.seed));
      const knownOf = (column: Float64Array): Float64Array => Float64Array.from(sample, (row) => column[row]!);
      const histories = { repeats: knownOf(repeats), agesAtLast: knownOf(agesAtLast), ages: knownOf(ages) };
      const params = known.length > 0 ? fitBgNbd(histories, options) : NO_HISTORIES;
      return makeModel(data.names, {
        columns,
        params,
        unknownLogOdds: unknownLogOdds(data, new Set(known)),
        means: [meanOf(histories.repeats), meanOf(histories.agesAtLast), meanOf(histories.ages)],
      });
    },
    load: loadBgNbd,
  };
}

/** Reads what {@link makeBgNbdEngine} saved, whatever its columns. */
export function loadBgNbd(artefact: Uint8Array): Model {
  const parts = unpackModel('bg_nbd', artefact);
  const [r, alpha, a, b, unknown, repeats, ageAtLast, age] = parts.arrays.numbers as Float64Array;
  return makeModel(parts.names, {
    columns: parts.facts.columns as BgNbdColumns,
    params: { r: r!, alpha: alpha!, a: a!, b: b! },
    unknownLogOdds: unknown!,
    means: [repeats!, ageAtLast!, age!],
  });
}

/** Four parameters hold still long before. */
const MOST_HISTORIES = 20_000;

function thinned(rows: Int32Array, random: Random): Int32Array {
  if (rows.length <= MOST_HISTORIES) return rows;
  const shuffled = rows.slice();
  shuffle(shuffled, random);
  return shuffled.subarray(0, MOST_HISTORIES);
}

/** Stands in when no training row has a history, and says little about one that comes later. */
const NO_HISTORIES: BgNbdParams = { r: 1, alpha: 90, a: 1, b: 1 };

function makeModel(names: readonly string[], fitted: Fitted): Model {
  const { columns, params, unknownLogOdds: unknown, means } = fitted;
  const places = [columns.repeats, columns.ageAtLast, columns.age].map((name) => getColumnAt(names, name));
  const logOddsFor = (repeats: number, ageAtLast: number, age: number): number => {
    if (Number.isNaN(repeats + ageAtLast + age)) return unknown;
    const logOdds = logOddsOf(chanceOfPurchase(params, repeats, ageAtLast, age, columns.horizonDays));
    return columns.outcome === 'purchase' ? logOdds : -logOdds;
  };
  return {
    engine: 'bg_nbd',
    names,
    logOdds(matrix: FeatureMatrix): Float64Array {
      checkColumns(matrix, names);
      checkMatrix(matrix);
      const [repeats, agesAtLast, ages] = columnsOf(matrix, columns);
      return repeats.map((value, row) => logOddsFor(value, agesAtLast[row]!, ages[row]!));
    },
    /** Shapley values against the mean customer: exact for the three facts, approximate because facts that hang together are changed one by one. */
    explain(matrix: FeatureMatrix, row: number): Explanation {
      checkColumns(matrix, names);
      const own = places.map((place) => matrix.columns[place]![row]!);
      const parts = shapleyValues(3, (joined) => {
        const [repeats, ageAtLast, age] = own.map((value, player) => (joined & (1 << player) ? value : means[player]!));
        return logOddsFor(repeats!, ageAtLast!, age!);
      });
      const contributions = new Float64Array(names.length);
      places.forEach((place, player) => { contributions[place]! += parts[player]!; });
      return { base: logOddsFor(...means), contributions, isApproximate: true };
    },
    save: () => packModel('bg_nbd', names, { numbers: Float64Array.of(params.r, params.alpha, params.a, params.b, unknown, ...means) }, { columns }),
  };
}

function columnsOf(matrix: FeatureMatrix, columns: BgNbdColumns): readonly [Float64Array, Float64Array, Float64Array] {
  const of = (name: string): Float64Array => matrix.columns[getColumnAt(matrix.names, name)]!;
  return [of(columns.repeats), of(columns.ageAtLast), of(columns.age)];
}

/** From the share of positives among rows without a history, with the share of all rows as one more of them. */
function unknownLogOdds(data: LabelledMatrix, known: ReadonlySet<number>): number {
  let rows = 1;
  let positives = shareOfPositives(data.labels);
  data.labels.forEach((label, row) => {
    if (known.has(row)) return;
    rows += 1;
    positives += label;
  });
  return logOddsOf(positives / rows);
}

function meanOf(values: Float64Array): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

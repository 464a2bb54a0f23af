/** Every engine that can become a model, by the code that is stored with it. */
export const ENGINES = ['gbdt', 'forest', 'logistic', 'blend', 'ranker', 'bg_nbd', 'recency', 'small_forest'] as const;
export type EngineCode = (typeof ENGINES)[number];

/** Feature vectors of many customers, column by column. NaN: not known. */
export interface FeatureMatrix {
  readonly rows: number;
  readonly names: readonly string[];
  /** One array of length `rows` for each name. */
  readonly columns: readonly Float64Array[];
}

/** Feature vectors whose future is known. */
export interface LabelledMatrix extends FeatureMatrix {
  /** 1: the outcome came within its horizon. */
  readonly labels: Uint8Array;
}

/** Why one chance is what it is: `base` and the contributions add up to its log-odds. */
export interface Explanation {
  readonly base: number;
  /** Signed log-odds, one for each feature in the order of {@link Model.names}. */
  readonly contributions: Float64Array;
  /** True where the engine has no exact answer (forests). */
  readonly isApproximate: boolean;
}

/** Something that was fitted. Predicting twice, or after saving and loading, gives the same bits. */
export interface Model {
  readonly engine: EngineCode;
  /** The features it was fitted on, in order. A matrix handed to it must have exactly these columns. */
  readonly names: readonly string[];
  /** Log-odds of the outcome, one a row, always finite. {@link chanceOf} turns one into a chance. */
  logOdds(matrix: FeatureMatrix): Float64Array;
  explain(matrix: FeatureMatrix, row: number): Explanation;
  /** A compact, checksummed artefact for {@link Engine.load}. */
  save(): Uint8Array;
}

export interface FitOptions {
  /** Any integer; the same seed and rows give the same bits. */
  readonly seed: number;
  /** Called with the share of the work that is done, 0–1. What it throws ends the fit: this is how a run is cancelled. */
  readonly onProgress?: (share: number) => void;
  /** True once the time that the run may take is used up: an engine that can stop early does, and keeps what it has. */
  readonly isOutOfTime?: () => boolean;
}

/** A way of learning. */
export interface Engine {
  readonly code: EngineCode;
  /**
   * Learns from labelled rows.
   *
   * @throws AppError `model.no_rows`, `model.one_class` (all labels alike), `model.bad_matrix` (columns of another length, infinite values).
   */
  fit(data: LabelledMatrix, options: FitOptions): Model;
  /** Reads what {@link Model.save} wrote. @throws AppError `model.artefact_corrupt`, `model.artefact_foreign` (another engine's, or a later format's). */
  load(artefact: Uint8Array): Model;
}

/** Beyond these log-odds a chance says more than any data can: 1 in 10,000,000. */
const MOST_LOG_ODDS = 16;

/** The chance, 0–1 and never quite either, of log-odds. */
export function chanceOf(logOdds: number): number {
  return 1 / (1 + Math.exp(-clampLogOdds(logOdds)));
}

/** The log-odds of a chance; 0 and 1 give the largest that are kept. */
export function logOddsOf(chance: number): number {
  return clampLogOdds(Math.log(chance / (1 - chance)));
}

/** Keeps log-odds finite and within what a chance can show. */
export function clampLogOdds(logOdds: number): number {
  return Math.min(MOST_LOG_ODDS, Math.max(-MOST_LOG_ODDS, logOdds));
}

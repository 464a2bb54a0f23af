import { calibrateModel, fitPlatt, type PlattScaling } from '../engines/calibrate.ts';
import { chanceOf, type Engine, type EngineCode, type FeatureMatrix, type FitOptions, type LabelledMatrix, type Model } from '../engines/model.ts';
import { logLoss } from '../evaluation/chances.ts';
import { areaUnderCurve, averagePrecision } from '../evaluation/ranking.ts';

/** How one engine did on the later snapshot (log loss after calibration); null where time ran out. */
export interface CandidateFigure {
  readonly engine: EngineCode;
  readonly logLoss: number | null;
  readonly averagePrecision: number | null;
  readonly auc: number | null;
  readonly problem: string | null;
}

export interface ComparisonData {
  /** Whose labels all end before `fit`'s last snapshot looks: only for calibration; null where the history is too short. */
  readonly early: LabelledMatrix | null;
  /** The last snapshot of `fit`, which a model fitted on `early` has not seen. */
  readonly fitLatest: LabelledMatrix;
  readonly fit: LabelledMatrix;
  /** Later than all labels of `fit`. */
  readonly validation: LabelledMatrix;
}

export interface Choice {
  readonly engine: Engine;
  /** Applied to what the winner says; null when later data did not confirm that it helps. */
  readonly platt: PlattScaling | null;
  readonly figures: readonly CandidateFigure[];
}

/**
 * Engines that are taken before a better one when the difference is within one standard error: the mean of two unlike
 * models keeps its place on later data more often than whatever happened to be ahead by a little.
 */
const PREFERRED: readonly EngineCode[] = ['blend', 'logistic', 'gbdt'];

interface Tried {
  readonly engine: Engine;
  readonly model: Model;
  /** Calibrated log loss of each validation row, and its mean. */
  readonly losses: Float64Array;
  readonly loss: number;
}

/**
 * Fits every candidate, compares them by log loss on the later snapshot, and decides whether the winner needs calibration.
 * Each is calibrated across halves of that snapshot first: a base rate that moved says nothing about who knows customers best.
 */
export function compareCandidates(candidates: readonly Engine[], data: ComparisonData, options: FitOptions & { readonly onCandidate?: (engine: EngineCode) => void }): Choice {
  const figures: CandidateFigure[] = [];
  const tried: Tried[] = [];
  for (const engine of candidates) {
    options.onCandidate?.(engine.code);
    if (options.isOutOfTime?.() && tried.length > 0) {
      figures.push({ engine: engine.code, logLoss: null, averagePrecision: null, auc: null, problem: 'out_of_time' });
      continue;
    }
    const one = tryCandidate(engine, data, options);
    tried.push(one);
    const chances = chancesOf(one.model, data.validation);
    const { labels } = data.validation;
    figures.push({ engine: engine.code, logLoss: one.loss, averagePrecision: averagePrecision(chances, labels), auc: areaUnderCurve(chances, labels), problem: null });
  }
  const winner = chooseWinner(tried);
  return { engine: winner.engine, platt: choosePlatt(winner, data, options), figures };
}

function tryCandidate(engine: Engine, { fit, validation }: ComparisonData, options: FitOptions): Tried {
  const model = engine.fit(fit, options);
  const losses = crossCalibratedLosses(model.logOdds(validation), validation.labels);
  return { engine, model, losses, loss: mean(losses) };
}

function chooseWinner(tried: readonly Tried[]): Tried {
  const best = tried.reduce((least, each) => (each.loss < least.loss ? each : least));
  const isAsGood = ({ losses }: Tried): boolean => {
    const differences = losses.map((loss, row) => loss - best.losses[row]!);
    const middle = mean(differences);
    return middle <= Math.sqrt(mean(differences.map((each) => (each - middle) ** 2)) / differences.length);
  };
  const preferred = PREFERRED.map((code) => tried.find((each) => each.engine.code === code)).find((each) => each !== undefined && isAsGood(each));
  return preferred ?? best;
}

/** Log loss of every row after Platt scaling that was fitted on the other half (every second row). */
function crossCalibratedLosses(logOdds: Float64Array, labels: Uint8Array): Float64Array {
  const losses = new Float64Array(labels.length);
  for (const half of [0, 1]) {
    const isOther = (_value: number, row: number): boolean => row % 2 !== half;
    const { slope, intercept } = fitPlatt(logOdds.filter(isOther), labels.filter(isOther));
    for (let row = half; row < labels.length; row += 2) {
      const chance = chanceOf(slope * logOdds[row]! + intercept);
      losses[row] = -Math.log(labels[row] === 1 ? chance : 1 - chance);
    }
  }
  return losses;
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/**
 * Platt scaling is fitted where an earlier model had not looked, and kept only if it makes the later snapshot likelier: it
 * halves the calibration error of some data and doubles that of others. What is kept is fitted again on the later one.
 */
function choosePlatt({ engine, model }: Tried, { early, fitLatest, validation }: ComparisonData, options: FitOptions): PlattScaling | null {
  if (early === null || options.isOutOfTime?.()) return null;
  const scaling = fitPlatt(engine.fit(early, options).logOdds(fitLatest), fitLatest.labels);
  const lossWith = (each: Model): number => logLoss(chancesOf(each, validation), validation.labels)!;
  return lossWith(calibrateModel(model, scaling)) < lossWith(model) ? fitPlatt(model.logOdds(validation), validation.labels) : null;
}

export function chancesOf(model: Model, matrix: FeatureMatrix): Float64Array {
  return model.logOdds(matrix).map(chanceOf);
}

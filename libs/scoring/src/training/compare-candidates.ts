import { chanceOf, type Engine, type EngineCode, type FeatureMatrix, type FitOptions, type LabelledMatrix, type Model } from '../engines/model.ts';
import { fitShift } from '../engines/calibrate.ts';
import { logLossOf } from '../engines/penalised-logistic.ts';
import { areaUnderCurve, averagePrecision } from '../evaluation/ranking.ts';

/** How one engine did on rows it had not seen; null with the problem where it was not tried. */
export interface CandidateFigure {
  readonly engine: EngineCode;
  readonly logLoss: number | null;
  readonly averagePrecision: number | null;
  readonly auc: number | null;
  readonly problem: 'out_of_time' | 'too_many_rows' | null;
}

/** Rows to learn from, and others, which for customers are later than all their labels. */
export interface ComparisonPart {
  readonly fit: LabelledMatrix;
  readonly validation: LabelledMatrix;
}

/** One candidate, fitted on every part, and what it said of the parts' validation rows, one part after the other. */
export interface Tried {
  readonly engine: Engine;
  readonly models: readonly Model[];
  readonly logOdds: Float64Array;
  readonly labels: Uint8Array;
  /** Log loss of each validation row at the base rate of these rows, and its mean. */
  readonly losses: Float64Array;
  readonly loss: number;
}

/** Why the winner won: it had the least log loss, or was within two standard errors of what had. */
export interface WhyChosen {
  readonly isBest: boolean;
  readonly best: EngineCode;
  /** By how much the winner's mean log loss is above the best one's, and the standard error of that difference. */
  readonly difference: number;
  readonly standardError: number;
}

export interface Choice {
  readonly winner: Tried;
  readonly why: WhyChosen;
  readonly figures: readonly CandidateFigure[];
}

/**
 * Engines that are taken before a better one when the difference is within two standard errors: the mean of two unlike
 * models keeps its place on later data more often than whatever happened to be ahead by a little.
 */
const PREFERRED: readonly EngineCode[] = ['blend', 'logistic', 'gbdt'];
const TOLERATED_ERRORS = 2;

/** Beyond so many rows an engine is not tried: it would learn from a small part of them, and take longer than all others. */
const MOST_ROWS: Readonly<Partial<Record<EngineCode, number>>> = { small_forest: 2_000 };

/**
 * Fits every candidate on each part and compares them by log loss on the rows beside it. Each is moved to those rows' base rate
 * first, because a rate that moved says nothing about who knows customers best; how sure its chances are stays its own.
 */
export function compareCandidates(candidates: readonly Engine[], parts: readonly ComparisonPart[], options: FitOptions & { readonly onCandidate?: (engine: EngineCode) => void }): Choice {
  const figures: CandidateFigure[] = [];
  const tried: Tried[] = [];
  for (const engine of candidates) {
    options.onCandidate?.(engine.code);
    const problem = problemOf(engine, { parts, isFirst: tried.length === 0, isOnly: candidates.length === 1 }, options);
    if (problem !== null) {
      figures.push({ engine: engine.code, logLoss: null, averagePrecision: null, auc: null, problem });
      continue;
    }
    const one = tryCandidate(engine, parts, options);
    tried.push(one);
    const chances = one.logOdds.map(chanceOf);
    figures.push({ engine: engine.code, logLoss: one.loss, averagePrecision: averagePrecision(chances, one.labels), auc: areaUnderCurve(chances, one.labels), problem: null });
  }
  return { ...chooseWinner(tried), figures };
}

function problemOf({ code }: Engine, { parts, isFirst, isOnly }: { parts: readonly ComparisonPart[]; isFirst: boolean; isOnly: boolean }, options: FitOptions): CandidateFigure['problem'] {
  if (!isOnly && parts[0]!.fit.rows > (MOST_ROWS[code] ?? Infinity)) return 'too_many_rows';
  return !isFirst && options.isOutOfTime?.() ? 'out_of_time' : null;
}

function tryCandidate(engine: Engine, parts: readonly ComparisonPart[], options: FitOptions): Tried {
  const models = parts.map(({ fit }) => engine.fit(fit, options));
  const logOdds = joined(parts.map(({ validation }, at) => models[at]!.logOdds(validation)));
  const labels = Uint8Array.from(parts.flatMap(({ validation }) => [...validation.labels]));
  const losses = lossesAtBaseRate(logOdds, labels);
  return { engine, models, logOdds, labels, losses, loss: mean(losses) };
}

function chooseWinner(tried: readonly Tried[]): { winner: Tried; why: WhyChosen } {
  const best = tried.reduce((least, each) => (each.loss < least.loss ? each : least));
  const compared = tried.map((each) => ({ each, ...comparePaired(each.losses, best.losses) }));
  const preferred = PREFERRED.map((code) => compared.find(({ each }) => each.engine.code === code)).find((one) => one !== undefined && one.difference <= TOLERATED_ERRORS * one.standardError);
  const { each, difference, standardError } = preferred ?? compared.find((one) => one.each === best)!;
  return { winner: each, why: { isBest: each === best, best: best.engine.code, difference, standardError } };
}

/** The mean difference of two lists of losses of the same rows, and its standard error. */
function comparePaired(losses: Float64Array, others: Float64Array): { readonly difference: number; readonly standardError: number } {
  const differences = losses.map((loss, row) => loss - others[row]!);
  const difference = mean(differences);
  return { difference, standardError: Math.sqrt(mean(differences.map((each) => (each - difference) ** 2)) / differences.length) };
}

/** Log loss of every row, once all log-odds are moved by what brings the mean chance of the other half (every second row) to its base rate. */
function lossesAtBaseRate(logOdds: Float64Array, labels: Uint8Array): Float64Array {
  const losses = new Float64Array(labels.length);
  for (const half of [0, 1]) {
    const isOther = (_value: number, row: number): boolean => row % 2 !== half;
    const shift = fitShift(logOdds.filter(isOther), labels.filter(isOther));
    for (let row = half; row < labels.length; row += 2) losses[row] = logLossOf(logOdds[row]! + shift, labels[row]!);
  }
  return losses;
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Chances (0–1) of a model for every row, in their order. */
export function chancesOf(model: Pick<Model, 'logOdds'>, matrix: FeatureMatrix): Float64Array {
  return model.logOdds(matrix).map(chanceOf);
}

function joined(parts: readonly Float64Array[]): Float64Array {
  return parts.length === 1 ? parts[0]! : Float64Array.from(parts.flatMap((part) => [...part]));
}

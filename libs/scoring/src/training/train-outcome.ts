import type { FigureSource, ModelCard } from '@kelvin/contracts';
import { AppError } from '@kelvin/kernel';
import { calibrateModel } from '../engines/calibrate.ts';
import type { EngineCode, FitOptions, Model } from '../engines/model.ts';
import { compareModels, type Comparison } from '../evaluation/bootstrap.ts';
import { countPositives, evaluateRows, type EvaluatedRows } from '../evaluation/chances.ts';
import { chanceFromRules, type RuleCurve } from '../evaluation/from-rules.ts';
import { decidePromotion } from '../evaluation/gate.ts';
import { missingOutcomesIn, type MissingOutcomes } from '../evaluation/least-outcomes.ts';
import { buildModelCard } from '../evaluation/model-card.ts';
import { type CompiledFeatures, compileFeatures } from '../features/compute-features.ts';
import type { FeatureSet } from '../features/feature.ts';
import type { MetricIndex } from '../metric-index.ts';
import type { CompiledRules } from '../rules/compile-rules.ts';
import { listCandidates, recencyRule } from './candidates.ts';
import { checkLeaks } from './check-leaks.ts';
import { choosePlattByLater, type LaterData } from './choose-platt.ts';
import { type CandidateFigure, chancesOf, compareCandidates, type ComparisonPart, type WhyChosen } from './compare-candidates.ts';
import { groupsOf, importanceOf } from './describe-model.ts';
import { groundOf } from './ground.ts';
import { proposeFeatures } from '../features/propose-features.ts';
import { fitLatestRuleCurve } from './latest-rule-curve.ts';
import type { LearningCustomer } from './learning-customer.ts';
import { type LearnedTiming, learnTiming } from './learn-timing.ts';
import { planSnapshots, type SnapshotPlan } from './plan-snapshots.ts';
import { makeSnapshots, type Snapshots, snapshotsOfDays } from './snapshots.ts';
import { historyBeforeTest } from './what-is-missing.ts';

/** Where a training run is; the words are the screen's. */
export type TrainingPhase = 'snapshots' | 'candidates' | 'refit' | 'evaluate';

export interface TrainingInput {
  readonly customers: readonly LearningCustomer[];
  readonly metrics: MetricIndex;
  readonly rules: CompiledRules;
  readonly outcome: OutcomeToLearn;
  /** Customers are seen up to this day, and what came after is looked at once. */
  readonly testDay: number;
  readonly seed: number;
  /** Engines to try; all when left out. */
  readonly engines?: readonly EngineCode[];
  /** The model in use, judged on the same rows with the features it was made for. */
  readonly champion?: { readonly model: Pick<Model, 'logOdds'>; readonly features: FeatureSet } | null;
  /** The how-manyeth test of this outcome in a row, without one that found a model better than its baselines; 1 when left out. */
  readonly look?: number;
  /** Rows that training may hold; more are thinned out. Default {@link MOST_ROWS}. */
  readonly mostRows?: number;
  readonly onProgress?: (phase: TrainingPhase, share: number, engine: EngineCode | null) => void;
  readonly isOutOfTime?: () => boolean;
}

export interface OutcomeToLearn {
  readonly name: string;
  readonly horizonDays: number;
  /** Metrics whose days are the track `outcome`. */
  readonly metrics: readonly string[];
  /** True where the outcome is that something does not happen. */
  readonly isAbsence: boolean;
}

export interface TrainedOutcome {
  readonly plan: SnapshotPlan;
  readonly features: FeatureSet;
  readonly candidates: readonly CandidateFigure[];
  readonly engine: EngineCode;
  readonly why: WhyChosen;
  /** The winner, fitted on all training days and calibrated: what the card speaks of. */
  readonly model: Model;
  readonly ruleCurve: RuleCurve;
  readonly comparison: Comparison<FigureSource>;
  readonly card: ModelCard;
  readonly training: Snapshots;
  readonly test: Snapshots;
  /** Fits any engine the way the winner was, for reports that show them all, and on other rows for what is to serve. */
  readonly fitLikeWinner: (engine: EngineCode, rows?: Snapshots) => Model;
  /** When the outcome comes: fits the winner's like on up to two older days, so it is asked for only where it is kept. */
  readonly timing: () => LearnedTiming;
}

/** A hundred megabytes or so for a hundred features. */
export const MOST_ROWS = 120_000;

/**
 * One training run: snapshots, candidates compared on a later snapshot, the winner fitted again on everything before the
 * test day, and its figures on what came after, beside the recency rule, the rules and the champion.
 *
 * @throws AppError `training.short_history`, `training.no_customers`, `training.too_few_outcomes`: each says what is missing;
 *   `training.leak` where a feature saw what came later.
 */
export function trainOutcome(input: TrainingInput): TrainedOutcome {
  const { outcome, seed } = input;
  const firstDay = firstDayOf(input.customers);
  // Who has only just begun will be somebody to learn from once time has passed; that is another lack.
  if (firstDay === null || firstDay > input.testDay + outcome.horizonDays) throw new AppError('invalid', 'training.no_customers', 'Nobody has done anything yet, so there is nothing to learn from.');
  const span = { firstDay, testDay: input.testDay, horizonDays: outcome.horizonDays };
  const plan = planSnapshots(span);
  if (plan === null) {
    const { days, needed } = historyBeforeTest(span);
    throw new AppError('invalid', 'training.short_history', `The history before the test is ${days} days long; an outcome within ${outcome.horizonDays} days needs ${needed}.`, { days, needed });
  }
  const features = proposeFeatures(groundOf(input, firstDay, plan.validationDay));
  const compile = (set: FeatureSet): CompiledFeatures => compileFeatures(set, input.metrics, outcome.metrics);
  const made: Snapshots[] = [];
  const make = (days: readonly number[], set: FeatureSet, part: [number, number], mostRows = input.mostRows ?? MOST_ROWS): Snapshots => makeSnapshots(days, {
    customers: input.customers, features: compile(set), horizonDays: outcome.horizonDays, rules: input.rules,
    mostRows, made: set === features ? made : [], onProgress: (share) => input.onProgress?.('snapshots', part[0] + share * part[1], null),
  });
  const training = make(plan.trainingDays, features, [0, 0.8]);
  const test = make([plan.testDay], features, [0.8, 0.2]);
  made.push(training, test);
  checkOutcomes(training, outcome);
  checkLeaks(compile(features), input.customers, { training, plan }, seed);
  const options = (phase: TrainingPhase, engine: EngineCode | null): FitOptions => ({
    seed, onProgress: (share) => input.onProgress?.(phase, share, engine),
    // Only the competition may be cut short: a winner that was stopped before its first step would tell everybody the same.
    ...(input.isOutOfTime && phase === 'candidates' ? { isOutOfTime: input.isOutOfTime } : {}),
  });

  const candidates = listCandidates({ horizonDays: outcome.horizonDays, isAbsence: outcome.isAbsence, ...(input.engines ? { engines: input.engines } : {}) });
  let tried = 0;
  const comparisonRows = rowsToCompareOn(plan, training, (days) => make(days, features, [1, 0]));
  const quietly: FitOptions = { ...options('candidates', null), onProgress: () => undefined };
  const choice = compareCandidates(candidates, [comparisonRows], { ...quietly, onCandidate: (engine) => input.onProgress?.('candidates', tried++ / candidates.length, engine) });
  const winner = choice.winner.engine.code;
  const platt = choosePlattByLater(choice.winner, comparisonRows, quietly);
  const fit = (engine: EngineCode, rows = training): Model => {
    const model = candidates.find((each) => each.code === engine)!.fit(rows, options('refit', engine));
    return engine === winner && platt ? calibrateModel(model, platt) : model;
  };
  const model = fit(winner);
  const ruleCurve = getRuleCurve(training, outcome);
  input.onProgress?.('evaluate', 0, null);
  const comparison = compareModels(testRows(input, { model, ruleCurve, training, test, options: options('evaluate', null), make }), { seed });
  const card = buildModelCard({
    engine: winner, choice: choice.figures.filter(({ problem }) => problem === null).length > 1 ? choice.why : undefined, outcome: outcome.name, horizonDays: outcome.horizonDays,
    train: { fromDay: plan.trainingDays[0]!, toDay: plan.testDay, rows: training.rows, customers: new Set(training.customers).size, positives: countPositives(training.labels) },
    test: { fromDay: plan.testDay + 1, toDay: plan.testDay + outcome.horizonDays, customers: test.rows },
    comparison, gate: decidePromotion(comparison, input.look), importance: importanceOf(model, test, seed), groups: groupsOf(test, input.customers),
  });
  const timing = (): LearnedTiming => learnTiming({
    customers: input.customers, horizonDays: outcome.horizonDays, isAbsence: outcome.isAbsence, testDay: plan.testDay, firstDay, model, ruleCurve, test,
    fit: (rows) => fit(winner, rows), snapshotsOf: (days, mostRows) => make(days, features, [1, 0], Math.min(mostRows, input.mostRows ?? MOST_ROWS)), ...(input.isOutOfTime ? { isOutOfTime: input.isOutOfTime } : {}),
  });
  return { plan, features, candidates: choice.figures, engine: winner, why: choice.why, model, ruleCurve, comparison, card, training, test, fitLikeWinner: fit, timing };
}

type Make = (days: readonly number[], set: FeatureSet, part: [number, number]) => Snapshots;

function rowsToCompareOn({ comparisonDays, validationDay, trainingDays }: SnapshotPlan, training: Snapshots, make: (days: readonly number[]) => Snapshots): ComparisonPart & LaterData {
  // Steps may not meet the comparison days exactly, since both are counted back from their own last day.
  const known = new Set(trainingDays);
  const fit = comparisonDays.every((day) => known.has(day)) ? snapshotsOfDays(training, comparisonDays) : make(comparisonDays);
  const latest = comparisonDays.at(-1)!;
  const early = comparisonDays.filter((day) => day <= latest - (validationDay - latest));
  const earlyRows = early.length > 0 ? snapshotsOfDays(fit, early) : null;
  return {
    fit, fitLatest: snapshotsOfDays(fit, [latest]), validation: snapshotsOfDays(training, [validationDay]),
    early: earlyRows && hasBothLabels(earlyRows) ? earlyRows : null,
  };
}

function testRows(
  input: TrainingInput, { model, ruleCurve, training, test, options, make }: { model: Model; ruleCurve: RuleCurve; training: Snapshots; test: Snapshots; options: FitOptions; make: Make },
): Partial<Record<FigureSource, EvaluatedRows>> {
  const evaluated = (chances: Float64Array): EvaluatedRows => evaluateRows(chances, test.labels);
  const share = countPositives(training.labels) / training.rows;
  return {
    model: evaluated(chancesOf(model, test)),
    rules: evaluated(test.points.map((points) => chanceFromRules(ruleCurve, points))),
    recency: evaluated(chancesOf(recencyRule().fit(training, options), test)),
    majority: evaluated(new Float64Array(test.rows).fill(share)),
    ...(input.champion ? { champion: evaluated(chancesOf(input.champion.model, make([input.testDay], input.champion.features, [1, 0]))) } : {}),
  };
}

function getRuleCurve(training: Snapshots, { isAbsence }: OutcomeToLearn): RuleCurve {
  const curve = fitLatestRuleCurve(training, isAbsence);
  if ('missing' in curve) throw createTooFewOutcomesError(curve.missing);
  return curve;
}

function checkOutcomes({ labels, customers }: Snapshots, { name }: OutcomeToLearn): void {
  const missing = missingOutcomesIn(labels, customers);
  if (missing) throw createTooFewOutcomesError(missing, name);
}

/** Says how many more customers of each kind are needed, at least one of either. */
export function createTooFewOutcomesError({ positives, negatives }: MissingOutcomes, name = 'the outcome'): AppError {
  const parts = [positives > 0 ? `${positives} more with it` : '', negatives > 0 ? `${negatives} more without it` : ''].filter(Boolean).join(' and ');
  return new AppError('invalid', 'training.too_few_outcomes', `There are not enough customers to learn “${name}” from: ${parts} are needed.`, { positives, negatives });
}

function firstDayOf(customers: readonly LearningCustomer[]): number | null {
  let first: number | null = null;
  for (const { rows } of customers) if (rows.days.length > 0 && (first === null || rows.days[0]! < first)) first = rows.days[0]!;
  return first;
}

function hasBothLabels({ labels }: Snapshots): boolean {
  const positives = countPositives(labels);
  return positives > 0 && positives < labels.length;
}

/**
 * What customers are worth saying of by what they did: scores by rules, every point explained, and models of what they will
 * do next. Pure: what was read and what day it is are arguments.
 *
 *     const metrics = new MetricIndex();                       // or MetricIndex.fromNames(dictionary)
 *     const rules = compileRules(B2C_PRESET, metrics);         // once per workspace and settings
 *     const rows = packDayRows([{ day, metric: 'order', n: 1, total: 40 }], metrics);   // or build the arrays yourself
 *     const result = scoreCustomer(rules, { rows, asOfDay, stats, previous: null });
 *     result.hundredths;      // 0–10000
 *     result.ledger;          // signed rows that add up to it
 *     result.band;            // decision and its causes; store toBandState(result.band), hand it back as `previous`
 *
 * `stats` (WorkspaceStats) comes from `WorkspaceHistory` once a day; `scoreHistory` scores past days with the same code;
 * `fitPreset` proposes rules that suit a workspace's data. Metric keys: the meanings, `feature:<name>`,
 * `text:1`…`text:5`, `review:1`…`review:5`, and `intent:leave` (a text that says so with confidence ≥ .7).
 */
// Daily rows: all that rules and features read.
export { type BestHour, bestHour, hourCounts } from './best-hour.ts';
export { type DayRows, type NamedDayRow, NO_ROWS, packDayRows } from './day-rows.ts';
export { withMetric } from './merge-rows.ts';
export { MetricIndex } from './metric-index.ts';
// Rules: score, ledger, band, silence, money.
export { DEFAULT_BAND_LIMITS } from './rules/band-limits.ts';
export { type BandState, bandStateSchema, toBandState } from './rules/band.ts';
export { type CompiledRules, compileRules } from './rules/compile-rules.ts';
export { fitPreset, PopulationAccumulator, type PresetFit } from './rules/fit-preset.ts';
export { type LedgerKind, type LedgerRow } from './rules/ledger.ts';
export { type CustomerMoney, type RevenueAtRisk, type Subscription } from './rules/money.ts';
export { NO_PREDICTION, type OutcomeChance, type Prediction } from './rules/prediction.ts';
export { B2B_PRESET, B2C_PRESET } from './rules/presets.ts';
export { type RulePreset, rulePresetSchema } from './rules/rule-preset.ts';
export { CHANGE_DAYS, type CustomerActivity, scoreCustomer, type ScoreInput, scorePoint, type ScorePoint, type ScoreResult } from './rules/score-customer.ts';
export { scoreHistory, weeklyDaysBefore } from './rules/score-history.ts';
export { WorkspaceHistory } from './rules/workspace-history.ts';
export { EMPTY_WORKSPACE_STATS, type WorkspaceStats, workspaceStatsSchema } from './rules/workspace-stats.ts';
// Outages: silence of a source, which is none of its customers.
export { findSilentPeriods, type SilentPeriod, type SourceVolume } from './outage/silent-periods.ts';
// Features: customers as numbers, the same in training and serving.
export { compileFeatures, type CompiledFeatures, type FeatureInput } from './features/compute-features.ts';
export { CATEGORIES, type Feature, FEATURES_VERSION, type FeatureSet, featureSetSchema } from './features/feature.ts';
export { proposeFeatures } from './features/propose-features.ts';
// Engines: models, kept as bytes with a checksum.
export { engineOf, loadModel } from './engines/load-model.ts';
export { chanceOf, type Engine, type EngineCode, ENGINES, type Explanation, type FeatureMatrix, type LabelledMatrix, logOddsOf, type Model } from './engines/model.ts';
// Training: from snapshots of the past to a model that passed the gate, or the reason why none did.
export { type CandidateFigure, chancesOf, type WhyChosen } from './training/compare-candidates.ts';
export { type Timing, timingSchema } from './training/fit-timing.ts';
export { groundOf } from './training/ground.ts';
export { type Challenger, judgeChallenger } from './training/judge-challenger.ts';
export { judgeChampion } from './training/judge-champion.ts';
export { answeredModel, judgeExternal, TEST_ONLY_ENGINES } from './training/judge-external.ts';
export { type LearnedRuleCurve, learnRuleCurve } from './training/learn-rule-curve.ts';
export type { LearnedTiming } from './training/learn-timing.ts';
export { categoriesAt, type CategoryFact, type LearningCustomer } from './training/learning-customer.ts';
export { lastTestDay, LEAST_HISTORY_DAYS, planRuleDays, planSnapshots, trainingSpanDays } from './training/plan-snapshots.ts';
export { refitForServing, type ServingModel } from './training/refit-for-serving.ts';
export { makeSnapshots, type Snapshots } from './training/snapshots.ts';
export { type DriftReferences, driftReferencesSchema, freezeServingFacts, makeStanding, referencesOf, type Standing, type StandingInput } from './training/standing.ts';
export { TIMING_FEATURES, timingOf, timingWindow } from './training/timing.ts';
export { type OutcomeToLearn, type TrainedOutcome, type TrainingInput, type TrainingPhase, createTooFewOutcomesError, trainOutcome } from './training/train-outcome.ts';
// Serving: chances with reasons, and their half of the score.
export { externalFamily, type FamilyContribution, FamilyExplainer } from './serving/explain-families.ts';
export { type FrozenMeans, MODEL_WEIGHT, POINTS_PER_LOG_ODD } from './serving/model-points.ts';
export { type AnswerOf, type PredictedCustomer, Predictor, type ServedOutcome } from './serving/predict-customers.ts';
// Evaluation: how good, how sure, how far the data have moved.
export { compareModels, type BootstrapOptions, type Comparison } from './evaluation/bootstrap.ts';
export { accuracyAtHalf, type EvaluatedRows, evaluateRows, majorityShare } from './evaluation/chances.ts';
export { computeDrift, DRIFT_LIMITS } from './evaluation/drift.ts';
export { computeEarlyWarning, type Departure, type EarlyWarning, type EarlyWarningOptions, type WatchedCustomer } from './evaluation/early-warning.ts';
export { chanceFromRules, type RuleCurve, ruleCurveSchema } from './evaluation/from-rules.ts';
export { LEAST_OUTCOMES } from './evaluation/least-outcomes.ts';
export { FEATURE_LOOKBACK_DAYS } from './features/tracks.ts';
export { whatIsMissing, type CountedOutcomes } from './training/what-is-missing.ts';
export type { LookedAgain } from './evaluation/look-again.ts';
export { EXTERNAL_ENGINE } from './evaluation/model-card.ts';
export { areaUnderCurve } from './evaluation/ranking.ts';
export { type RetrainInput, whatWouldRetrain } from './evaluation/retrain.ts';
// Tables: the same on a file with one row for each customer.
export { evaluateTable, type TableEvaluation, type TableSource, type TableTask, type TableVerdict } from './tables/evaluate-table.ts';
export { guessColumns, type GuessedColumns, isBlank } from './tables/guess-columns.ts';
export type { Table } from './tables/table.ts';
export { findGiveaways } from './tables/find-giveaways.ts';

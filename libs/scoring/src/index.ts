/**
 * Scores by rules: pure, fast, every point explained.
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
export { type BestHour, bestHour, hourCounts } from './best-hour.ts';
export { type BandLimits, bandLimitsSchema, DEFAULT_BAND_LIMITS } from './rules/band-limits.ts';
export { type BandDecision, type BandState, bandStateSchema, isWorthSaving, toBandState } from './rules/band.ts';
export { type CompiledRules, compileRules } from './rules/compile-rules.ts';
export { type ChanceWithLimit } from './rules/dangers.ts';
export { type DayRows, type NamedDayRow, NO_ROWS, packDayRows } from './day-rows.ts';
export { compareModels, type BootstrapOptions, type Comparison } from './evaluation/bootstrap.ts';
export { accuracyAtHalf, brierScore, calibrationBins, type EvaluatedRows, evaluateRows, expectedCalibrationError, logLoss, majorityShare, wilsonInterval } from './evaluation/chances.ts';
export { computeCurves, computeCutOffs } from './evaluation/curves.ts';
export { buildDriftReference, computeDrift, type DriftInput, type DriftReference, driftReferenceSchema } from './evaluation/drift.ts';
export { computeEarlyWarning, type Departure, type EarlyWarning, type EarlyWarningOptions, earlyWarningSchema, type WatchedCustomer } from './evaluation/early-warning.ts';
export { chanceFromRules, fitRuleCurve, type MissingOutcomes, type RuleCurve, ruleCurveSchema } from './evaluation/from-rules.ts';
export { decidePromotion, refusePromotion } from './evaluation/gate.ts';
export { computeImportance, type FeatureContributions } from './evaluation/importance.ts';
export { buildModelCard, type CardPart, EXTERNAL_ENGINE, type ModelCardInput } from './evaluation/model-card.ts';
export { areaUnderCurve, averagePrecision, topDecileLift } from './evaluation/ranking.ts';
export { type RetrainInput, whatWouldRetrain } from './evaluation/retrain.ts';
export { findWeakGroups } from './evaluation/weak-groups.ts';
export { guessColumns, isBlank, type DroppedColumn, type GuessedColumns } from './tables/guess-columns.ts';
export { evaluateTable, type TableEvaluation, type TableSource, type TableTask, type TableVerdict } from './tables/evaluate-table.ts';
export { type Table, type TableColumn } from './tables/table.ts';
export { findSilentPeriods, type SilentPeriod, type SourceVolume } from './outage/silent-periods.ts';
export { fitPreset, type GroupFit, type GroupPopulation, PopulationAccumulator, type PopulationStats, type PresetFit } from './rules/fit-preset.ts';
export { type LedgerKind, type LedgerRow } from './rules/ledger.ts';
export { calibrateModel, fitPlatt, type PlattScaling } from './engines/calibrate.ts';
export { engineOf, loadModel } from './engines/load-model.ts';
export { chanceOf, type Engine, type EngineCode, ENGINES, type Explanation, type FeatureMatrix, type LabelledMatrix, logOddsOf, type Model } from './engines/model.ts';
export { compileFeatures, type Categories, type CompiledFeatures, type FeatureInput } from './features/compute-features.ts';
export { CATEGORIES, type Category, type Feature, FEATURES_VERSION, type FeatureSet, featureSetSchema, nameOfFeature } from './features/feature.ts';
export { withMetric } from './merge-rows.ts';
export { MetricIndex } from './metric-index.ts';
export { proposeFeatures } from './features/propose-features.ts';
export { groundOf } from './training/ground.ts';
export { type CandidateFigure, chancesOf, type WhyChosen } from './training/compare-candidates.ts';
export { externalFamily, type FamilyContribution, FamilyExplainer } from './serving/explain-families.ts';
export { familyOf, REASON_FAMILIES, type ReasonFamily } from './serving/families.ts';
export { type FrozenMeans, MODEL_WEIGHT, type ModelPart, modelPoints, POINTS_PER_LOG_ODD } from './serving/model-points.ts';
export { type AnswerOf, type PredictedCustomer, Predictor, type ServedOutcome } from './serving/predict-customers.ts';
export { fitTiming, testTiming, type Timing, type TimingRows, timingSchema, type TimingTask } from './training/fit-timing.ts';
export { type LearnedTiming, learnTiming, planTiming, type TimingInput } from './training/learn-timing.ts';
export { type DatedChance, TIMING_FEATURES, timeOfShare, type TimingCurves, timingCurvesSchema, type TimingMoment, timingOf, timingWindow } from './training/timing.ts';
export { categoriesAt, type CategoryFact, type LearningCustomer } from './training/learning-customer.ts';
export { lastTestDay, planSnapshots, type SnapshotPlan } from './training/plan-snapshots.ts';
export { type Challenger, judgeChallenger } from './training/judge-challenger.ts';
export { answeredModel, judgeExternal, TEST_ONLY_ENGINES } from './training/judge-external.ts';
export { type LearnedRuleCurve, learnRuleCurve } from './training/learn-rule-curve.ts';
export { refitForServing, type ServingModel } from './training/refit-for-serving.ts';
export { joinSnapshots, makeSnapshots, type Snapshots } from './training/snapshots.ts';
export { type DriftReferences, driftReferencesSchema, freezeServingFacts, makeStanding, referencesOf, type Standing, type StandingInput } from './training/standing.ts';
export { MOST_ROWS, type OutcomeToLearn, type TrainedOutcome, type TrainingInput, type TrainingPhase, trainOutcome } from './training/train-outcome.ts';
export { type CustomerMoney, type RevenueAtRisk, type Subscription } from './rules/money.ts';
export { NO_PREDICTION, type OutcomeChance, type Prediction } from './rules/prediction.ts';
export { B2B_PRESET, B2C_PRESET } from './rules/presets.ts';
export { BAND_REASONS, type BandReasonCode, type Reason, reasonSchema } from './rules/reasons.ts';
export { type MinusGroup, type PlusGroup, type RuleItem, type RulePreset, rulePresetSchema, type StateItem } from './rules/rule-preset.ts';
export { CHANGE_DAYS, type CustomerActivity, scoreCustomer, type ScoreInput, scorePoint, type ScorePoint, type ScoreResult } from './rules/score-customer.ts';
export { scoreHistory, weeklyDaysBefore } from './rules/score-history.ts';
export { WorkspaceHistory } from './rules/workspace-history.ts';
export { EMPTY_WORKSPACE_STATS, type WorkspaceStats, workspaceStatsSchema } from './rules/workspace-stats.ts';

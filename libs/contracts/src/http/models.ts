import { z } from 'zod';

/** A figure with its 95 % interval, from resampling the customers it was measured on. */
export const estimateSchema = z.object({ value: z.number(), low: z.number(), high: z.number() });
export type Estimate = z.infer<typeof estimateSchema>;

/** What a model is measured by. Average precision is the area under the precision-recall curve. */
export const MODEL_METRICS = ['auc', 'averagePrecision', 'logLoss', 'brier', 'calibrationError', 'topDecileLift'] as const;
export type ModelMetric = (typeof MODEL_METRICS)[number];

/** Whose chances a figure speaks of: the new model, and what it has to beat. `majority`: the same chance for everybody. */
export const FIGURE_SOURCES = ['model', 'champion', 'rules', 'recency', 'majority'] as const;
export type FigureSource = (typeof FIGURE_SOURCES)[number];

/** Why a model was promoted or not; the screens translate the code and put the values in. */
export const GATE_REASONS = [
  'gate.passed', 'gate.rules_as_good', 'gate.recency_as_good', 'gate.champion_better', 'gate.champion_changed', 'gate.champion_silent', 'gate.champion_worse', 'gate.rules_chosen', 'gate.too_few_positives', 'gate.too_few_negatives',
] as const;
export type GateReasonCode = (typeof GATE_REASONS)[number];

/** Why automations had better not rely on a model's chances. */
export const AUTOMATION_REASONS = ['automate.not_better', 'automate.not_calibrated', 'automate.too_few_positives', 'automate.drifted'] as const;

export const automationReasonSchema = z.object({ code: z.enum(AUTOMATION_REASONS), values: z.record(z.string(), z.number()) });

export const gateSchema = z.object({
  isPromoted: z.boolean(),
  reasons: z.array(z.object({ code: z.enum(GATE_REASONS), values: z.record(z.string(), z.number()) })),
  /** Better than rules and recency, well calibrated, and tested on enough outcomes. */
  isSafeToAutomate: z.boolean(),
  automationReasons: z.array(automationReasonSchema),
});
export type Gate = z.infer<typeof gateSchema>;

/** The six figures of one source; null where they have no answer, because the outcome came to everybody or nobody. */
export const figuresSchema = z.object({
  source: z.enum(FIGURE_SOURCES),
  auc: estimateSchema.nullable(), averagePrecision: estimateSchema.nullable(), logLoss: estimateSchema.nullable(),
  brier: estimateSchema.nullable(), calibrationError: estimateSchema.nullable(), topDecileLift: estimateSchema.nullable(),
});
export type Figures = z.infer<typeof figuresSchema>;

/** Customers with similar chances: what was predicted and what came. `low` and `high` bound the observed share. */
export const calibrationBinSchema = z.object({ n: z.int(), meanChance: z.number(), observedShare: z.number(), low: z.number(), high: z.number() });
export type CalibrationBin = z.infer<typeof calibrationBinSchema>;

export const curvePointSchema = z.object({ x: z.number(), y: z.number() });
export type CurvePoint = z.infer<typeof curvePointSchema>;

export const curvesSchema = z.object({
  /** x: share of the negatives that are caught wrongly, y: share of the positives that are caught. */
  roc: z.array(curvePointSchema),
  /** x: share of the positives that are caught, y: share of the caught that are positive. */
  precisionRecall: z.array(curvePointSchema),
  /** x: share of the customers, likeliest first, y: how many times more positives than among as many at random. */
  lift: z.array(curvePointSchema),
  /** x: share of the customers, likeliest first, y: share of the positives among them. */
  gain: z.array(curvePointSchema),
});
export type Curves = z.infer<typeof curvesSchema>;

/** What contacting the likeliest customers gives. Expected value = hits × value of a hit − people × cost of a contact. */
export const cutOffSchema = z.object({
  share: z.number(), people: z.int(),
  /** Positives among them; a fraction where equal chances straddle the cut. */
  hits: z.number(),
  precision: z.number(), recall: z.number(),
  /** The lowest chance that is still contacted. */
  chance: z.number(),
});
export type CutOff = z.infer<typeof cutOffSchema>;

export const importanceSchema = z.object({
  feature: z.string(),
  /** Mean absolute contribution in log-odds. */
  meanContribution: z.number(),
  /** Its share of all features' together, 0–1. */
  share: z.number(),
  /** Whether larger values make the outcome likelier; `mixed` where it depends on the rest. */
  direction: z.enum(['up', 'down', 'mixed']),
});
export type Importance = z.infer<typeof importanceSchema>;

export const groupQualitySchema = z.object({
  attribute: z.string(), group: z.string(), rows: z.int(), positives: z.int(),
  auc: estimateSchema.nullable(),
  /** Mean chance minus observed share: above 0 the model expects too much. */
  calibrationGap: estimateSchema,
  /** What is clearly worse than among everybody else; empty for a group that is served well or too small to tell. */
  weaknesses: z.array(z.enum(['ranking', 'calibration'])),
});
export type GroupQuality = z.infer<typeof groupQualitySchema>;

export const DRIFT_LEVELS = ['steady', 'moved', 'drifted', 'too_few_rows'] as const;
export type DriftLevel = (typeof DRIFT_LEVELS)[number];

/** How far a distribution has moved since training, as a population stability index. */
export const driftFigureSchema = z.object({ name: z.string(), index: z.number(), level: z.enum(DRIFT_LEVELS) });
export type DriftFigure = z.infer<typeof driftFigureSchema>;

export const driftSchema = z.object({
  features: z.array(driftFigureSchema),
  /** Null until outcomes after training are known. */
  outcome: driftFigureSchema.nullable(),
  chances: driftFigureSchema,
});
export type Drift = z.infer<typeof driftSchema>;

export const RETRAIN_CAUSES = ['retrain.feature_drifted', 'retrain.chances_drifted', 'retrain.outcome_drifted', 'retrain.age', 'retrain.more_outcomes'] as const;
export type RetrainCause = (typeof RETRAIN_CAUSES)[number];

/** One thing that would start a training, and how near it is: `value` against `limit`. */
export const retrainConditionSchema = z.object({ code: z.enum(RETRAIN_CAUSES), isMet: z.boolean(), value: z.number().nullable(), limit: z.number(), feature: z.string().nullable() });
export type RetrainCondition = z.infer<typeof retrainConditionSchema>;

const partSchema = z.object({
  /** First as-of date, and the last day whose events decided an outcome. */
  from: z.iso.date(), to: z.iso.date(),
  rows: z.int(), customers: z.int(), positives: z.int(),
});

/**
 * What a later training's test said of the version that was in use: `better` than rules and recency, as at promotion; `worse`
 * than the rules in log loss or average precision with 95 % confidence; `as_good` where neither can be told.
 */
export const modelLookSchema = z.object({
  at: z.iso.datetime(), runId: z.uuid(),
  test: partSchema,
  standing: z.enum(['better', 'as_good', 'worse']),
  /** Gains over the rules with their intervals, named as in the gate's values. */
  gains: z.record(z.string(), z.number()),
  /** The version (`model`), the rules and the recency rule on that test. */
  figures: z.array(figuresSchema),
  automationReasons: z.array(automationReasonSchema),
});
export type ModelLook = z.infer<typeof modelLookSchema>;

/** Why an engine was chosen among those that were tried: it had the least log loss on later customers, or was so near to what had that chance may explain it. */
export const engineChoiceSchema = z.object({
  isBest: z.boolean(),
  /** The engine with the least log loss. */
  best: z.string(),
  /** By how much the chosen engine's mean log loss is above that, and the standard error of this difference. */
  difference: z.number(), standardError: z.number(),
});
export type EngineChoice = z.infer<typeof engineChoiceSchema>;

/** Everything the screens say about the quality of one model version. It is kept with the version as it was measured. */
export const modelCardSchema = z.object({
  format: z.literal(1),
  engine: z.string(),
  /** Missing on cards of earlier versions, and where only one engine was tried. */
  choice: engineChoiceSchema.optional(),
  outcome: z.string(), horizonDays: z.int(),
  /** What it learned from. */
  train: partSchema,
  /** What it was measured on: later than everything in `train`. */
  test: partSchema,
  gate: gateSchema,
  /** The model first, then what it was compared with. */
  figures: z.array(figuresSchema),
  /** Share of right yes-or-no answers at a chance of one half, meaningless without the share of the commoner answer beside it. */
  accuracy: z.object({ accuracy: z.number(), majorityShare: z.number() }),
  calibration: z.array(calibrationBinSchema),
  curves: curvesSchema,
  cutOffs: z.array(cutOffSchema),
  importance: z.array(importanceSchema),
  groups: z.array(groupQualitySchema),
  /** Since training; null until it has been measured. */
  drift: driftSchema.nullable(),
  retrain: z.array(retrainConditionSchema),
});
export type ModelCard = z.infer<typeof modelCardSchema>;

import { z } from 'zod';
import { conditionSchema } from '../conditions/condition.ts';
import { outcomeDefinitionSchema } from '../conditions/outcome.ts';
import { failureSchema, reasonSchema } from './common.ts';
import { EXTERNAL_MODEL_PROBLEMS } from './external-model.ts';
import { automationReasonSchema, modelCardSchema, modelLookSchema } from './models.ts';

/** Where a customer's chance comes from; `none`: there is not enough to say one. */
export const chanceSourceSchema = z.enum(['model', 'rules', 'none']);
export type ChanceSource = z.infer<typeof chanceSourceSchema>;

/** Customers who had the outcome, by the month in which their horizon began. */
export const outcomeMonthSchema = z.object({ month: z.string().regex(/^\d{4}-\d{2}$/), customers: z.int(), positives: z.int() });

/** POST /api/w/:workspace/outcomes/preview : counts at once, before anything is kept. */
export const previewOutcomeSchema = z.strictObject({ condition: conditionSchema, horizonDays: z.int().min(1).max(365) });
export type PreviewOutcome = z.infer<typeof previewOutcomeSchema>;
export const outcomePreviewSchema = z.object({
  months: z.array(outcomeMonthSchema),
  /**
   * What is still missing to a first chance: customers to 40 with the outcome and 40 without, and days of history; null when there are
   * enough. `modelHistoryDays`: those that a model lacks, more than chances from rules do; earlier versions did not say it.
   */
  missing: z.object({ positives: z.int(), negatives: z.int(), historyDays: z.int(), modelHistoryDays: z.int().optional() }).nullable(),
});
export type OutcomePreview = z.infer<typeof outcomePreviewSchema>;

export const MODEL_STATES = ['in_use', 'challenger', 'not_promoted', 'retired', 'damaged'] as const;
/** What is told of an outside model: never its secret, and of its address only the host. */
export const externalModelFactsSchema = z.object({
  name: z.string(), host: z.string(),
  /** It has not answered since, so the version before it or the rules stand in; null while it answers. */
  failingSince: z.iso.datetime().nullable(),
  problem: z.enum(EXTERNAL_MODEL_PROBLEMS).nullable(),
});

/** One model version, as lists show it. */
export const modelVersionSchema = z.object({
  id: z.uuid(), outcomeId: z.uuid(), number: z.int(), engine: z.string(), state: z.enum(MODEL_STATES),
  /** Ours, or an outside model over REST. */
  kind: z.enum(['trained', 'external']),
  /** Null for ours. */
  external: externalModelFactsSchema.nullable(),
  trainedAt: z.iso.datetime(), promotedAt: z.iso.datetime().nullable(), promotedBy: z.string().nullable(),
  auc: z.number().nullable(), calibrationError: z.number().nullable(),
  /** By the latest look, and only while nothing that matters has drifted; why not stands in `automationReasons`. */
  isSafeToAutomate: z.boolean(), automationReasons: z.array(automationReasonSchema),
  /** What the latest training since it was put in use found of it; null: none has looked yet. */
  latestLook: modelLookSchema.nullable(),
  dataFrom: z.iso.date(), dataTo: z.iso.date(), rows: z.int(), positives: z.int(), features: z.int(),
  /** Null for an outside model, of which nothing is stored. */
  artefactBytes: z.int().nullable(),
});
export type ModelVersion = z.infer<typeof modelVersionSchema>;

export const candidateFigureSchema = z.object({
  engine: z.string(), logLoss: z.number().nullable(), averagePrecision: z.number().nullable(), auc: z.number().nullable(), problem: z.string().nullable(),
});

/** Everything needed to make a version again. */
export const trainingRunSchema = z.object({
  /** Name of the outside model that was judged; null: one of ours was trained. */
  externalName: z.string().nullable(),
  id: z.uuid(), outcomeId: z.uuid(), startedAt: z.iso.datetime(), finishedAt: z.iso.datetime().nullable(),
  status: z.enum(['running', 'promoted', 'not_promoted', 'failed', 'cancelled']), cause: z.enum(['asked', 'demo', 'schedule', 'drift', 'import', 'age', 'outcomes', 'unusable']),
  seed: z.int(), featuresVersion: z.int(), codeRevision: z.string(), snapshotDays: z.array(z.iso.date()), testDay: z.iso.date().nullable(), rows: z.int(),
  candidates: z.array(candidateFigureSchema),
  /** Why it brought no model. Counts in `values` are what is missing, days whole days. */
  error: failureSchema.nullable(), durationMs: z.int().nullable(),
});
export type TrainingRun = z.infer<typeof trainingRunSchema>;

/** GET /api/w/:workspace/outcomes : `proposals` are read from the data and not kept yet. */
export const outcomeSchema = z.object({
  id: z.uuid(), definition: outcomeDefinitionSchema, createdAt: z.iso.datetime(),
  source: chanceSourceSchema,
  /** The model in use; null while chances come from rules or from nowhere. */
  inUse: modelVersionSchema.nullable(),
  /**
   * The model that would be in use, and why it is not: `worse` than the rules on a later test, `damaged`, or `outdated` (made for
   * another version of Kelvin). Null where one is in use, or where nothing is missing.
   */
  setAside: z.object({ versionId: z.uuid(), number: z.int(), reason: z.enum(['worse', 'damaged', 'outdated']), at: z.iso.datetime().nullable() }).nullable(),
  /** Since when a person wants chances from rules: trainings nobody asked for then put no model in use. */
  rulesChosenAt: z.iso.datetime().nullable(),
  lastRun: trainingRunSchema.nullable(),
  /** Chance from which customers count as likely; fixed when the model was promoted, an admin may move it. Null without a model. */
  limit: z.number().nullable(),
  months: z.array(outcomeMonthSchema),
  missing: outcomePreviewSchema.shape.missing,
});
export type Outcome = z.infer<typeof outcomeSchema>;
export const outcomeListSchema = z.object({
  items: z.array(outcomeSchema),
  proposals: z.array(z.object({ definition: outcomeDefinitionSchema, months: z.array(outcomeMonthSchema), missing: outcomePreviewSchema.shape.missing })),
});
export type OutcomeList = z.infer<typeof outcomeListSchema>;

/** GET /api/w/:workspace/outcomes/:id/versions : newest first. */
export const modelVersionListSchema = z.object({ items: z.array(modelVersionSchema), runs: z.array(trainingRunSchema) });
export type ModelVersionList = z.infer<typeof modelVersionListSchema>;

/** GET /api/w/:workspace/models/:version */
export const modelDetailSchema = modelVersionSchema.extend({ card: modelCardSchema, run: trainingRunSchema });
export type ModelDetail = z.infer<typeof modelDetailSchema>;

/** Horizons of the chances over time, in days. */
export const TIMING_DAYS = [1, 3, 7, 14, 30, 90] as const;

/** One predicted outcome of one customer. */
export const customerChanceSchema = z.object({
  outcomeId: z.uuid(), name: z.string(), role: outcomeDefinitionSchema.shape.role, horizonDays: z.int(),
  source: chanceSourceSchema, chance: z.number().nullable(), limit: z.number().nullable(),
  /** What moves it, strongest first; `hundredths` are points of the score where the outcome moves the score, else null. `facts.logOdds` is signed. */
  reasons: z.array(reasonSchema),
  isApproximate: z.boolean(),
  /** True where the outcome is that nothing happens: `timing` and `window` are then of the opposite, the customer's return. */
  isReturn: z.boolean(),
  /** Chance within each of TIMING_DAYS that the history reaches and within the own horizon, never falling; null where it was not measured. */
  timing: z.array(z.object({ days: z.int(), chance: z.number() })).nullable(),
  /** Days from now between which it comes with a chance of one half, if it comes at all. */
  window: z.object({ fromDay: z.int(), toDay: z.int(), coverage: z.number() }).nullable(),
  missing: outcomePreviewSchema.shape.missing,
});
export type CustomerChance = z.infer<typeof customerChanceSchema>;

/** GET /api/w/:workspace/customers/:id/chances */
export const customerChancesSchema = z.object({ items: z.array(customerChanceSchema), bestHour: z.object({ hour: z.int(), isOwn: z.boolean() }).nullable() });
export type CustomerChances = z.infer<typeof customerChancesSchema>;

/** Who left, and whether we would have said so in time. Who came back has left all the same; who left twice stands twice. */
export const earlyWarningReportSchema = z.object({
  computedAt: z.iso.datetime(), from: z.iso.date(), to: z.iso.date(), leadDays: z.int(),
  left: z.int(), warned: z.int(), notWatched: z.int(), warnings: z.int(), rightWarnings: z.int(),
  valueLost: z.number(), valueWarned: z.number(),
  /** Day on which the rules behind these scores were fitted to data that reach into the time told of: each score knew nothing of what came later, its rules did. Null: they did not. */
  rulesFittedOn: z.iso.date().nullable(),
  items: z.array(z.object({ customerId: z.uuid(), name: z.string(), warnedOn: z.iso.date().nullable(), leftOn: z.iso.date(), returnedOn: z.iso.date().nullable(), daysBefore: z.int().nullable(), value: z.number() })),
});
export type EarlyWarningReport = z.infer<typeof earlyWarningReportSchema>;

/** GET /api/w/:workspace/early-warning; `report` is null while nobody has been scored, so that nothing can be said of who left. */
export const earlyWarningAnswerSchema = z.object({ report: earlyWarningReportSchema.nullable() });
export type EarlyWarningAnswer = z.infer<typeof earlyWarningAnswerSchema>;

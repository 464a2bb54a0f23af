import { z } from 'zod';

/** Customers asked about in one request. */
export const EXTERNAL_MODEL_ROWS = 1_000;

/**
 * What Kelvin posts to an outside model, as JSON, signed by the Standard Webhooks rules (`webhook-id`, `webhook-timestamp`,
 * `webhook-signature`). Rows hold no ids: which customer is which stays here.
 */
export const externalModelRequestSchema = z.object({
  version: z.literal(1),
  /** Name of the outcome, as people gave it. */
  outcome: z.string(),
  /** Days within which it is to come. */
  horizonDays: z.int().min(1).max(365),
  /** Names of the columns, the same in every request to one version of the model. */
  features: z.array(z.string()).min(1).max(600),
  /** One a customer, a number for each feature; null: not known. */
  rows: z.array(z.array(z.number().nullable())).min(1).max(EXTERNAL_MODEL_ROWS),
});
export type ExternalModelRequest = z.infer<typeof externalModelRequestSchema>;

/** The answer: status 200, the chance of each row in the order of the rows. */
export const externalModelAnswerSchema = z.object({ chances: z.array(z.number().min(0).max(1)) });

/** What registers one as a challenger. */
export const externalModelSettingsSchema = z.strictObject({
  name: z.string().trim().min(1).max(80),
  url: z.url({ protocol: /^https?$/ }).max(2_000),
  /** `whsec_` and base64 of at least 24 bytes; write-only. */
  secret: z.string().regex(/^whsec_[A-Za-z0-9+/]{32,}={0,2}$/),
  /** For one request. */
  timeoutMs: z.int().min(100).max(60_000).default(10_000),
});
export type ExternalModelSettings = z.infer<typeof externalModelSettingsSchema>;

/** Rows of the call by which a model is tried before it is registered. */
export const EXTERNAL_MODEL_TRY_ROWS = 5;

export const EXTERNAL_MODEL_PROBLEMS = ['refused_address', 'unreachable', 'timeout', 'bad_status', 'bad_answer'] as const;
/** Why an outside model gave no chances; the model in use stands in. */
export type ExternalModelProblem = (typeof EXTERNAL_MODEL_PROBLEMS)[number];

/** POST /api/w/:workspace/outcomes/:id/external-models/try : what one call with a few rows brought; nothing is kept. */
export const externalModelTrySchema = z.object({
  rows: z.int(), tookMs: z.int(),
  /** As many as rows; empty where there is a problem. */
  chances: z.array(z.number()),
  /** What is wrong, and the same in a sentence; null: nothing is. */
  problem: z.object({ code: z.enum(EXTERNAL_MODEL_PROBLEMS), message: z.string(), status: z.int().nullable() }).nullable(),
});
export type ExternalModelTry = z.infer<typeof externalModelTrySchema>;

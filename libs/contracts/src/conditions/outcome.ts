import { z } from 'zod';
import { conditionSchema } from './condition.ts';

/** Horizons that are proposed; any number of days from 1 to 365 is allowed. */
export const USUAL_HORIZON_DAYS = [7, 14, 30, 60, 90] as const;

/**
 * What a model predicts: a condition on the customer's next days. `role` says what the chance is used for: *buys* and
 * *leaves* move temperatures and money, *support* is shown, others are the workspace's own.
 */
export const outcomeDefinitionSchema = z.strictObject({
  name: z.string().trim().min(1).max(80),
  role: z.enum(['buys', 'leaves', 'support', 'own']),
  condition: conditionSchema,
  horizonDays: z.int().min(1).max(365),
});
export type OutcomeDefinition = z.infer<typeof outcomeDefinitionSchema>;

/**
 * A definition that somebody adds: the chance of one that *buys* makes customers hot, so it is of something that happens. What is kept already
 * is read by {@link outcomeDefinitionSchema}, because an older one must not stop everything else.
 */
export const newOutcomeSchema = outcomeDefinitionSchema.refine(({ role, condition }) => role !== 'buys' || condition.kind !== 'inactivity', {
  path: ['condition', 'kind'], message: 'Buying is something that happens: count events here, or give the outcome another role.',
});

import { ACTIVITY_MEANINGS, tellsContractEnd, type Meaning } from '@kelvin/kernel';
import { z } from 'zod';
import { conditionSchema, type Condition } from './condition.ts';

/** Horizons that are proposed; any number of days from 1 to 365 is allowed. */
export const USUAL_HORIZON_DAYS = [7, 14, 30, 60, 90] as const;

/**
 * What an outcome tells of, and so what its chance is used for: *buys* and *leaves* move temperatures, money and the score; *support* and
 * *own* are shown. At most one open outcome of a workspace has each of them but *own*: temperatures have one chance to leave to go by.
 */
export const OUTCOME_ROLES = ['buys', 'leaves', 'support', 'own'] as const;
export const outcomeRoleSchema = z.enum(OUTCOME_ROLES);
export type OutcomeRole = z.infer<typeof outcomeRoleSchema>;

/** What a model predicts: a condition on the customer's next days, and what it tells of ({@link OUTCOME_ROLES}). */
export const outcomeDefinitionSchema = z.strictObject({
  name: z.string().trim().min(1).max(80),
  role: outcomeRoleSchema,
  condition: conditionSchema,
  horizonDays: z.int().min(1).max(365),
});
export type OutcomeDefinition = z.infer<typeof outcomeDefinitionSchema>;

/** Whether a condition can tell of this: to buy and to ask for help are things that happen, and hot is nobody because he does nothing. */
export function canTellOf(role: OutcomeRole, { kind }: Pick<Condition, 'kind'>): boolean {
  return kind !== 'inactivity' || role === 'leaves' || role === 'own';
}

export const CANNOT_TELL_MESSAGE = 'Buying and asking for help are things that happen: count events here, or let the outcome tell of something else.';

/** The outcome that tells of the same until now, as whoever asks has seen it: it becomes the workspace's own, and this one takes its place. */
const takesRoleFromSchema = z.uuid().optional();

/**
 * POST /api/w/:workspace/outcomes : a definition that somebody adds. What is kept already is read by {@link outcomeDefinitionSchema}, because
 * an older one must not stop everything else.
 */
export const newOutcomeSchema = outcomeDefinitionSchema.extend({ takesRoleFrom: takesRoleFromSchema })
  .refine(({ role, condition }) => canTellOf(role, condition), { path: ['role'], message: CANNOT_TELL_MESSAGE });
export type NewOutcome = z.infer<typeof newOutcomeSchema>;

/** PATCH /api/w/:workspace/outcomes/:id ; what is predicted never changes, or its models would speak of something else. */
export const updateOutcomeSchema = z.strictObject({
  name: outcomeDefinitionSchema.shape.name.optional(),
  /** Null goes back to what the model in use proposes. */
  limit: z.number().min(0.01).max(0.99).nullable().optional(),
  role: outcomeRoleSchema.optional(),
  takesRoleFrom: takesRoleFromSchema,
});
export type UpdateOutcome = z.infer<typeof updateOutcomeSchema>;

/** Without these a customer is not gone: tickets, too, are what nobody misses. */
const MISSED_MEANINGS: ReadonlySet<Meaning> = new Set([...ACTIVITY_MEANINGS].filter((meaning) => meaning !== 'ticket_opened'));

/**
 * What an outcome probably tells of, from its condition alone: of leaving where the customer's own doing fails to happen or a contract
 * ends, of buying where orders do happen, of support where tickets are opened; else of something of the workspace's own. `meaningOf` says
 * what event types mean, null for those that mean nothing known. Only ever a first choice, for somebody to change.
 */
export function guessOutcomeRole({ kind, filter }: Condition, meaningOf: (eventName: string) => Meaning | null): OutcomeRole {
  if (filter === null) return 'leaves';
  const { event } = filter;
  const meaning = event.by === 'meaning' ? event.meaning : meaningOf(event.name);
  const isContractEnd = event.by === 'type' && tellsContractEnd(event.name, meaning);
  if (kind === 'inactivity') return !isContractEnd && (meaning === null || MISSED_MEANINGS.has(meaning)) ? 'leaves' : 'own';
  if (isContractEnd) return 'leaves';
  return meaning === 'order' ? 'buys' : meaning === 'ticket_opened' ? 'support' : 'own';
}

import { outcomePreviewSchema, outcomeRoleSchema, type EventFilter, type OutcomeDefinition, type OutcomeRole } from '@kelvin/contracts';
import { ACTIVITY_MEANINGS } from '@kelvin/kernel';
import { z } from 'zod';

/** What was true of everybody on the day a model was trained, frozen with it. */
export const servingFactsSchema = z.object({
  /** Mean rule score, 0–100, of all customers with any activity, and the log-odds of which the model's points are just that many. */
  meanPoints: z.number(), meanLogOdds: z.number(),
  /** Chance from which a customer counts as likely. */
  limit: z.number(),
  /** What the two above are for each use that the outcome may be given; models made before that was kept do not say it. */
  byRole: z.record(outcomeRoleSchema, z.object({ meanLogOdds: z.number(), limit: z.number() })).optional(),
});
export type ServingFacts = z.infer<typeof servingFactsSchema>;

/** The facts as they are for a use of the outcome; of a model that does not say it, as they were for the one it was made for. */
export function factsFor(facts: ServingFacts, role: OutcomeRole): ServingFacts {
  return { ...facts, ...facts.byRole?.[role] };
}

export const missingSchema = outcomePreviewSchema.shape.missing;
export type Missing = z.infer<typeof missingSchema>;

/**
 * How an outcome is counted: by metrics that are counted for everybody by day, or (`filter`) by events that have to be
 * looked through, whose days then stand among the rows as a metric of the outcome's own.
 */
export interface OutcomeSignal {
  readonly outcomeMetrics: readonly string[];
  readonly filter: EventFilter | null;
}

export function signalOf(outcomeId: string, { condition: { filter } }: Pick<OutcomeDefinition, 'condition'>): OutcomeSignal {
  if (filter === null) return { outcomeMetrics: [...ACTIVITY_MEANINGS], filter: null };
  if (filter.event.by === 'meaning' && filter.where.length === 0) return { outcomeMetrics: [filter.event.meaning], filter: null };
  return { outcomeMetrics: [`outcome:${outcomeId}`], filter };
}

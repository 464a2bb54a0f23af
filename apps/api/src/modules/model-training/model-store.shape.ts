import { outcomePreviewSchema, type EventFilter, type OutcomeDefinition } from '@kelvin/contracts';
import { ACTIVITY_MEANINGS } from '@kelvin/kernel';
import { z } from 'zod';

/** What was true of everybody on the day a model was trained, frozen with it. */
export const servingFactsSchema = z.object({
  /** Mean rule score, 0–100, of all customers with any activity, and the log-odds of which the model's points are just that many. */
  meanPoints: z.number(), meanLogOdds: z.number(),
  /** Chance from which a customer counts as likely. */
  limit: z.number(),
});
export type ServingFacts = z.infer<typeof servingFactsSchema>;

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

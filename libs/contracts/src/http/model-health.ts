import { z } from 'zod';
import { driftFigureSchema } from './models.ts';

/** One weekly measurement: how far things had moved since the version was trained. */
export const stabilityWeekSchema = z.object({
  measuredAt: z.iso.datetime(),
  /** Number of the version that was in use. */
  version: z.int(),
  /** Customers that were looked at, a sample where there are many. */
  customers: z.int(),
  chances: driftFigureSchema,
  /** Null until outcomes after training were known. */
  outcome: driftFigureSchema.nullable(),
  /** What the model looks at that had moved furthest; null where it looks at nothing. */
  furthest: driftFigureSchema.nullable(),
});
export type StabilityWeek = z.infer<typeof stabilityWeekSchema>;

/** GET /api/w/:workspace/outcomes/:id/stability : weeks oldest first, at most two years, of whichever version was in use. */
export const scoreStabilitySchema = z.object({
  /** Indices from which something counts as moved, and as drifted. */
  limits: z.object({ moved: z.number(), drifted: z.number() }),
  /** When it is measured next; null while no model of ours is in use. */
  nextAt: z.iso.datetime().nullable(),
  /** Number of the model of ours in use; null while none is. */
  inUse: z.int().nullable(),
  weeks: z.array(stabilityWeekSchema),
});
export type ScoreStability = z.infer<typeof scoreStabilitySchema>;

/** GET /api/w/:workspace/models/:version/data-health : whether what a model looks at still arrives. Shares are 0–1. */
export const dataHealthSchema = z.object({
  /** When shares of today were measured; null: not since the training, so `shareNow` is null too. */
  measuredAt: z.iso.datetime().nullable(),
  /** Features that matter to the model and that some customers have no value of, those first whose share grew most since the training, then by how much they matter; at most ten. */
  gaps: z.array(z.object({ feature: z.string(), shareThen: z.number(), shareNow: z.number().nullable() })),
  /** Sources that send far less than they usually do, longest silent first. */
  silent: z.array(z.object({ sourceId: z.uuid(), name: z.string(), since: z.iso.datetime() })),
  days: z.int(),
  /** Sources of whose events of the last `days` some were rejected or wait for repair, the most first. */
  troubled: z.array(z.object({ sourceId: z.uuid(), name: z.string(), received: z.int(), rejected: z.int(), parked: z.int() })),
});
export type DataHealth = z.infer<typeof dataHealthSchema>;

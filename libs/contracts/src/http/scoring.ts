import { z } from 'zod';

/** GET /api/w/:workspace/scoring : the rules in force and where they came from. */
export const scoringSchema = z.object({
  origin: z.enum(['preset', 'fitted', 'edited']),
  since: z.iso.datetime().nullable(),
  groups: z.array(z.object({
    code: z.string(), kind: z.enum(['plus', 'minus']), cap: z.number(), halfLifeDays: z.number().nullable(),
    items: z.array(z.object({ code: z.string(), points: z.number(), dailyLimit: z.number().nullable() })),
  })),
  /** True once there are events and the rules were never fitted to them. */
  isFitProposed: z.boolean(),
});
export type Scoring = z.infer<typeof scoringSchema>;

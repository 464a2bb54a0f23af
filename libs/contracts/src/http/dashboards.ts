import { z } from 'zod';
import { bandSchema, reasonSchema } from './common.ts';

export const overviewQuerySchema = z.object({ days: z.coerce.number().int().min(7).max(365).default(90) });
export type OverviewQuery = z.infer<typeof overviewQuerySchema>;
const tileSchema = z.object({
  value: z.number(),
  /** Same figure `days` ago; null while there is no history. */
  before: z.number().nullable(),
  /** Twelve points, oldest first. */
  trend: z.array(z.number()),
});
/** GET /api/w/:workspace/overview?days=90 */
export const overviewSchema = z.object({
  asOf: z.iso.datetime(), isFixedAsOf: z.boolean(), scoredAt: z.iso.datetime().nullable(), pendingCustomers: z.int(),
  currency: z.string(), days: z.int(), visitors: z.int(), hasEvents: z.boolean(),
  tiles: z.object({ scored: tileSchema, hot: tileSchema, atRisk: tileSchema,
    /** Yearly revenue of those at risk. */
    valueAtRisk: tileSchema }),
  /** Σ of their yearly revenue × chance to leave; null while somebody at risk has no chance: part of a sum would mislead. */
  revenueAtRisk: z.number().nullable(),
  bands: z.array(z.object({ band: bandSchema, customers: z.int(), share: z.number() })),
  /** Customers by band and day (weekly where only weekly scores exist), oldest first. */
  history: z.array(z.object({ day: z.string(), hot: z.int(), warm: z.int(), cold: z.int(), atRisk: z.int(), notScored: z.int() })),
  movement: z.array(z.object({ from: bandSchema, to: bandSchema, customers: z.int() })),
  /** Twenty bins of five points; the last takes 100. */
  distribution: z.array(z.object({ from: z.int(), hot: z.int(), warm: z.int(), cold: z.int(), atRisk: z.int() })),
  /** Findings in order of size, with the filter that shows the people behind each. */
  findings: z.array(z.object({ code: z.string(), facts: z.record(z.string(), z.union([z.number(), z.string(), z.null()])), link: z.record(z.string(), z.string()) })),
  /** Sources that are silent now: their customers keep their band. */
  silentSources: z.array(z.object({ id: z.uuid(), name: z.string(), since: z.iso.datetime() })),
  riskCauses: z.array(z.object({ cause: reasonSchema, customers: z.int() })),
});
export type Overview = z.infer<typeof overviewSchema>;

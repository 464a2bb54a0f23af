import { z } from 'zod';
import { orderLawSchema } from './order-law.ts';

/**
 * What a customer is measured against: figures of the whole workspace as of one day.
 * Plain data, to be computed once a day and stored; {@link WorkspaceHistory} computes it.
 */
export const workspaceStatsSchema = z.object({
  /** Customers with any activity so far. */
  customers: z.number().int().nonnegative(),
  /** Upper quartile of the gaps between active days of one customer; null while there are none. */
  gapDays: z.number().nullable(),
  /** The same between days with an order. */
  orderGapDays: z.number().nullable(),
  /** Expected ÷ observed activity of the last seven days, 1–3. Above 1 the whole workspace is quiet. */
  season: z.number().min(1).max(3),
  /** Value of 12 months from which a customer is among the top 20 %; null when nobody is. */
  topValueLimit: z.number().nullable(),
  medianValue: z.number(),
  /** Mean of the trailing value per 365 days, which a customer with few orders is drawn to. */
  meanYearlyValue: z.number(),
  meanOrder: z.number(),
  /** Null while too few have ordered again. */
  orderLaw: orderLawSchema.nullable().default(null),
});
export type WorkspaceStats = z.infer<typeof workspaceStatsSchema>;

/** A workspace of which nothing is known yet. */
export const EMPTY_WORKSPACE_STATS: WorkspaceStats = {
  customers: 0, gapDays: null, orderGapDays: null, season: 1,
  topValueLimit: null, medianValue: 0, meanYearlyValue: 0, meanOrder: 0, orderLaw: null,
};

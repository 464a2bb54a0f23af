import { z } from 'zod';

/** The limits between bands that an admin may move, in points and days (`docs/scoring.md` section 5). */
const bandLimitsSchema = z.object({
  hotPoints: z.number().default(70),
  hotLeavesBelow: z.number().default(67),
  warmPoints: z.number().default(40),
  warmLeavesBelow: z.number().default(37),
  /** A peak of at least this within {@link peakDays} (or three typical gaps) makes a customer worth saving. */
  worthPeakPoints: z.number().default(40),
  peakDays: z.number().int().default(90),
  newDays: z.number().int().default(14),
  notStartedDays: z.number().int().default(3),
  silenceAtRisk: z.number().default(2),
  silenceGone: z.number().default(6),
  fallPoints: z.number().default(15),
  fallShare: z.number().default(0.3),
  unpaidDays: z.number().int().default(3),
  renewalDays: z.number().int().default(60),
  renewalBelowPoints: z.number().default(50),
  unansweredTextDays: z.number().int().default(14),
  wantsToLeaveDays: z.number().int().default(30),
  lowMoodDays: z.number().int().default(60),
  /** The band At risk outlives its last danger by this many days. */
  calmDays: z.number().int().default(3),
});
export type BandLimits = z.infer<typeof bandLimitsSchema>;

export const DEFAULT_BAND_LIMITS: BandLimits = bandLimitsSchema.parse({});

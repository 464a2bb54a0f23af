import { z } from 'zod';

/**
 * Why something is as it is: a stable code the screens translate, and the customer's own numbers.
 * `risk.silence {days: 16, usualGapDays: 4, silence: 4}` reads "no activity for 16 days, usually within 4".
 */
export const reasonSchema = z.object({ code: z.string(), values: z.record(z.string(), z.union([z.number(), z.string()])) });
export type Reason = Readonly<{ code: string; values: Readonly<Record<string, number | string>> }>;

/** Every code that can be the cause of a band; ledger codes are `<group>.earned`, `<group>.faded`, `<group>.<item>` and `clamp`. */
const BAND_REASONS = [
  'none.no_events', 'none.excluded', 'none.visitor',
  'risk.mood_unanswered', 'risk.mood_leaving', 'risk.mood_low', 'risk.payment', 'risk.renewal',
  'risk.not_started', 'risk.silence', 'risk.chance', 'risk.falling',
  'band.score', 'band.chance', 'band.new', 'band.gone', 'band.low',
] as const;
export type BandReasonCode = (typeof BAND_REASONS)[number];

/** A band's reason; the code is checked at compile time. */
export function bandReason(code: BandReasonCode, values: Record<string, number> = {}): Reason {
  return { code, values };
}

/** Two decimals are all a sentence can show, and they keep stored reasons short. */
export function roundTo2(value: number): number {
  return Math.round(value * 100) / 100;
}

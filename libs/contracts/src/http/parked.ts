import { z } from 'zod';

/** GET /api/w/:workspace/sources/:id/parked : what waits for repair, by reason, the most first, beside what was said of amounts. */
export const parkedGroupSchema = z.object({
  code: z.string(), message: z.string(), items: z.int(), newestAt: z.iso.datetime(),
  /** The newest item: its payload where it is JSON, else its text. */
  sample: z.unknown(),
  /** Of amounts that are no longer sent: by which events, what the field was called, in which share (0–1) it was there, and what it may be called now. */
  missing: z.object({ eventTypes: z.array(z.string()), was: z.string().nullable(), share: z.number(), maybe: z.array(z.string()) }).nullable(),
});
export type ParkedGroup = z.infer<typeof parkedGroupSchema>;
/** What a person said of the amount of one event type of the source: the property that holds it, and whether it may be missing. */
export interface AmountWord {
  readonly eventType: string;
  readonly field: string | null;
  readonly isOptional: boolean;
}
export interface ParkedReport {
  readonly items: ParkedGroup[];
  readonly amounts: AmountWord[];
}

/** POST …/parked/retry and …/parked/discard : the group to work on. A job does it; the answer names the job. */
export const parkedActionSchema = z.object({ code: z.string().min(1).max(100) });
export type ParkedAction = z.infer<typeof parkedActionSchema>;
/**
 * POST …/parked/amount : what became of the amount of events that wait without one: `field` is the property that holds it now,
 * null says that it may be missing. Holds for this source and the types of all events that wait so, which are then played again.
 */
export const mendAmountSchema = z.object({ field: z.string().trim().min(1).max(200).nullable() });
export type MendAmount = z.infer<typeof mendAmountSchema>;
/** POST …/parked/amount/forget : takes back what was said of the amount of an event type. */
export const forgetAmountSchema = z.object({ eventType: z.string().min(1).max(200) });
export type ForgetAmount = z.infer<typeof forgetAmountSchema>;
export type ParkedActionStarted = { jobId: string };

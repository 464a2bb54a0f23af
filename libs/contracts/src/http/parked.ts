import { z } from 'zod';

/** GET /api/w/:workspace/sources/:id/parked : what waits for repair, by reason, the most first. */
export const parkedGroupSchema = z.object({
  code: z.string(), message: z.string(), items: z.int(), newestAt: z.iso.datetime(),
  /** The newest item: its payload where it is JSON, else its text. */
  sample: z.unknown(),
});
export type ParkedGroup = z.infer<typeof parkedGroupSchema>;

/** POST …/parked/retry and …/parked/discard : the group to work on. A job does it; the answer names the job. */
export const parkedActionSchema = z.object({ code: z.string().min(1).max(100) });
export type ParkedAction = z.infer<typeof parkedActionSchema>;
export type ParkedActionStarted = { jobId: string };

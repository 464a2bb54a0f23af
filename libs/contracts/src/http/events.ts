import { z } from 'zod';
import { bandSchema } from './common.ts';

/** GET /api/w/:workspace/events — newest received first; `after` is the cursor of the newest row already shown. */
export const listEventsSchema = z.object({
  after: z.iso.datetime().optional(), q: z.string().max(100).optional(), sourceId: z.uuid().optional(),
  status: z.enum(['accepted', 'flagged', 'rejected', 'parked']).optional(), limit: z.coerce.number().int().min(1).max(200).default(100),
});
export type ListEvents = z.infer<typeof listEventsSchema>;
export const liveEventSchema = z.object({
  /** Opens the trace: `<delivery>.<message key>` for events, `<delivery>.<index>` for rejected and parked items. */
  id: z.string(), status: z.enum(['accepted', 'flagged', 'rejected', 'parked']),
  receivedAt: z.iso.datetime(), occurredAt: z.iso.datetime().nullable(), name: z.string(),
  /** Which page or screen was looked at; null for other events, and where none is named. */
  title: z.string().nullable(), meaning: z.string().nullable(),
  source: z.string(), customerId: z.uuid().nullable(),
  /** His e-mail or an id, where he has no name. */
  customerName: z.string().nullable(), reason: z.string().nullable(),
});
export type LiveEvent = z.infer<typeof liveEventSchema>;
export type LiveEvents = { items: LiveEvent[]; perMinute: number[] };

/** GET …/events/:id — one event from receipt to score. */
export const eventTraceSchema = liveEventSchema.extend({
  payload: z.unknown(), problems: z.array(z.object({ code: z.string(), field: z.string().nullable(), message: z.string() })),
  trace: z.object({
    receivedAt: z.iso.datetime(), processedAt: z.iso.datetime().nullable(), scoredAt: z.iso.datetime().nullable(),
    matchedBy: z.object({ kind: z.string(), value: z.string() }).nullable(),
    customer: z.object({ id: z.uuid(), name: z.string(), band: bandSchema, isVisitor: z.boolean() }).nullable(),
    score: z.object({ before: z.int().nullable(), after: z.int(), beforeBand: bandSchema.nullable(), afterBand: bandSchema }).nullable(),
  }),
});
export type EventTrace = z.infer<typeof eventTraceSchema>;

import { z } from 'zod';

export const SOURCE_KINDS = ['tracking', 'webhook', 'import'] as const;
export const createSourceSchema = z.object({
  kind: z.enum(SOURCE_KINDS), name: z.string().trim().min(1).max(80),
  /** Webhook only: signed by Standard Webhooks, or recognised by a secret path. */
  authentication: z.enum(['signature', 'secret_path']).optional(),
});
export type CreateSource = z.infer<typeof createSourceSchema>;
export const updateSourceSchema = z.object({ name: z.string().trim().min(1).max(80).optional(), isEnabled: z.boolean().optional() });
export type UpdateSource = z.infer<typeof updateSourceSchema>;

/** The no-loss equation: received + fannedOut (items beyond the first that a mapping made of one) = processed + rejected + parked + duplicates + pending. */
export const intakeSchema = z.object({
  received: z.int(), processed: z.int(), rejected: z.int(), parked: z.int(), duplicates: z.int(), pending: z.int(), fannedOut: z.int(),
  isBalanced: z.boolean(),
});
export type Intake = z.infer<typeof intakeSchema>;

export const sourceSchema = z.object({
  id: z.uuid(), kind: z.enum(SOURCE_KINDS), name: z.string(), isEnabled: z.boolean(), createdAt: z.iso.datetime(),
  authentication: z.enum(['write_key', 'signature', 'secret_path']).nullable(),
  /** Public: recognises the source, grants no reading. Webhooks and imports have none. */
  writeKey: z.string().nullable(),
  /** Address to post to. */
  endpoint: z.string().nullable(),
  lastReceivedAt: z.iso.datetime().nullable(),
  /** Items an hour over the last 24 hours, oldest first. */
  perHour: z.array(z.int()),
  intake24h: intakeSchema, intakeTotal: intakeSchema,
  /** When it sent far less than it usually does, last 90 days, newest first. `to` is null while it is silent; customers keep their band until `keptUntil`. */
  silences: z.array(z.object({ from: z.iso.datetime(), to: z.iso.datetime().nullable(), keptUntil: z.iso.datetime().nullable() })),
});
export type Source = z.infer<typeof sourceSchema>;
/** The answer to creating a source or rotating its secret: the only time a secret is shown. */
export type SourceWithSecret = Source & { secret: string | null };

/** GET /api/w/:workspace/intake?hours=24 */
export const intakeQuerySchema = z.object({ hours: z.coerce.number().int().min(1).max(720).default(24) });
export type IntakeQuery = z.infer<typeof intakeQuerySchema>;
/** The equation of the last hours, in all, by source and by hour. */
export const intakeReportSchema = z.object({
  total: intakeSchema,
  sources: z.array(z.object({ sourceId: z.uuid(), name: z.string(), intake: intakeSchema })),
  hours: z.array(z.object({ hour: z.iso.datetime(), intake: intakeSchema })),
});
export type IntakeReport = z.infer<typeof intakeReportSchema>;

export const updateEventTypeSchema = z.object({ meaning: z.string().nullable(), isConfirmed: z.boolean().default(true) });
export type UpdateEventType = z.infer<typeof updateEventTypeSchema>;
export const eventTypeSchema = z.object({
  id: z.int(), kind: z.string(), name: z.string(), meaning: z.string().nullable(), guessedMeaning: z.string().nullable(),
  guessConfidence: z.number(), isConfirmed: z.boolean(), eventCount: z.int(), firstSeenAt: z.iso.datetime(), lastSeenAt: z.iso.datetime(),
  sample: z.record(z.string(), z.unknown()),
});
export type EventType = z.infer<typeof eventTypeSchema>;

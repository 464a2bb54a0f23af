import { z } from 'zod';
import { webhookMappingSchema, WEBHOOK_PARTS } from '../webhook/webhook-mapping.ts';

/** GET and PUT /api/w/:workspace/sources/:id/mapping : what the fields of a webhook's bodies are. Holds for what arrives from then on. */
export const webhookMappingStateSchema = z.object({ mapping: webhookMappingSchema });
export type WebhookMappingState = z.infer<typeof webhookMappingStateSchema>;

/** POST …/mapping/preview : tries a mapping on the last deliveries, or on a body pasted by the reader (JSON or a form). */
export const previewWebhookSchema = z.object({ mapping: webhookMappingSchema, sample: z.string().max(200_000).optional() });
export type PreviewWebhook = z.infer<typeof previewWebhookSchema>;

export const webhookPreviewSchema = z.object({
  /** Deliveries looked at; 0 for a pasted body, and when nothing was received lately. */
  deliveries: z.int(),
  fields: z.array(z.object({
    path: z.string(),
    /** Holds further fields: good for properties and traits only. */
    isGroup: z.boolean(),
    /** A list of objects: one event may be made of each. */
    isList: z.boolean(),
    samples: z.array(z.string()),
  })),
  /** Where the parts that the mapping does not name are found by themselves. */
  usual: z.partialRecord(z.enum(WEBHOOK_PARTS), z.string()),
  /** Paths for parts that are found nowhere, by the names and values of fields. */
  suggestion: webhookMappingSchema,
  items: z.array(z.object({
    receivedAt: z.iso.datetime().nullable(), status: z.enum(['ok', 'rejected', 'parked']),
    reason: z.object({ code: z.string(), field: z.string().nullable(), message: z.string() }).nullable(),
    event: z.record(z.string(), z.unknown()).nullable(),
  })),
});
export type WebhookPreview = z.infer<typeof webhookPreviewSchema>;

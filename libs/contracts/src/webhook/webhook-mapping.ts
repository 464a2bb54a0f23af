import { z } from 'zod';
import { vendorAccountSchema } from '../events/identifier.ts';

/** The parts of an event that a webhook's body may carry, in the order in which screens show them. */
export const WEBHOOK_PARTS = ['type', 'timestamp', 'messageId', 'userId', 'vendorId', 'anonymousId', 'email', 'phone', 'amount', 'currency', 'orderId', 'properties', 'traits'] as const;
export type WebhookPart = (typeof WEBHOOK_PARTS)[number];

/** Steps of one path: deeper bodies are refused as too deep anyway. */
export const MAX_PATH_STEPS = 32;
// Every alternative begins with a mark of its own, so the text is read once however long it is.
const PATH = /^(?:[^.[\]]+)?(?:\.[^.[\]]+|\[\d{1,6}\]|\['[^']+'\])*$/;
const PATH_HINT = 'Write a path such as data.customer.id or items[0].sku';

/** The plain part of JSONPath: `$.data.customer.id`, `items[0].sku`, `data['first name']`. */
export const webhookPathSchema = z.string().trim().min(1, PATH_HINT).max(300).regex(PATH, PATH_HINT)
  .refine((path) => (path.match(/[.[]/g) ?? []).length < MAX_PATH_STEPS, `A path has at most ${MAX_PATH_STEPS} steps`);

/**
 * Where the parts of an event stand in a sender's body. Parts that are not named are looked for in the usual places.
 * `type` may be a constant, for senders whose bodies do not say what happened. `items` names a list inside the body of which
 * every element becomes an event of its own: for it, paths are read as if the list held this element alone
 * (`leads.add[0].id`), and parts without a path are looked for in the element first. `vendorId` is the person's id in the
 * sender's own system: it means nobody outside this source, or outside the sources that name the same `account`.
 */
export const webhookMappingSchema = z.strictObject({
  items: webhookPathSchema.optional(),
  account: vendorAccountSchema.optional(),
  type: z.union([webhookPathSchema, z.strictObject({ constant: z.string().trim().min(1).max(200) })]).optional(),
  ...Object.fromEntries(WEBHOOK_PARTS.filter((part) => part !== 'type').map((part) => [part, webhookPathSchema.optional()])) as Record<Exclude<WebhookPart, 'type'>, z.ZodOptional<typeof webhookPathSchema>>,
});
export type WebhookMapping = z.infer<typeof webhookMappingSchema>;

import { z } from 'zod';
import { EXTERNAL_MODEL_PROBLEMS } from './external-model.ts';

const ofOutcome = { outcomeId: z.uuid(), /** As it was called then. */ name: z.string(), /** The model's version. */ number: z.int() };

/** What a notification tells of: its kind, and the names and ids from which a screen makes a sentence in the reader's language. */
export const notificationContentSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('source.silent'), payload: z.object({ sourceId: z.uuid(), name: z.string(), since: z.iso.datetime() }) }),
  /** `servesInstead`: the version that does; null when chances come from rules. */
  z.object({ kind: z.literal('model.damaged'), payload: z.object({ ...ofOutcome, servesInstead: z.int().nullable() }) }),
  z.object({ kind: z.literal('model.worse_than_rules'), payload: z.object({ ...ofOutcome, test: z.object({ from: z.iso.date(), to: z.iso.date() }) }) }),
  /** Told to who asked for the training. `number`: the version that was kept and is not used, null where none was made; `reason`: a code of the gate or of a failed training. */
  z.object({ kind: z.literal('model.not_promoted'), payload: z.object({ ...ofOutcome, number: z.int().nullable(), reason: z.string() }) }),
  /** `model`: the name of the model elsewhere. */
  z.object({ kind: z.literal('model.external_down'), payload: z.object({ ...ofOutcome, model: z.string(), problem: z.enum(EXTERNAL_MODEL_PROBLEMS) }) }),
]);
export type NotificationContent = z.infer<typeof notificationContentSchema>;
export const NOTIFICATION_KINDS = notificationContentSchema.options.map(({ shape }) => shape.kind.value);

/** `isRead`: by the reader; what is older than his membership counts as read. */
export const notificationSchema = notificationContentSchema.and(z.object({ id: z.uuid(), createdAt: z.iso.datetime(), isRead: z.boolean() }));
export type Notification = z.infer<typeof notificationSchema>;

/** GET /api/w/:workspace/notifications */
export const listNotificationsSchema = z.object({
  /** `next` of the page before. */
  before: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});
export type ListNotifications = z.infer<typeof listNotificationsSchema>;

/** So many are counted; more of them look the same. */
export const MOST_UNREAD = 100;
/** Newest first. `next` is null on the last page; `unread` counts all of the reader's, {@link MOST_UNREAD} at most. */
export const notificationListSchema = z.object({ items: z.array(notificationSchema), next: z.uuid().nullable(), unread: z.int() });
export type NotificationList = z.infer<typeof notificationListSchema>;

/** POST /api/w/:workspace/notifications/read : everything up to the newest that the reader has seen, so that what came meanwhile stays unread. */
export const readNotificationsSchema = z.object({ upTo: z.uuid() });
export type ReadNotifications = z.infer<typeof readNotificationsSchema>;

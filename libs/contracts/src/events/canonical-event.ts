import { z } from 'zod';
import { identifierSchema } from './identifier.ts';

/** What a message does besides being counted. */
export const EVENT_KINDS = ['track', 'page', 'screen', 'identify', 'group', 'alias'] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

/**
 * The one shape every client, webhook and file row becomes. Already sanitised: no NUL, no lone surrogates,
 * finite numbers, dates between 1970 and five minutes after receipt (or the importer's limit).
 */
export const canonicalEventSchema = z.object({
  kind: z.enum(EVENT_KINDS),
  /** Name of the event type: `Order Completed`, `page`, `crm.deal.updated`. At most 200 characters. */
  name: z.string().min(1).max(200),
  /** Unique within its source; where the sender has none, a hash made by the connector. */
  messageId: z.string().min(1).max(200),
  occurredAt: z.date(),
  /** Distinct, normalised (e-mail lower-cased, phone E.164), strongest first; at least one. */
  identifiers: z.array(identifierSchema).min(1),
  /** For `alias`: the sender says that these two are one person. The ids of any other event stand in `identifiers` only. */
  links: z.array(z.tuple([identifierSchema, identifierSchema])),
  /** Attributes of the person, flat where possible; set with the event's own time. */
  traits: z.record(z.string(), z.unknown()),
  properties: z.record(z.string(), z.unknown()),
  /** Page, campaign, locale, timezone, ip, userAgent, device, library; only what is known. */
  context: z.record(z.string(), z.unknown()),
  /** Money of the event in the workspace's major unit, when a known property carries it. */
  amount: z.number().nullable(),
  currency: z.string().length(3).nullable(),
  /** Groups repeated lines of one order. */
  orderId: z.string().max(200).nullable(),
});
export type CanonicalEvent = z.infer<typeof canonicalEventSchema>;

/** Outcome of normalising one item: bad data travels as a value, never as an exception. */
export type NormalisedItem =
  | { readonly status: 'ok'; readonly index: number; readonly event: CanonicalEvent }
  | { readonly status: 'rejected'; readonly index: number; readonly reason: ItemReason }
  | { readonly status: 'parked'; readonly index: number; readonly reason: ItemReason };

/** Why an item was not processed: stable code, plus the field and a sentence for the person who mends it. */
export interface ItemReason {
  readonly code: string;
  readonly field: string | null;
  readonly message: string;
}

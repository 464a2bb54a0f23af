import type { ListPlace } from '@kelvin/connectors';
import type { CanonicalEvent, ItemReason } from '@kelvin/contracts';
import type { DayNumber, Meaning } from '@kelvin/kernel';
import type { ClaimedDelivery } from '../10-inbox/claimed-delivery.shape.ts';

/** An event on its way through a drain. Each step asks for what it needs and adds its own, so a wrong order does not compile. */
export interface NormalisedEvent {
  readonly delivery: ClaimedDelivery;
  readonly itemIndex: number;
  readonly event: CanonicalEvent;
  /** First 16 bytes of the SHA-256 of the message id. */
  readonly messageKey: string;
}
export interface TypedEvent extends NormalisedEvent {
  readonly eventTypeId: number;
  readonly meaning: Meaning | null;
  readonly day: DayNumber;
}
export interface IdentifiedEvent extends TypedEvent {
  readonly profileId: string;
  readonly customerId: string;
}
export interface FlaggedEvent extends IdentifiedEvent {
  readonly noise: string | null;
}

/** What is known of an amount that its sender used to send. */
export interface MissingAmount {
  readonly eventType: string;
  /** The field that held it; null where it was worked out of others. */
  readonly was: string | null;
  /** Share of earlier events that carried one, 0–1. */
  readonly share: number;
  /** Fields that may hold it now, the likeliest first. */
  readonly maybe: readonly string[];
}

/** An item that became no event, with its reason and enough of it to mend or show. */
export interface RefusedItem {
  readonly delivery: ClaimedDelivery;
  readonly itemIndex: number;
  readonly reason: ItemReason;
  readonly raw: string;
  /** Of a webhook's item that stood in a list: where, so that it gets the same id when it is read alone. */
  readonly place?: ListPlace | null;
  readonly missing?: MissingAmount;
  /** When it occurred, where that could be read: a source of which all waits is not silent. */
  readonly occurredAt?: Date;
}

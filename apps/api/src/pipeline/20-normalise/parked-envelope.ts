import type { ListPlace } from '@kelvin/connectors';
import { z } from 'zod';
import type { ClaimedDelivery } from '../10-inbox/claimed-delivery.shape.ts';
import type { MissingAmount } from './drain-items.shape.ts';
import { listOf } from './item-raw.ts';

/** What an item needs of its delivery to be read alone: kept beside a parked item, whose delivery is dropped after some days. */
export interface ParkedEnvelope {
  readonly route: string;
  readonly headers: Record<string, unknown> | null;
  /** Of a batch: what its items share. */
  readonly frame: Record<string, unknown>;
  /** Of a file's line: its id, and whether it is kept as text rather than as cells. */
  readonly messageId: string | null;
  readonly isText: boolean;
  /** `item`: the raw text is the item. `delivery`: the first item of the delivery has its whole body. `event`: it was an event already. */
  readonly kind: 'item' | 'delivery' | 'event';
  /** Why it waits, where that takes more than a sentence to mend. */
  readonly missing?: MissingAmount;
}

const SHARED_KEYS = ['sentAt', 'sent_at', 'context', 'integrations'] as const;
/** A shared context larger than this is nobody's; without it the item is still an item. */
const MAX_FRAME_CHARACTERS = 32_000;

/** Makes envelopes; a delivery is parsed once however many of its items are parked. */
export function createEnvelopeMaker(): (delivery: ClaimedDelivery, itemIndex: number, code: string, place?: ListPlace | null) => ParkedEnvelope {
  const bodies = new Map<ClaimedDelivery, unknown>();
  const bodyOf = (delivery: ClaimedDelivery): unknown => {
    if (!bodies.has(delivery)) bodies.set(delivery, parse(delivery.body));
    return bodies.get(delivery);
  };
  return (delivery, itemIndex, code, place = null) => {
    const plain: ParkedEnvelope = { route: delivery.route, headers: delivery.headers, frame: {}, messageId: null, isText: false, kind: 'item' };
    if (code === 'kills_drain' || code === 'invalid_json') return { ...plain, kind: 'delivery' };
    if (code === 'refused_by_database') return { ...plain, kind: 'event' };
    // Once taken out of its form an item is JSON like any other.
    if (delivery.route === 'hook' || delivery.route === 'hook/form') return { ...plain, route: 'hook', headers: place === null ? delivery.headers : { ...delivery.headers, [PLACE_HEADER]: place } };
    if (delivery.importId !== null) {
      const record = (bodyOf(delivery) as [number, string, string | string[]][]).find(([lineNumber]) => lineNumber === itemIndex);
      return { ...plain, messageId: record?.[1] ?? null, isText: typeof record?.[2] === 'string' };
    }
    const body = bodyOf(delivery);
    if (listOf(delivery.route, body) === null) return plain;
    return { ...plain, frame: frameOf(body) };
  };
}

/** The body that a delivery of this one item would have had. */
export function bodyOfParked(raw: string, itemIndex: number, envelope: ParkedEnvelope): string {
  if (envelope.kind === 'delivery') return raw;
  if (envelope.route === 'import') return `[[${itemIndex},${JSON.stringify(envelope.messageId)},${envelope.isText ? JSON.stringify(raw) : raw}]]`;
  if (envelope.route !== 'v1/batch' && envelope.route !== 'posthog') return raw;
  const frame = JSON.stringify(envelope.frame).slice(1);
  return `{"batch":[${raw}]${frame === '}' ? '' : ','}${frame}`;
}

/** Kept among an item's headers, where no sender's header of this name comes. */
const PLACE_HEADER = 'kelvin-place';
const placeSchema = z.object({ index: z.int(), listId: z.string().nullable(), isElement: z.boolean().default(false) });

/** Where an item stood when its whole body was read; null of a body that was never taken apart. */
export function placeOf(headers: Record<string, unknown> | null): ListPlace | null {
  return placeSchema.safeParse(headers?.[PLACE_HEADER]).data ?? null;
}

function frameOf(body: unknown): Record<string, unknown> {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return {};
  const shared = Object.fromEntries(SHARED_KEYS.flatMap((key) => (Object.hasOwn(body, key) ? [[key, (body as Record<string, unknown>)[key]]] : [])));
  try {
    return JSON.stringify(shared).length > MAX_FRAME_CHARACTERS ? {} : shared;
  } catch {
    // Nested deeper than the stack.
    return {};
  }
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8')) as unknown;
  } catch {
    return null;
  }
}

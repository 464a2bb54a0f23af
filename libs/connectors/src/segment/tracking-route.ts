import { EVENT_KINDS, type EventKind } from '@kelvin/contracts';
import { isObject, type JsonObject } from '../json.ts';

/** How a tracking body is to be read: one message of a kind, a batch of messages, or PostHog's shapes. */
export type TrackingRoute = EventKind | 'batch' | 'posthog';

const ROUTES: ReadonlyMap<string, TrackingRoute> = new Map<string, TrackingRoute>([...[...EVENT_KINDS, 'batch' as const].map((kind) => [`v1/${kind}`, kind] as const), ['posthog', 'posthog']]);

/** The reading of a delivery's route (`v1/track`, `v1/batch`, `posthog`); null when it is none of tracking. */
export function trackingRouteOf(route: string): TrackingRoute | null {
  return ROUTES.get(route) ?? null;
}

/** The items of a body, with what its envelope says about all of them. */
export interface Envelope {
  readonly items: readonly unknown[];
  /** The batch object itself, for `context`, `integrations` and `sentAt`; empty when there is none. */
  readonly batch: JsonObject;
}

/** Splits a parsed body into items. A batch body without a list is one (bad) item, so that nothing goes uncounted. */
export function openEnvelope(body: unknown, route: TrackingRoute): Envelope {
  if (route !== 'batch' && route !== 'posthog') return { items: [body], batch: {} };
  if (Array.isArray(body)) return { items: body, batch: {} };
  if (!isObject(body)) return { items: [body], batch: {} };
  const list = body['batch'] ?? (route === 'posthog' ? body['data'] : undefined);
  return Array.isArray(list) ? { items: list, batch: body } : { items: [body], batch: {} };
}

/**
 * How many items a body holds, before any parsing of meaning: the batch's length, else 1; of a webhook (`hook`, `hook/form`)
 * the length of a list, else 1. The left side of the no-loss equation; `normaliseSegment` returns exactly as many outcomes,
 * `normaliseWebhook` as many or, where a mapping divides a body, more.
 */
export function countItems(body: unknown, route: string): number {
  if (route === 'hook' || route === 'hook/form') return Array.isArray(body) ? body.length : 1;
  return openEnvelope(body, trackingRouteOf(route) ?? 'track').items.length;
}

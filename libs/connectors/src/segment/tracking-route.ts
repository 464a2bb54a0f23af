import type { EventKind } from '@kelvin/contracts';
import { isObject, type JsonObject } from '../json.ts';

/** How a tracking body is to be read: one message of a kind, a batch of messages, or PostHog's shapes. */
export type TrackingRoute = EventKind | 'batch' | 'posthog';

const LAST_PART: Readonly<Record<string, TrackingRoute>> = {
  track: 'track', t: 'track', page: 'page', p: 'page', screen: 'screen', s: 'screen', identify: 'identify', i: 'identify',
  group: 'group', g: 'group', alias: 'alias', a: 'alias', batch: 'batch', b: 'batch', import: 'batch',
  e: 'posthog', capture: 'posthog', posthog: 'posthog',
};
const POSTHOG_PATHS = new Set(['batch', 'e', 'capture', 'i/v0/e', 'track']);
const cache = new Map<string, TrackingRoute | null>();

/**
 * The reading of a path (`/v1/t`, `/v1/batch`, `/beacon/v1/batch`, `/batch/`, `/i/v0/e/`) or of a bare word (`track`, `b`,
 * `posthog`); null when it is no tracking route. `/batch/` without `v1` is PostHog's.
 */
export function trackingRouteOf(route: string): TrackingRoute | null {
  let known = cache.get(route);
  if (known === undefined) {
    known = resolve(route);
    if (cache.size < 1_000) cache.set(route, known);
  }
  return known;
}

function resolve(route: string): TrackingRoute | null {
  const query = route.indexOf('?');
  const path = (query < 0 ? route : route.slice(0, query)).replace(/^\/+|\/+$/g, '').toLowerCase();
  if (route.startsWith('/') && POSTHOG_PATHS.has(path)) return 'posthog';
  const last = path.slice(path.lastIndexOf('/') + 1);
  return Object.hasOwn(LAST_PART, last) ? LAST_PART[last]! : null;
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
 * How many items a body holds, before any parsing of meaning: the batch's length, else 1. The left side of the no-loss
 * equation; `normaliseSegment` and `normaliseWebhook` return exactly as many outcomes.
 */
export function countItems(body: unknown, route: string): number {
  // A webhook's list is one item per element, as normaliseWebhook reads it.
  if (isHookRoute(route)) return Array.isArray(body) ? body.length : 1;
  return openEnvelope(body, trackingRouteOf(route) ?? 'track').items.length;
}

function isHookRoute(route: string): boolean {
  return route === 'hook' || route.startsWith('/hooks/');
}

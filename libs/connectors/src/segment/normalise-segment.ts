import type { NormalisedItem } from '@kelvin/contracts';
import type { NormaliseOptions } from '../item-options.ts';
import { isObject, type JsonObject } from '../json.ts';
import { atIndex, isProblem } from '../outcome.ts';
import { sanitise } from '../sanitise.ts';
import { normaliseItem, type BatchFrame } from './normalise-item.ts';
import { posthogToSegment } from './posthog.ts';
import { openEnvelope, trackingRouteOf, type Envelope } from './tracking-route.ts';

export interface NormaliseSegmentOptions extends NormaliseOptions {
  /** As kept with the delivery: `v1/track`, `v1/batch`, `posthog` …; anything unknown is read as `v1/track`. */
  readonly route: string;
}

/**
 * Canonical events of a tracking body (Segment, RudderStack, PostHog): exactly one outcome per item, in order.
 *
 * Each item is judged alone: what is wrong with one never touches its neighbours, and nothing here throws on parsed JSON.
 */
export function normaliseSegment(body: unknown, options: NormaliseSegmentOptions): NormalisedItem[] {
  const route = trackingRouteOf(options.route) ?? 'track';
  const envelope = openEnvelope(body, route);
  const frame: BatchFrame = {
    context: cleanObject(envelope.batch['context']), integrations: cleanObject(envelope.batch['integrations']),
    sentAt: sentAtOf(envelope), kind: route === 'batch' || route === 'posthog' ? null : route, options,
  };
  return envelope.items.map((item, index) => {
    const message = route === 'posthog' ? posthogToSegment(item, options.receivedAt) : item;
    const outcome = isProblem(message) ? message : normaliseItem(message, frame, index);
    return isProblem(outcome) ? atIndex(outcome, index) : { status: 'ok', index, event: outcome };
  });
}

/** A batch-level part that cannot be stored is left out: it is not the fault of any one item. */
function cleanObject(value: unknown): JsonObject {
  if (!isObject(value)) return {};
  const clean = sanitise(value);
  return clean.ok ? (clean.value as JsonObject) : {};
}

function sentAtOf({ batch }: Envelope): unknown {
  return batch['sentAt'] ?? batch['sent_at'];
}

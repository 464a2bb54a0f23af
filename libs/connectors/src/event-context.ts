import { isObject, type JsonObject } from './json.ts';

/** Parts of a message's context that somebody reads later; the rest (traits, client internals) is not kept twice. */
const KEPT = [
  'page', 'campaign', 'locale', 'timezone', 'ip', 'userAgent', 'userAgentData', 'device', 'os', 'app', 'screen', 'network',
  'library', 'location', 'referrer', 'consent', 'groupId', 'channel',
] as const;

/** The context of an event: its own over the batch's, known parts only, nulls left out. */
export function eventContext(own: JsonObject, batch: JsonObject): JsonObject {
  const context: JsonObject = {};
  for (const key of KEPT) {
    const value = own[key] ?? batch[key];
    if (value !== undefined && value !== null && value !== '') context[key] = value;
  }
  return context;
}

/** Destinations a client named for this message; kept because a sender may use them to mark what others may see. */
export function mergedIntegrations(own: unknown, batch: unknown): JsonObject | null {
  if (!isObject(own) && !isObject(batch)) return null;
  const merged = { ...(isObject(batch) ? batch : null), ...(isObject(own) ? own : null) };
  for (const _key in merged) return merged;
  return null;
}

import { isObject, objectOrEmpty, type JsonObject } from '../json.ts';
import { rejection, type Problem } from '../outcome.ts';

const IGNORED = new Set(['$feature_flag_called']);
const UTM = ['source', 'medium', 'campaign', 'term', 'content'] as const;

/**
 * A PostHog event as a Segment message: `distinct_id` is the user (anonymous when the event says so), `$identify` and
 * `$set` are identify, an `$anon_distinct_id` is the same person's earlier id, `uuid` deduplicates.
 *
 * A body that already looks like a Segment message (a Segment client pointed at `/batch/`) passes through as it is.
 */
export function posthogToSegment(item: unknown, receivedAt: Date): unknown | Problem {
  if (!isObject(item)) return item;
  const properties = objectOrEmpty(item['properties']);
  const distinctId = item['distinct_id'] ?? item['$distinct_id'] ?? properties['distinct_id'];
  if (distinctId === undefined && (item['userId'] !== undefined || item['anonymousId'] !== undefined)) return item;
  const name = item['event'];
  if (typeof name === 'string' && IGNORED.has(name)) {
    return rejection('ignored', 'event', `"${name}" is the client's own bookkeeping and is not kept.`);
  }
  const isAnonymous = looksAnonymous(distinctId, properties);
  return {
    ...messageOf(item, name, properties),
    ...(isAnonymous ? { anonymousId: distinctId } : { userId: distinctId, anonymousId: earlierId(name, properties) }),
    messageId: item['uuid'] ?? properties['$insert_id'] ?? null,
    timestamp: timestampOf(item, receivedAt),
    sentAt: item['sent_at'] ?? null,
    context: contextOf(item, properties),
  };
}

function looksAnonymous(distinctId: unknown, properties: JsonObject): boolean {
  if (properties['$is_identified'] === true) return false;
  if (properties['$is_identified'] === false || properties['$process_person_profile'] === false) return true;
  return distinctId !== undefined && distinctId === properties['$device_id'];
}

function earlierId(name: unknown, properties: JsonObject): unknown {
  const earlier = properties['$anon_distinct_id'];
  return name === '$identify' && earlier !== undefined ? earlier : null;
}

function messageOf(item: JsonObject, name: unknown, properties: JsonObject): JsonObject {
  const own = ownProperties(properties);
  switch (name) {
    case '$identify':
    case '$set':
      return { type: 'identify', traits: personTraits(item, properties) };
    case '$create_alias':
      return { type: 'alias', previousId: properties['alias'] };
    case '$pageview':
      return { type: 'page', properties: own };
    case '$screen':
      return { type: 'screen', name: properties['$screen_name'], properties: own };
    case '$groupidentify':
      return { type: 'group', groupId: properties['$group_key'], traits: objectOrEmpty(properties['$group_set']) };
    default:
      return { type: 'track', event: name, properties: own };
  }
}

/** The sender's own properties; the client's technical ones (`$…`) go to the context or nowhere. */
function ownProperties(properties: JsonObject): JsonObject {
  const own: JsonObject = {};
  for (const key in properties) {
    if (!key.startsWith('$') && key !== 'token' && key !== 'distinct_id' && key !== '__proto__') own[key] = properties[key];
  }
  if (isObject(properties['$groups'])) own['groups'] = properties['$groups'];
  return own;
}

function personTraits(item: JsonObject, properties: JsonObject): JsonObject {
  return {
    ...objectOrEmpty(properties['$set_once'] ?? item['$set_once']),
    ...objectOrEmpty(properties['$set'] ?? item['$set']),
  };
}

/** Browser clients send the age of a queued event (`offset`, ms) instead of its time. */
function timestampOf(item: JsonObject, receivedAt: Date): unknown {
  if (item['timestamp'] !== undefined) return item['timestamp'];
  const offset = item['offset'];
  const isAge = typeof offset === 'number' && offset >= 0 && offset <= receivedAt.getTime();
  return isAge ? receivedAt.getTime() - offset : null;
}

function contextOf(item: JsonObject, properties: JsonObject): JsonObject {
  const traits = personTraits(item, properties);
  const campaign: JsonObject = {};
  for (const key of UTM) if (properties[`utm_${key}`]) campaign[key === 'campaign' ? 'name' : key] = properties[`utm_${key}`];
  return {
    library: { name: properties['$lib'] ?? 'posthog', version: properties['$lib_version'] ?? null },
    page: pageOf(properties),
    ip: properties['$ip'], userAgent: properties['$raw_user_agent'] ?? properties['$useragent'],
    locale: properties['$browser_language'] ?? properties['$locale'], timezone: properties['$timezone'],
    campaign: Object.keys(campaign).length > 0 ? campaign : null,
    device: properties['$device_type'] === undefined ? null : { type: properties['$device_type'] },
    os: properties['$os'] === undefined ? null : { name: properties['$os'] },
    traits: Object.keys(traits).length > 0 ? traits : null,
  };
}

function pageOf(properties: JsonObject): JsonObject | null {
  const url = properties['$current_url'];
  const path = properties['$pathname'];
  if (url === undefined && path === undefined) return null;
  return { url, path, referrer: properties['$referrer'], title: properties['$title'] ?? properties['title'] };
}

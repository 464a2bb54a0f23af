import { EVENT_KINDS, type CanonicalEvent, type EventKind } from '@kelvin/contracts';
import { eventContext, mergedIntegrations } from '../event-context.ts';
import { bothIds, identifiersOf, idOf, noIdentifier, type ItemIds } from '../identifiers.ts';
import { isTooLarge, TRACKING_LIMITS } from '../item-limits.ts';
import type { NormaliseOptions } from '../item-options.ts';
import { canonicalJson, isObject, objectOrEmpty, type JsonObject } from '../json.ts';
import { isMoneyName, needsAmount } from '../meaning/guess-meaning.ts';
import { amountOf, currencyOf, MAX_AMOUNT, orderIdOf, productsAmount, unreadAmountIn, unreadProductIn } from '../money.ts';
import { isProblem, parking, rejection, wrongType, type Problem } from '../outcome.ts';
import { sanitise } from '../sanitise.ts';
import { unreadAmount } from '../unread-amount.ts';
import { emailIn, phoneIn, readTraits, type ReadTraits } from '../traits.ts';
import { linksOf } from './links.ts';
import { occurredAtOf } from './occurred-at.ts';
import { ownMessageId } from './own-message-id.ts';
import { viewName, viewProperties } from './page.ts';

const KINDS: ReadonlySet<unknown> = new Set(EVENT_KINDS);

/** What all items of one body share. */
export interface BatchFrame {
  readonly context: JsonObject;
  readonly integrations: unknown;
  readonly sentAt: unknown;
  /** The kind a single-message route fixes; null in a batch, where each item names its own. */
  readonly kind: EventKind | null;
  /** The person's id in another system, with its account, which no message of a client carries. */
  readonly vendor?: string | null;
  readonly options: NormaliseOptions;
}

/**
 * One Segment message as a canonical event, or why it is none. Never throws on parsed JSON.
 * @param index place in the batch, which tells apart equal items that carry neither id nor time.
 */
export function normaliseItem(raw: unknown, frame: BatchFrame, index: number): CanonicalEvent | Problem {
  if (!isObject(raw)) return rejection('not_an_object', null, 'The item is not a JSON object.');
  const clean = sanitise(raw);
  if (!clean.ok) return tooComplex(clean.code);
  if (isTooLarge(raw, clean.units, TRACKING_LIMITS.eventBytes)) {
    return rejection('too_large', null, `The event is larger than ${TRACKING_LIMITS.eventBytes / 1024} KB.`);
  }
  const item = clean.value as JsonObject;
  const kind = frame.kind ?? item['type'];
  if (!KINDS.has(kind)) return rejection('unknown_type', 'type', `"type" must be one of ${EVENT_KINDS.join(', ')}.`);
  return readMessage(item, raw, kind as EventKind, frame, index);
}

/** The parking of an item that `sanitise` refuses. */
export function tooComplex(code: 'too_deep' | 'too_many_values'): Problem {
  return parking(code, null, code === 'too_deep' ? 'The item is nested more than 32 levels deep.' : 'The item holds more than 4,000 values.');
}

/** @param raw the item as it came: a number beyond all bounds (1e400) is one there, and nothing once the item is clean. */
function readMessage(item: JsonObject, raw: JsonObject, kind: EventKind, frame: BatchFrame, index: number): CanonicalEvent | Problem {
  const parts = readParts(item);
  if (isProblem(parts)) return parts;
  const name = nameOf(item, kind);
  if (isProblem(name)) return name;
  const occurred = occurredAtOf({
    timestamp: typeof timeOf(raw) === 'number' ? timeOf(raw) : timeOf(item), sentAt: item['sentAt'] ?? frame.sentAt,
    receivedAtMs: frame.options.receivedAt.getTime(),
  });
  if (isProblem(occurred)) return occurred;
  const person = readPerson(item, kind, parts, frame);
  if (isProblem(person)) return person;
  const messageId = messageIdOf(item, frame, index);
  if (isProblem(messageId)) return messageId;

  const context = eventContext(parts.context, frame.context);
  const integrations = mergedIntegrations(item['integrations'], frame.integrations);
  if (integrations) context['integrations'] = integrations;
  if (occurred.replaced !== undefined) context['originalTimestamp'] = occurred.replaced;

  const properties = propertiesOf(item, kind, parts, context);
  const amount = kind === 'track' ? readAmount(name, properties, objectOrEmpty(raw['properties'])) : null;
  if (isProblem(amount)) return amount;
  return {
    kind, name: kind === 'page' || kind === 'screen' ? viewName(kind, properties) : name, messageId,
    occurredAt: new Date(occurred.ms), identifiers: person.identifiers, links: person.links, traits: person.traits, properties, context,
    amount, currency: kind === 'track' ? currencyOf(properties['currency']) : null, orderId: kind === 'track' ? orderIdOf(properties) : null,
  };
}

function timeOf(item: JsonObject): unknown {
  return item['originalTimestamp'] ?? item['timestamp'];
}

function readAmount(name: string, properties: JsonObject, given: JsonObject): number | null | Problem {
  const stated = amountOf(properties);
  const amount = stated ?? (isMoneyName(name) ? productsAmount(properties['products']) : null);
  if (amount !== null && Math.abs(amount) > MAX_AMOUNT) return parking('amount_out_of_range', 'properties', 'The amount is larger than 1,000,000,000,000.');
  if (stated !== null) return stated;
  const isNeeded = needsAmount(name);
  const unread = (amount === null ? unreadAmountIn(given, isNeeded) : null) ?? (isNeeded ? unreadProductIn(given['products']) : null);
  return unread === null ? amount : unreadAmount(unread, given[unread]);
}

interface Parts {
  readonly properties: JsonObject;
  readonly traits: JsonObject;
  readonly context: JsonObject;
}

function readParts(item: JsonObject): Parts | Problem {
  const { properties, traits, context } = item;
  if (!isObject(properties) && properties !== undefined && properties !== null) return wrongType('properties', 'an object');
  if (!isObject(traits) && traits !== undefined && traits !== null) return wrongType('traits', 'an object');
  if (!isObject(context) && context !== undefined && context !== null) return wrongType('context', 'an object');
  return { properties: properties ?? {}, traits: traits ?? {}, context: context ?? {} };
}

function nameOf(item: JsonObject, kind: EventKind): string | Problem {
  if (kind !== 'track') return kind;
  const given = item['event'];
  if (given === undefined || given === null) return rejection('missing_event', 'event', 'A track message needs the name of its event.');
  if (typeof given !== 'string') return wrongType('event', 'a text');
  const name = given.trim();
  if (name === '') return rejection('missing_event', 'event', 'A track message needs the name of its event.');
  if (name.length > TRACKING_LIMITS.nameLength) {
    return rejection('name_too_long', 'event', `"event" is longer than ${TRACKING_LIMITS.nameLength} characters.`);
  }
  return name;
}

type Person = Pick<CanonicalEvent, 'identifiers' | 'links' | 'traits'>;

function readPerson(item: JsonObject, kind: EventKind, parts: Parts, frame: BatchFrame): Person | Problem {
  const ids = bothIds(item);
  if (isProblem(ids)) return ids;
  const previousId = kind === 'alias' ? idOf(item['previousId'], 'previousId') : null;
  if (isProblem(previousId)) return previousId;
  if (kind === 'alias' && previousId === null) {
    return rejection('missing_previous_id', 'previousId', 'An alias message needs "previousId", the id that the person had before.');
  }
  const country = frame.options.defaultCountry;
  const shared = objectOrEmpty(parts.context['traits'] ?? frame.context['traits']);
  const source = kind === 'identify' ? (hasMembers(shared) ? { ...shared, ...parts.traits } : parts.traits) : shared;
  const read = hasMembers(source) ? readTraits(source, country) : noTraits();
  // A property may name somebody else ("Invite Sent" to a colleague), so it counts only when nothing better does.
  const vendor = frame.vendor ?? null;
  const isNameless = ids.userId === null && vendor === null && ids.anonymousId === null && read.email === null && read.phone === null;
  const all: ItemIds = {
    userId: ids.userId, anonymousId: ids.anonymousId, vendor,
    email: isNameless ? emailIn(parts.properties) : read.email,
    phone: isNameless ? phoneIn(parts.properties, country) : read.phone,
  };
  const identifiers = identifiersOf(all);
  if (identifiers.length === 0) return noIdentifier();
  return { identifiers, links: linksOf(kind, all, previousId), traits: read.traits };
}

function noTraits(): ReadTraits {
  return { traits: {}, email: null, phone: null };
}

function hasMembers(value: JsonObject): boolean {
  for (const _key in value) return true;
  return false;
}

function propertiesOf(item: JsonObject, kind: EventKind, parts: Parts, context: JsonObject): JsonObject {
  if (kind === 'page' || kind === 'screen') return viewProperties(kind, item, parts.properties, context);
  // A group's traits describe the company, not the person.
  if (kind === 'group') return { ...parts.traits, groupId: item['groupId'] ?? null };
  if (kind === 'alias') return { previousId: item['previousId'] };
  return parts.properties;
}

function messageIdOf(item: JsonObject, frame: BatchFrame, index: number): string | Problem {
  const own = ownMessageId(item['messageId']);
  if (own !== null) return own;
  // With neither id nor time, equal messages are told apart by when and where they came: two clicks are two clicks.
  const isTimed = (timeOf(item) ?? null) !== null;
  const place = isTimed ? '' : `@${frame.options.receivedAt.toISOString()}#${index}`;
  return `hash-${frame.options.hash(`${frame.kind ?? ''}${canonicalJson(item)}${place}`).slice(0, 40)}`;
}

import type { CanonicalEvent, NormalisedItem, WebhookMapping } from '@kelvin/contracts';
import { identifiersOf, idOf, noIdentifier, normaliseEmail, vendorIdOf } from '../identifiers.ts';
import { TRACKING_LIMITS } from '../item-limits.ts';
import type { NormaliseOptions } from '../item-options.ts';
import { objectOrEmpty, textOrNull, type JsonObject } from '../json.ts';
import { isMoneyName, needsAmount } from '../meaning/guess-meaning.ts';
import { amountOf, currencyOf, MAX_AMOUNT, orderIdOf, parseAmount, productsAmount, unreadAmountIn, unreadProductIn } from '../money.ts';
import { atIndex, isProblem, parking, rejection, wrongType, type Problem } from '../outcome.ts';
import { normalisePhone } from '../phone.ts';
import { occurredAtOf } from '../segment/occurred-at.ts';
import { readTraits } from '../traits.ts';
import { unreadAmount } from '../unread-amount.ts';
import { cleanPiece, type CleanItem } from './clean-piece.ts';
import { isUsableId, listIdOf, webhookMessageId, type ListPlace } from './message-id.ts';
import { partOf, splitBody, type BodyPiece } from './split-body.ts';
import { compileWebhookMapping, type CompiledMapping } from './webhook-mapping.ts';

export interface NormaliseWebhookOptions extends NormaliseOptions {
  /** `webhook-id` of the delivery, equal across retries; null when the sender has none. */
  readonly webhookId: string | null;
  /** Paths of the tenant's own body; absent parts are looked for in the usual places. */
  readonly mapping?: WebhookMapping;
  /** Of an item that is read again by itself: where it stood when its whole body was read. */
  readonly place?: ListPlace | null;
}

/** An outcome, with what it takes to read the item again alone. */
export type WebhookItem = NormalisedItem & {
  /** Null for an item that is a whole body. */
  readonly place: ListPlace | null;
  /** Of an element of a list inside a body: makes the body as received, with this element alone. */
  readonly part?: () => unknown;
};

/**
 * Canonical events of a generic webhook body (Standard Webhooks `{type, timestamp, data}`, CloudEvents, or anything a
 * mapping describes): one outcome per element of a list, whether the body is one or the mapping's `items` names one inside
 * it; else one. Never throws on parsed JSON, only on a bad mapping.
 */
export function normaliseWebhook(body: unknown, options: NormaliseWebhookOptions): WebhookItem[] {
  const mapping = compileWebhookMapping(options.mapping);
  const split = splitBody(body, mapping.items);
  const pieces: readonly BodyPiece[] = options.place?.isElement && split.length > 1 ? [{ index: 0, whole: body, inner: null, fault: dividedBefore() }] : split;
  const items = pieces.map((piece) => cleanPiece(piece, mapping.items));
  const isListed = Array.isArray(body) || pieces.some(({ inner }) => inner !== null) || (options.place ?? null) !== null;
  const listId = isListed && !isUsableId(options.webhookId) ? options.place?.listId ?? listIdOf(items, options) : null;
  return pieces.map((piece, at): WebhookItem => {
    const place = isListed ? { index: (options.place?.index ?? 0) + piece.index, listId, isElement: piece.inner !== null || options.place?.isElement === true } : null;
    const outcome = readItem(items[at]!, place, mapping, options);
    const item: NormalisedItem = isProblem(outcome) ? atIndex(outcome, piece.index) : { status: 'ok', index: piece.index, event: outcome };
    return piece.inner === null ? { ...item, place } : { ...item, place, part: () => partOf(piece, mapping.items) };
  });
}

const dividedBefore = (): Problem => parking('divided_before', 'items', 'It was taken out of another list of its body and cannot be divided again. Divide by that list, or discard it.');

function readItem(item: CleanItem | Problem, place: ListPlace | null, mapping: CompiledMapping, options: NormaliseWebhookOptions): CanonicalEvent | Problem {
  if (isProblem(item)) return item;
  const name = nameOf(mapping.read('type', item));
  if (isProblem(name)) return name;
  const occurred = occurredAtOf({ timestamp: asNumberOrClean('timestamp', item, mapping), sentAt: null, receivedAtMs: options.receivedAt.getTime() });
  if (isProblem(occurred)) return occurred;
  const person = readPerson(item, mapping, options);
  if (isProblem(person)) return person;
  const properties = objectOrEmpty(mapping.read('properties', item));
  const money = readMoney(name, item, properties, mapping);
  if (isProblem(money)) return money;
  return {
    kind: 'track', name, occurredAt: new Date(occurred.ms), links: [], ...person, ...money, properties,
    messageId: webhookMessageId(item, place, mapping, options),
    context: occurred.replaced === undefined ? {} : { originalTimestamp: occurred.replaced },
  };
}

function nameOf(given: unknown): string | Problem {
  if (given === undefined || given === null || given === '') return rejection('missing_event', 'type', 'The body does not say what happened: it has no "type".');
  if (typeof given !== 'string') return wrongType('type', 'a text');
  const name = given.trim();
  if (name === '') return rejection('missing_event', 'type', 'The body does not say what happened: its "type" is empty.');
  if (name.length > TRACKING_LIMITS.nameLength) return rejection('name_too_long', 'type', `"type" is longer than ${TRACKING_LIMITS.nameLength} characters.`);
  return name;
}

function readPerson(item: CleanItem, { read, account }: CompiledMapping, options: NormaliseOptions): Pick<CanonicalEvent, 'identifiers' | 'traits'> | Problem {
  const userId = idOf(read('userId', item), 'userId');
  if (isProblem(userId)) return userId;
  const vendor = vendorIdOf(read('vendorId', item), account ?? options.sourceId ?? 'webhook');
  if (isProblem(vendor)) return vendor;
  const anonymousId = idOf(read('anonymousId', item), 'anonymousId');
  if (isProblem(anonymousId)) return anonymousId;
  const email = normaliseEmail(read('email', item));
  const givenPhone = read('phone', item);
  const phone = normalisePhone(givenPhone, options.defaultCountry);
  const identifiers = identifiersOf({ userId, vendor, email, phone, anonymousId });
  if (identifiers.length === 0) return noIdentifier();
  const { traits } = readTraits(objectOrEmpty(read('traits', item)), options.defaultCountry);
  // The person's key in the sender's system is an identifier, not an attribute.
  delete traits['id'];
  if (email !== null) traits['email'] = email;
  if (phone !== null) traits['phone'] = phone;
  else if (traits['phone'] === undefined && isWritten(givenPhone)) traits['phone'] = givenPhone;
  return { identifiers, traits };
}

/** A phone that is no number to us is an attribute all the same, as somebody wrote it. */
function isWritten(value: unknown): value is string | number {
  return typeof value === 'number' || textOrNull(value) !== null;
}

/** What a part says; a number as it came, because one beyond all bounds is nothing once the item is clean. */
function asNumberOrClean(part: 'timestamp', item: CleanItem, { read }: CompiledMapping): unknown {
  const given = read(part, item.raw);
  return typeof given === 'number' ? given : read(part, item);
}

function readMoney(name: string, item: CleanItem, properties: JsonObject, { read }: CompiledMapping): Pick<CanonicalEvent, 'amount' | 'currency' | 'orderId'> | Problem {
  const isMoney = isMoneyName(name);
  const lines = properties['products'] ?? properties['items'];
  const stated = parseAmount(read('amount', item)) ?? amountOf(properties);
  const amount = stated ?? (isMoney ? productsAmount(lines) : null);
  if (amount !== null && Math.abs(amount) > MAX_AMOUNT) return parking('amount_out_of_range', 'amount', 'The amount is larger than 1,000,000,000,000.');
  if (stated === null) {
    const given: JsonObject = { ...objectOrEmpty(read('properties', item.raw)), amount: read('amount', item.raw) ?? properties['amount'] };
    const isNeeded = needsAmount(name);
    const unread: string | null = (amount === null ? unreadAmountIn(given, isNeeded) : null) ?? (isNeeded ? unreadProductIn(lines) : null);
    if (unread !== null) return unreadAmount(unread, given[unread]);
  }
  // In "order.created" the thing itself is the order, so its own id is the order's.
  const orderId = orderIdOf({ orderId: read('orderId', item) }) ?? orderIdOf(properties) ?? (isMoney ? orderIdOf({ orderId: properties['id'] }) : null);
  return { amount, currency: currencyOf(read('currency', item)), orderId };
}

import type { CanonicalEvent, NormalisedItem, WebhookMapping } from '@kelvin/contracts';
import { identifiersOf, idOf, noIdentifier, normaliseEmail } from '../identifiers.ts';
import { isTooLarge, TRACKING_LIMITS } from '../item-limits.ts';
import type { NormaliseOptions } from '../item-options.ts';
import { canonicalJson, isObject, objectOrEmpty, type JsonObject } from '../json.ts';
import { isMoneyName } from '../meaning/guess-meaning.ts';
import { amountOf, currencyOf, MAX_AMOUNT, orderIdOf, parseAmount, productsAmount } from '../money.ts';
import { atIndex, isProblem, parking, rejection, wrongType, type Problem } from '../outcome.ts';
import { normalisePhone } from '../phone.ts';
import { sanitise } from '../sanitise.ts';
import { tooComplex } from '../segment/normalise-item.ts';
import { occurredAtOf } from '../segment/occurred-at.ts';
import { readTraits } from '../traits.ts';
import { compileWebhookMapping, type WebhookReaders } from './webhook-mapping.ts';

export interface NormaliseWebhookOptions extends NormaliseOptions {
  /** `webhook-id` of the delivery, equal across retries; null when the sender has none. */
  readonly webhookId: string | null;
  /** Paths of the tenant's own body; absent parts are looked for in the usual places. */
  readonly mapping?: WebhookMapping;
}

/** Webhook bodies are records of the sender's systems and run larger than tracking events. */
const WEBHOOK_ITEM_BYTES = 128 * 1024;
const MAX_ID_LENGTH = 200;

/**
 * Canonical events of a generic webhook body (Standard Webhooks `{type, timestamp, data}`, CloudEvents, or anything a
 * mapping describes): one outcome per element of a list, else one. Never throws on parsed JSON, only on a bad mapping.
 */
export function normaliseWebhook(body: unknown, options: NormaliseWebhookOptions): NormalisedItem[] {
  const readers = compileWebhookMapping(options.mapping);
  const items: readonly unknown[] = Array.isArray(body) ? body : [body];
  return items.map((item, index) => {
    const place = Array.isArray(body) ? index : null;
    const outcome = readWebhookItem(item, place, readers, options);
    return isProblem(outcome) ? atIndex(outcome, index) : { status: 'ok', index, event: outcome };
  });
}

function readWebhookItem(raw: unknown, place: number | null, readers: WebhookReaders, options: NormaliseWebhookOptions): CanonicalEvent | Problem {
  if (!isObject(raw)) return rejection('not_an_object', null, 'The item is not a JSON object.');
  const clean = sanitise(raw);
  if (!clean.ok) return tooComplex(clean.code);
  if (isTooLarge(raw, clean.units, WEBHOOK_ITEM_BYTES)) return rejection('too_large', null, `The item is larger than ${WEBHOOK_ITEM_BYTES / 1024} KB.`);
  const body = clean.value as JsonObject;
  const name = nameOf(readers.type(body));
  if (isProblem(name)) return name;
  const timestamp = readers.timestamp(body);
  const occurred = occurredAtOf({ timestamp, sentAt: null, receivedAtMs: options.receivedAt.getTime() });
  if (isProblem(occurred)) return occurred;
  const person = readPerson(body, readers, options);
  if (isProblem(person)) return person;
  const properties = objectOrEmpty(readers.properties(body));
  const money = readMoney(name, body, properties, readers);
  if (isProblem(money)) return money;
  return {
    kind: 'track', name, occurredAt: new Date(occurred.ms), links: [], ...person, ...money, properties,
    messageId: messageIdOf(body, place, readers, options, timestamp),
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

function readPerson(body: JsonObject, readers: WebhookReaders, options: NormaliseOptions): Pick<CanonicalEvent, 'identifiers' | 'traits'> | Problem {
  const userId = idOf(readers.userId(body), 'userId');
  if (isProblem(userId)) return userId;
  const anonymousId = idOf(readers.anonymousId(body), 'anonymousId');
  if (isProblem(anonymousId)) return anonymousId;
  const email = normaliseEmail(readers.email(body));
  const phone = normalisePhone(readers.phone(body), options.defaultCountry);
  const identifiers = identifiersOf({ userId, vendor: null, email, phone, anonymousId });
  if (identifiers.length === 0) return noIdentifier();
  const { traits } = readTraits(objectOrEmpty(readers.traits(body)), options.defaultCountry);
  // The person's key in the sender's system is an identifier, not an attribute.
  delete traits['id'];
  if (email !== null) traits['email'] = email;
  if (phone !== null) traits['phone'] = phone;
  return { identifiers, traits };
}

function readMoney(name: string, body: JsonObject, properties: JsonObject, readers: WebhookReaders): Pick<CanonicalEvent, 'amount' | 'currency' | 'orderId'> | Problem {
  const isMoney = isMoneyName(name);
  const amount = parseAmount(readers.amount(body)) ?? amountOf(properties) ?? (isMoney ? productsAmount(properties['products'] ?? properties['items']) : null);
  if (amount !== null && Math.abs(amount) > MAX_AMOUNT) return parking('amount_out_of_range', 'amount', 'The amount is larger than 1,000,000,000,000.');
  // In "order.created" the thing itself is the order, so its own id is the order's.
  const orderId = orderIdOf({ orderId: readers.orderId(body) }) ?? orderIdOf(properties) ?? (isMoney ? orderIdOf({ orderId: properties['id'] }) : null);
  return { amount, currency: currencyOf(readers.currency(body)), orderId };
}

function messageIdOf(body: JsonObject, place: number | null, readers: WebhookReaders, options: NormaliseWebhookOptions, timestamp: unknown): string {
  const own = idOf(readers.messageId(body), 'messageId');
  if (typeof own === 'string' && own.length <= MAX_ID_LENGTH) return own;
  const { webhookId } = options;
  if (webhookId !== null && webhookId !== '' && webhookId.length <= MAX_ID_LENGTH - 8) return place === null ? webhookId : `${webhookId}#${place}`;
  // A retry repeats the body; without a time in it, so does a second event, and counting twice is the smaller harm.
  const isTimed = timestamp !== undefined && timestamp !== null && timestamp !== '';
  return `hash-${options.hash(`${canonicalJson(body)}${isTimed ? '' : `@${options.receivedAt.toISOString()}#${place ?? 0}`}`).slice(0, 40)}`;
}

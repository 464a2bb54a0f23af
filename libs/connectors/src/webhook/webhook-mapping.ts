import { WEBHOOK_PARTS, type WebhookMapping, type WebhookPart } from '@kelvin/contracts';
import { AppError } from '@kelvin/kernel';
import { isObject, type JsonObject } from '../json.ts';
import { compileJsonPath, parsePathSteps, type PathReader, type PathSteps } from './json-path.ts';

/** What the parts of one event are read from. */
export interface ReadableItem {
  /** The body; of one that is divided, with this one element in its list, so that paths mean this element. */
  readonly body: unknown;
  /** The element by itself, in which parts that no path names are looked for first; null where the body is not divided. */
  readonly element: unknown;
}

/** A mapping made ready. */
export interface CompiledMapping {
  /** Steps to the list whose elements are the items; null where the body is the item. */
  readonly items: PathSteps | null;
  /** Whose ids the vendor ids are; null where the source's. */
  readonly account: string | null;
  readonly read: (part: WebhookPart, item: ReadableItem) => unknown;
}

/** Objects in which senders put the person, beside plain fields. */
const PERSONS = ['customer', 'user', 'contact', 'buyer', 'client'] as const;
const USER_ID_KEYS = ['customer_id', 'user_id', 'customerId', 'userId', 'client_id', 'contact_id'] as const;

/** @throws AppError `webhook.bad_path` naming the part whose path cannot be read. */
export function compileWebhookMapping(mapping: WebhookMapping = {}): CompiledMapping {
  const readers = {} as Record<WebhookPart, (item: ReadableItem) => unknown>;
  for (const part of WEBHOOK_PARTS) {
    const given = mapping[part];
    if (given === undefined) readers[part] = defaultReader(part);
    else if (typeof given === 'string') {
      const read = compileJsonPath(given);
      if (read === null) throw createBadPathError(part);
      readers[part] = ({ body }) => read(body);
    } else readers[part] = () => given.constant;
  }
  // The usual keys hold the sender's own ids, and whoever says so means no userId by them.
  if (mapping.vendorId !== undefined && mapping.userId === undefined) readers.userId = () => undefined;
  const items = mapping.items === undefined ? null : parsePathSteps(mapping.items);
  if (mapping.items !== undefined && (items === null || items.length === 0)) throw createBadPathError('items');
  return { items, account: mapping.account ?? null, read: (part, item) => readers[part](item) };
}

const createBadPathError = (part: string) => new AppError('invalid', 'webhook.bad_path', `The path of "${part}" is not one such as data.customer.id.`, { part });

/** Facts of an element are its own; everything else it may share with its neighbours. */
function defaultReader(part: WebhookPart): (item: ReadableItem) => unknown {
  const read = DEFAULT_READERS[part];
  return ({ body, element }) => {
    if (element === null) return read(body);
    const own = read(element);
    return part === 'properties' || (own !== undefined && own !== null && own !== '') ? own : read(body);
  };
}

/** First value that is there, in `data` and then at the top. */
function anywhere(...keys: readonly string[]): PathReader {
  return (body) => {
    for (const holder of [dataOf(body), isObject(body) ? body : {}]) {
      for (const key of keys) if (holder[key] !== undefined && holder[key] !== null) return holder[key];
    }
    return undefined;
  };
}

function ofPerson(...keys: readonly string[]): PathReader {
  return (body) => {
    const data = dataOf(body);
    for (const name of PERSONS) {
      const person = data[name];
      if (isObject(person)) for (const key of keys) if (person[key] !== undefined && person[key] !== null) return person[key];
    }
    return undefined;
  };
}

function firstOf(...readers: readonly PathReader[]): PathReader {
  return (body) => {
    for (const read of readers) {
      const value = read(body);
      if (value !== undefined && value !== null && value !== '') return value;
    }
    return undefined;
  };
}

function atTop(...keys: readonly string[]): PathReader {
  return (body) => (isObject(body) ? keys.map((key) => body[key]).find((value) => value !== undefined && value !== null) : undefined);
}

/** The part of the body that describes what happened: `data`, else the body itself. */
export function dataOf(body: unknown): JsonObject {
  if (!isObject(body)) return {};
  return isObject(body['data']) ? body['data'] : body;
}

const DEFAULT_READERS: Readonly<Record<WebhookPart, PathReader>> = {
  type: atTop('type', 'event', 'event_type', 'eventType', 'event_name', 'topic'),
  timestamp: firstOf(atTop('timestamp', 'time', 'occurred_at', 'occurredAt', 'created_at', 'fired_at', 'ts'), anywhere('occurred_at', 'occurredAt', 'timestamp')),
  // Only CloudEvents promise that their id is the event's and not that of the thing it is about.
  messageId: (body) => (isObject(body) && body['specversion'] !== undefined ? cloudEventId(body) : undefined),
  userId: firstOf(anywhere(...USER_ID_KEYS), ofPerson('id', ...USER_ID_KEYS)),
  vendorId: () => undefined,
  anonymousId: anywhere('anonymous_id', 'anonymousId'),
  email: firstOf(anywhere('email', 'customer_email', 'user_email'), ofPerson('email')),
  phone: firstOf(anywhere('phone', 'customer_phone', 'phone_number'), ofPerson('phone')),
  amount: () => undefined,
  currency: (body) => dataOf(body)['currency'],
  orderId: () => undefined,
  properties: dataOf,
  traits: (body) => {
    const data = dataOf(body);
    return data['traits'] ?? PERSONS.map((name) => data[name]).find(isObject);
  },
};

/** CloudEvents: source and id together are unique. */
function cloudEventId(body: JsonObject): string | undefined {
  const { id, source } = body;
  return typeof id === 'string' && id !== '' ? `${typeof source === 'string' ? `${source}#` : ''}${id}` : undefined;
}

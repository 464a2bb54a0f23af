import type { CanonicalEvent, EventKind, NormalisedItem } from '@kelvin/contracts';
import { identifiersOf, idOf, noIdentifier, normaliseEmail, vendorIdOf, type ItemIds } from '../identifiers.ts';
import { TRACKING_LIMITS } from '../item-limits.ts';
import type { JsonObject } from '../json.ts';
import { currencyOf, MAX_AMOUNT, parseAmount, roundMoney } from '../money.ts';
import { atIndex, isProblem, parking, rejection, type Problem } from '../outcome.ts';
import { normalisePhone } from '../phone.ts';
import { normaliseItem } from '../segment/normalise-item.ts';
import { believe, type OccurredAt } from '../segment/occurred-at.ts';
import { cellAt, type CellReader } from './cell-readers.ts';
import type { CompiledImportMap, NamedReader } from './compile-import-map.ts';

/** More than clients may send, because a file's own ids are often put together of several columns. */
const MAX_MESSAGE_ID_LENGTH = 200;

export interface RecordPlace {
  /** Line of the file on which the record begins, from 1; becomes the item's index. */
  readonly lineNumber: number;
  /** Id of the line (`lineMessageId`), used where the map names no column for it. */
  readonly messageId: string;
}

/** One record of a file as a canonical event, or why it is none. Never throws. */
export function mapRecord(cells: readonly string[], map: CompiledImportMap, place: RecordPlace): NormalisedItem {
  const outcome = readRecord(cells, map, place);
  if (isProblem(outcome)) return atIndex(outcome, place.lineNumber);
  return { status: 'ok', index: place.lineNumber, event: outcome };
}

function readRecord(cells: readonly string[], map: CompiledImportMap, place: RecordPlace): CanonicalEvent | Problem {
  if (map.width !== null && cells.length !== map.width) {
    return rejection('wrong_column_count', null, `The line has ${cells.length} cells where the file has ${map.width} columns.`);
  }
  const kind = map.kindOf(cells);
  if (kind === null) return rejection('unknown_type', 'type', 'The line is none of track, page, screen, identify, group, alias.');
  const ids = readIds(cells, map);
  if (isProblem(ids)) return ids;
  const identifiers = identifiersOf(ids);
  if (identifiers.length === 0) return noIdentifier();
  const occurred = readTime(cells, map);
  if (isProblem(occurred)) return occurred;
  const messageId = readMessageId(cells, map, place);
  if (isProblem(messageId)) return messageId;
  const properties = readAll(map.properties, cells);
  if (isProblem(properties)) return properties;
  const traits = readAll(map.traits, cells);
  if (isProblem(traits)) return traits;
  keepUnreadPhone(traits, cells, map, ids.phone);
  if (kind !== 'track') return asMessage(kind, { cells, map, ids, occurred, messageId, properties, traits });

  const money = readMoney(cells, map);
  if (isProblem(money)) return money;
  const name = map.event === null ? '' : money !== null && money < 0 && map.event.whenNegative !== null ? map.event.whenNegative : map.event.nameOf(cells);
  if (name === '') return rejection('missing_event', 'event', 'The line names no event.');
  if (name.length > TRACKING_LIMITS.nameLength) return rejection('name_too_long', 'event', `The event's name is longer than ${TRACKING_LIMITS.nameLength} characters.`);
  const isReturn = money !== null && money < 0 && map.event?.whenNegative !== null;
  return {
    kind, name, messageId, occurredAt: new Date(occurred.ms), identifiers, links: [], traits, properties,
    context: occurred.replaced === undefined ? {} : { originalTimestamp: occurred.replaced },
    amount: isReturn ? -money : money,
    currency: currencyOf(textOf(map.currency, cells)),
    orderId: textOf(map.orderId, cells)?.slice(0, 200) ?? null,
  };
}

function readIds(cells: readonly string[], map: CompiledImportMap): ItemIds | Problem {
  const userId = readId(map.userId, cells, 'userId');
  if (isProblem(userId)) return userId;
  const given = readId(map.vendorId, cells, 'vendorId');
  if (isProblem(given)) return given;
  const vendor = vendorIdOf(given, map.account);
  if (isProblem(vendor)) return vendor;
  const anonymousId = readId(map.anonymousId, cells, 'anonymousId');
  if (isProblem(anonymousId)) return anonymousId;
  return {
    userId, anonymousId, vendor,
    email: map.email === null ? null : normaliseEmail(textOf(map.email, cells)),
    phone: map.phone === null ? null : normalisePhone(textOf(map.phone, cells), map.country),
  };
}

/** A phone that is no number to us is an attribute all the same, as somebody wrote it: a person may read it. */
function keepUnreadPhone(traits: JsonObject, cells: readonly string[], map: CompiledImportMap, phone: string | null): void {
  const given = phone === null ? textOf(map.phone, cells) : null;
  if (given !== null && traits['phone'] === undefined) traits['phone'] = given;
}

function readId(reader: CellReader | null, cells: readonly string[], field: string): string | null | Problem {
  if (reader === null) return null;
  const value = reader(cells);
  return isProblem(value) ? value : idOf(typeof value === 'boolean' ? String(value) : value, field);
}

function readTime(cells: readonly string[], map: CompiledImportMap): OccurredAt | Problem {
  const { timestamp, receivedAtMs } = map;
  if (timestamp === null) return { ms: receivedAtMs, replaced: undefined };
  const text = timestamp.textOf(cells);
  const ms = timestamp.parse(text);
  if (!Number.isNaN(ms)) return believe(ms, text, receivedAtMs);
  return rejection('invalid_timestamp', timestamp.column, `The date "${text.slice(0, 60)}" is not of the form ${timestamp.format}.`);
}

function readMessageId(cells: readonly string[], map: CompiledImportMap, place: RecordPlace): string | Problem {
  const id = textOf(map.messageId, cells);
  if (id === null) return place.messageId;
  return id.length <= MAX_MESSAGE_ID_LENGTH ? id : rejection('message_id_too_long', 'messageId', `The message id is longer than ${MAX_MESSAGE_ID_LENGTH} characters.`);
}

function readMoney(cells: readonly string[], map: CompiledImportMap): number | null | Problem {
  let product: number | null = null;
  for (const index of map.amount) {
    const text = cellAt(cells, index);
    if (text === '') return null;
    const factor = parseAmount(text);
    if (factor === null) return rejection('invalid_amount', 'amount', `"${text.slice(0, 40)}" is not a number, so the line has no amount.`);
    product = product === null ? factor : product * factor;
  }
  if (product === null) return null;
  if (Math.abs(product) > MAX_AMOUNT) return parking('amount_out_of_range', 'amount', 'The amount is larger than 1,000,000,000,000.');
  return roundMoney(product);
}

function readAll(readers: readonly NamedReader[], cells: readonly string[]): JsonObject | Problem {
  const values: JsonObject = {};
  for (const [name, read] of readers) {
    const value = read(cells);
    if (isProblem(value)) return value;
    if (value !== null) values[name] = value;
  }
  return values;
}

function textOf(reader: CellReader | null, cells: readonly string[]): string | null {
  const value = reader === null ? null : reader(cells);
  return value === null || isProblem(value) || value === '' ? null : String(value);
}

interface ReadParts {
  readonly cells: readonly string[];
  readonly map: CompiledImportMap;
  readonly ids: ItemIds;
  readonly occurred: OccurredAt;
  readonly messageId: string;
  readonly properties: JsonObject;
  readonly traits: JsonObject;
}

/** Lines that are not track events (contacts, page views) become Segment messages and are read by the same rules as those. */
function asMessage(kind: EventKind, { cells, map, ids, occurred, messageId, properties, traits }: ReadParts): CanonicalEvent | Problem {
  const name = map.event?.nameOf(cells) ?? '';
  const person = { ...traits, ...(ids.email === null ? {} : { email: ids.email }), ...(ids.phone === null ? {} : { phone: ids.phone }) };
  const message = {
    type: kind, userId: ids.userId, anonymousId: ids.anonymousId, timestamp: new Date(occurred.ms).toISOString(), properties,
    traits: kind === 'identify' ? person : {}, context: kind === 'identify' ? {} : { traits: person },
    ...(name === '' ? {} : { name }), previousId: properties['previousId'], groupId: properties['groupId'],
  };
  const receivedAt = new Date(map.receivedAtMs);
  const frame = { context: {}, integrations: null, sentAt: null, kind: null, vendor: ids.vendor, options: { receivedAt, hash: () => '', defaultCountry: map.country } };
  const event = normaliseItem(message, frame, 0);
  // The line's id is set afterwards: it may be longer than what a live client may send.
  return isProblem(event) ? event : { ...event, messageId };
}

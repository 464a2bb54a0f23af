import { WEBHOOK_PARTS, type WebhookMapping, type WebhookPart } from '@kelvin/contracts';
import { normaliseEmail } from '../identifiers.ts';
import { normaliseColumnName, roleOfColumn, type ColumnRole } from '../import/column-words.ts';
import { parseInstant } from '../instant.ts';
import { amountOf, orderIdOf, parseAmount } from '../money.ts';
import { compileJsonPath } from './json-path.ts';
import { isObject } from '../json.ts';
import { isListOfObjects, stepOf, type PayloadField } from './payload-fields.ts';
import { compileWebhookMapping, dataOf, type ReadableItem } from './webhook-mapping.ts';

/** Parts that are one value; properties and traits are groups, which nobody can tell by their names. */
type ValuePart = Exclude<WebhookPart, 'properties' | 'traits'>;
const VALUE_PARTS = WEBHOOK_PARTS.filter((part): part is ValuePart => part !== 'properties' && part !== 'traits');

const PART_OF_ROLE: Readonly<Partial<Record<ColumnRole, ValuePart>>> = {
  event: 'type', kind: 'type', timestamp: 'timestamp', messageId: 'messageId', userId: 'userId', anonymousId: 'anonymousId',
  email: 'email', phone: 'phone', amount: 'amount', price: 'amount', currency: 'currency', orderId: 'orderId',
};
const CHANGE_TIME = /^(?:(?:last )?(?:modified|updated|changed|created)(?: at| on| date)?|date (?:create|created|modify|modified)|fired at)$/;
/** What is said about the sender itself, its account or its app, is never the customer. */
const NOT_THE_CUSTOMER = /(?:^|\.)(?:auth|account|app|portal|meta|_links|links)(?:\.|\[|$)/i;
/** The sender's own account in its vendor's system, the same in every body; and what a vendor calls anything a field may hold. */
const TOO_GENERAL = /^(?:account ?id|value)$/;
const MIN_SHARE = 0.5;

/** Where the parts are found without any mapping, as paths of the bodies' own fields. Of bodies that are divided, each with its element. */
export function findUsualPaths(items: readonly ReadableItem[], fields: readonly PayloadField[]): Partial<Record<WebhookPart, string>> {
  const { read } = compileWebhookMapping();
  const bodies = items.map(({ body }) => body);
  const found: Partial<Record<WebhookPart, string>> = {};
  for (const part of VALUE_PARTS) {
    const values = items.map((item) => {
      const facts = dataOf(item.element ?? item.body);
      return part === 'amount' ? amountOf(facts) : part === 'orderId' ? orderIdOf(facts) : read(part, item);
    });
    const known = values.filter((value) => value !== undefined && value !== null && value !== '');
    if (known.length === 0 || known.length < bodies.length * MIN_SHARE) continue;
    const index = values.findIndex((value) => value !== undefined && value !== null && value !== '');
    const isSame = (value: unknown): boolean => value === values[index] || (part === 'amount' && parseAmount(value) === values[index]) || (part === 'orderId' && String(value) === values[index]);
    const same = fields.filter(({ path, isGroup }) => !isGroup && isSame(compileJsonPath(path)?.(bodies[index])));
    const path = (same.find((field) => partOf(field)?.part === part) ?? same[0])?.path;
    if (path !== undefined) found[part] = path;
  }
  return found;
}

/**
 * A proposal for the parts that are not found by themselves, from names (English and Russian) and values of the fields.
 * A customer is guessed from a bare `id` only where nothing else names him.
 */
export function suggestWebhookMapping(fields: readonly PayloadField[], usual: Partial<Record<WebhookPart, string>>): WebhookMapping {
  const best = new Map<ValuePart, { path: string; rank: number }>();
  for (const field of fields) {
    const reading = partOf(field);
    if (reading === null || usual[reading.part] !== undefined || !isFit(reading.part, field.samples)) continue;
    // Of equals the one nearest to the top is meant.
    const rank = reading.confidence - depthOf(field.path) * 0.01;
    const holder = best.get(reading.part);
    if (!holder || rank > holder.rank) best.set(reading.part, { path: field.path, rank });
  }
  const hasPerson = PERSON_PARTS.some((part) => usual[part] !== undefined || best.has(part));
  const bareId = hasPerson ? null : findBareId(fields);
  if (bareId !== null) best.set('userId', { path: bareId, rank: 0 });
  return Object.fromEntries([...best].map(([part, { path }]) => [part, path]));
}

/** Persons are named in these parts. */
const PERSON_PARTS = ['userId', 'anonymousId', 'email', 'phone'] as const;
/** Lists of what one event is about, not of events. */
const THINGS = /^(?:line[ _]?items|items|products|goods|positions|lines|tags|labels|values|fields|custom[ _]?fields|addresses|phones|emails|attachments|variants|discounts|taxes)$/i;
const MAX_LIST_DEPTH = 4;

/**
 * The list that most bodies seem to be made of, one event per element: the only list of objects nearest to the top. Null
 * where the body itself says whose it is, as an order with its lines does, or where there are several such lists.
 */
export function suggestItemsPath(bodies: readonly unknown[], usual: Partial<Record<WebhookPart, string>>): string | null {
  if (PERSON_PARTS.some((part) => usual[part] !== undefined)) return null;
  const votes = new Map<string, number>();
  for (const body of bodies) {
    const path = nearestList(body);
    if (path !== null) votes.set(path, (votes.get(path) ?? 0) + 1);
  }
  const [best] = [...votes].sort(([, a], [, b]) => b - a);
  return best !== undefined && best[1] >= bodies.length * MIN_SHARE ? best[0] : null;
}

function nearestList(body: unknown): string | null {
  let level: { path: string; value: unknown }[] = [{ path: '', value: body }];
  for (let depth = 0; depth < MAX_LIST_DEPTH; depth += 1) {
    const next = level.flatMap(({ path, value }) => (isObject(value) ? Object.keys(value).slice(0, 200).flatMap((key) => {
      const step = stepOf(path, key);
      return step === null ? [] : [{ path: path + step, value: value[key], key }];
    }) : []));
    const lists = next.filter(({ key, value }) => isListOfObjects(value) && !THINGS.test(key));
    if (lists.length > 0) return lists.length === 1 ? lists[0]!.path : null;
    level = next;
  }
  return null;
}

function partOf({ path, isGroup }: PayloadField): { part: ValuePart; confidence: number } | null {
  if (isGroup || NOT_THE_CUSTOMER.test(path)) return null;
  const name = lastKeyOf(path);
  if (TOO_GENERAL.test(normaliseColumnName(name))) return null;
  const role = roleOfColumn(name);
  const part = role ? PART_OF_ROLE[role.role] : undefined;
  if (role && part !== undefined) return { part, confidence: role.confidence };
  return CHANGE_TIME.test(normaliseColumnName(name)) ? { part: 'timestamp', confidence: 0.7 } : null;
}

function isFit(part: ValuePart, samples: readonly string[]): boolean {
  if (samples.length === 0) return false;
  const all = (test: (sample: string) => boolean): boolean => samples.every(test);
  switch (part) {
    case 'type':
      return all((sample) => /\p{L}/u.test(sample));
    case 'timestamp':
      return all((sample) => !Number.isNaN(parseInstant(sample)));
    case 'email':
      return all((sample) => normaliseEmail(sample) !== null);
    case 'phone':
      return all((sample) => /^[+(\d][\d\s().\-–/]{5,}$/.test(sample));
    case 'amount':
      return all((sample) => parseAmount(sample) !== null);
    case 'currency':
      return all((sample) => /^[A-Za-z]{3}$/.test(sample));
    default:
      return true;
  }
}

/** The id of the thing the body is about: the one nearest to the top, but not at the top, where it is the message's own. */
function findBareId(fields: readonly PayloadField[]): string | null {
  const ids = fields.filter(({ path, isGroup, samples }) => !isGroup && samples.length > 0 && depthOf(path) > 1 && !NOT_THE_CUSTOMER.test(path) && lastKeyOf(path).toLowerCase() === 'id');
  return ids.sort((a, b) => depthOf(a.path) - depthOf(b.path))[0]?.path ?? null;
}

function lastKeyOf(path: string): string {
  return /(?:^|\.)([^.[\]]+)(?:\[\d+\])*$/.exec(path)?.[1] ?? /\['([^']+)'\]$/.exec(path)?.[1] ?? '';
}

function depthOf(path: string): number {
  return (path.match(/[.[]/g) ?? []).length + 1;
}

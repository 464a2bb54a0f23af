import type { EventFilter, EventRef, PropertyTest } from '@kelvin/contracts';
import { countedMeaning, type Meaning } from '@kelvin/kernel';
import { foldCase, numberOf, storableText, textOf } from './event-text.ts';

/** What a condition reads of an event. `properties` as parsed from JSON, `amount` as the event gives it, in its own currency. */
export interface ConditionEvent {
  readonly meaning: Meaning | null;
  readonly name: string;
  readonly kind: string;
  readonly amount: number | null;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** Events of these kinds say who somebody is, not what he did; they never match. */
export const UNCOUNTED_KINDS: readonly string[] = ['identify', 'group', 'alias'];

/** The property that means the event's money. */
export const AMOUNT_PROPERTY = 'amount';

/** Whether one event counts as of the filter's meaning, or is of its type, and passes all its tests. Noise is the caller's to leave out. */
export function matchesEvent(filter: EventFilter, event: ConditionEvent): boolean {
  return !UNCOUNTED_KINDS.includes(event.kind) && isMeant(filter.event, event) && filter.where.every((test) => passes(test, event));
}

function isMeant(ref: EventRef, event: ConditionEvent): boolean {
  return ref.by === 'meaning' ? countedMeaning(event.meaning, event.amount) === ref.meaning : event.name === storableText(ref.name);
}

function passes(test: PropertyTest, event: ConditionEvent): boolean {
  const value = valueOf(storableText(test.property), event);
  const text = textOf(value);
  switch (test.operator) {
    case 'exists': return value !== null;
    case 'missing': return value === null;
    case 'is': return text === testText(test);
    case 'is_not': return text !== testText(test);
    case 'contains': return text !== null && foldCase(text).includes(foldCase(testText(test)));
    case 'at_least': return (numberOf(value) ?? Number.NaN) >= Number(test.value);
    case 'at_most': return (numberOf(value) ?? Number.NaN) <= Number(test.value);
  }
}

/** What a test compares with, as text. */
export function testText(test: PropertyTest): string {
  return storableText(textOf(test.value) ?? '');
}

/** Null for what the event does not have; a JSON null counts as not having it. */
function valueOf(property: string, event: ConditionEvent): unknown {
  if (property === AMOUNT_PROPERTY) return event.amount;
  return Object.hasOwn(event.properties, property) ? event.properties[property] ?? null : null;
}

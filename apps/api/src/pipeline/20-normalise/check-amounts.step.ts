import { amountFieldOf, amountIn, proposeAmountFields, unreadAmount, unreadAmountIn, unreadProductIn } from '@kelvin/connectors';
import type { CanonicalEvent, ItemReason } from '@kelvin/contracts';
import { AMOUNT_MEANINGS } from '@kelvin/kernel';
import type { Tx } from '../../platform/db/db.ts';
import type { MissingAmount, TypedEvent } from './drain-items.shape.ts';

/** A sender has a habit from so many events on, when so many of them carried an amount. */
const MIN_EVENTS = 50;
const MIN_SHARE = 0.95;

interface AmountFact {
  /** The field that a person named. */
  readonly namedField: string | null;
  /** Of a source that always said how much: the share of events in which it did, and the field. */
  readonly habit: { readonly share: number; readonly field: string | null } | null;
}

/** What is known of amounts. */
export interface AmountFacts {
  /** Kinds and names of the event types that count for nothing without an amount, whatever their names say. */
  readonly needed: ReadonlySet<string>;
  /** By source and by kind and name of the event type. Only where there is a habit, or a field that somebody named. */
  readonly bySource: ReadonlyMap<string, AmountFact>;
}

/** Read once a drain; a handful of rows, because few events are about money. */
export async function loadAmountFacts(tx: Tx): Promise<AmountFacts> {
  const needed = new Set<string>();
  const bySource = new Map<string, AmountFact>();
  for (const row of await tx.query<{ kind: string; name: string; source_id: string | null; named_field: string | null; share: number; field: string | null; is_habit: boolean }>(`
    SELECT t.kind, t.name, h.source_id, h.named_field, h.with_amount / greatest(h.events, 1)::float8 AS share, h.field, h.is_habit
      FROM event_type t
      LEFT JOIN (SELECT *, NOT is_optional AND events >= $3 AND with_amount >= $4::float8 * events AS is_habit FROM amount_habit WHERE workspace_id = $1) h
        ON h.event_type_id = t.id AND (h.is_habit OR h.named_field IS NOT NULL)
     WHERE t.workspace_id = $1 AND t.meaning = ANY($2::text[])`, [tx.workspaceId, [...AMOUNT_MEANINGS], MIN_EVENTS, MIN_SHARE])) {
    needed.add(typeKey(row));
    if (row.source_id !== null) bySource.set(keyOf(row.source_id, row), { namedField: row.named_field, habit: row.is_habit ? { share: row.share, field: row.field } : null });
  }
  return { needed, bySource };
}

/** An event as it may go on, or why it waits. */
export type CheckedEvent = { readonly event: CanonicalEvent } | { readonly reason: ItemReason; readonly occurredAt: Date; readonly missing?: MissingAmount };

/**
 * Gives an event without an amount the one of the field that somebody named for its type and source; where its sender always said how
 * much, and now does not, or where what is there cannot be read, it waits: counted without its amount it would be a sale of nothing.
 */
export function checkAmount(facts: AmountFacts, sourceId: string, item: { readonly event: CanonicalEvent }): CheckedEvent {
  const { event } = item;
  if (event.amount !== null || !facts.needed.has(typeKey(event))) return item;
  const fact = facts.bySource.get(keyOf(sourceId, event));
  if (!fact) return checkRead(item, null);
  const named = fact.namedField === null ? null : amountIn(event.properties, fact.namedField);
  if (named !== null) return { event: { ...event, amount: named } };
  const { habit } = fact;
  if (!habit) return checkRead(item, fact.namedField);
  const maybe = proposeAmountFields(event.properties, habit.field);
  const percent = Math.floor(habit.share * 100);
  const message = `The amount${habit.field === null ? '' : ` (field "${habit.field}")`} is missing; it was in ${percent} % of earlier events of "${event.name}"`
    + `${maybe[0] === undefined ? '.' : `; it looks as if it is now called "${maybe[0]}".`}`;
  return { reason: { code: 'missing_amount', field: habit.field, message }, occurredAt: event.occurredAt, missing: { eventType: event.name, was: habit.field, share: habit.share, maybe } };
}

/** Of a type that is about money by what somebody made of it, not by its name, which the reading has looked at. */
function checkRead(item: { readonly event: CanonicalEvent }, namedField: string | null): CheckedEvent {
  const { properties, occurredAt } = item.event;
  const isNamedUnread = namedField !== null && unreadAmountIn({ amount: properties[namedField] }, true) !== null;
  const unread = isNamedUnread ? namedField : unreadAmountIn(properties, true) ?? unreadProductIn(properties['products']);
  return unread === null ? item : { reason: unreadAmount(unread, properties[unread]).reason, occurredAt };
}

/**
 * Counts who says how much: events that were kept, of meanings that need an amount. While it may be missing those without one
 * change no habit, so that taking this back takes the habit up as it was.
 */
export async function countAmounts(tx: Tx, events: readonly TypedEvent[]): Promise<void> {
  const sums = new Map<string, { source_id: string; event_type_id: number; events: number; with_amount: number; field: string | null }>();
  for (const { meaning, eventTypeId, delivery: { sourceId, importId }, event } of events) {
    if (meaning === null || !AMOUNT_MEANINGS.has(meaning) || importId !== null) continue;
    const key = `${sourceId} ${eventTypeId}`;
    let sum = sums.get(key);
    if (!sum) sums.set(key, (sum = { source_id: sourceId, event_type_id: eventTypeId, events: 0, with_amount: 0, field: null }));
    sum.events += 1;
    if (event.amount === null) continue;
    sum.with_amount += 1;
    sum.field ??= amountFieldOf(event.properties, event.amount);
  }
  if (sums.size === 0) return;
  await tx.query(`
    INSERT INTO amount_habit (workspace_id, source_id, event_type_id, events, with_amount, field)
    SELECT $1, source_id, event_type_id, events, with_amount, field
      FROM json_to_recordset($2) AS s(source_id uuid, event_type_id int, events int, with_amount int, field text) ORDER BY source_id, event_type_id
    ON CONFLICT (workspace_id, source_id, event_type_id) DO UPDATE SET events = amount_habit.events + CASE WHEN amount_habit.is_optional THEN excluded.with_amount ELSE excluded.events END,
       with_amount = amount_habit.with_amount + excluded.with_amount, field = coalesce(excluded.field, amount_habit.field)`, [tx.workspaceId, JSON.stringify([...sums.values()])]);
}

function typeKey({ kind, name }: { readonly kind: string; readonly name: string }): string {
  return `${kind} ${name}`;
}

function keyOf(sourceId: string, type: { readonly kind: string; readonly name: string }): string {
  return `${sourceId} ${typeKey(type)}`;
}

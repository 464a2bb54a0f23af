import { amountFieldOf, amountIn, proposeAmountFields } from '@kelvin/connectors';
import type { CanonicalEvent, ItemReason } from '@kelvin/contracts';
import { AMOUNT_MEANINGS } from '@kelvin/kernel';
import type { Tx } from '../../platform/db/db.ts';
import type { MissingAmount, TypedEvent } from './drain-items.shape.ts';

/** A sender has a habit from so many events on, when so many of them carried an amount. */
const MIN_EVENTS = 50;
const MIN_SHARE = 0.95;

interface TypeFact {
  readonly amountField: string | null;
  /** Sources that always said how much, with the share of events in which they did and the field. */
  readonly habits: Map<string, { readonly share: number; readonly field: string | null }>;
}

/** What is known of amounts, by kind and name of the event type. Only types with a habit, or with a field that somebody named. */
export type AmountFacts = ReadonlyMap<string, TypeFact>;

/** Read once a drain; a handful of rows, because few events are about money. */
export async function loadAmountFacts(tx: Tx): Promise<AmountFacts> {
  const facts = new Map<string, TypeFact>();
  for (const row of await tx.query<{ kind: string; name: string; amount_field: string | null; source_id: string | null; share: number | null; field: string | null }>(`
    SELECT t.kind, t.name, t.amount_field, h.source_id, h.with_amount::float8 / h.events AS share, h.field
      FROM event_type t
      LEFT JOIN amount_habit h ON h.workspace_id = $1 AND h.event_type_id = t.id AND NOT t.is_amount_optional AND h.events >= $3 AND h.with_amount >= $4::float8 * h.events
     WHERE t.workspace_id = $1 AND t.meaning = ANY($2::text[]) AND (h.source_id IS NOT NULL OR t.amount_field IS NOT NULL)`, [tx.workspaceId, [...AMOUNT_MEANINGS], MIN_EVENTS, MIN_SHARE])) {
    const key = keyOf(row);
    let fact = facts.get(key);
    if (!fact) facts.set(key, (fact = { amountField: row.amount_field, habits: new Map() }));
    if (row.source_id !== null) fact.habits.set(row.source_id, { share: row.share!, field: row.field });
  }
  return facts;
}

/** An event as it may go on, or why it waits. */
export type CheckedEvent = { readonly event: CanonicalEvent } | { readonly reason: ItemReason; readonly missing: MissingAmount };

/**
 * Gives an event without an amount the one of the field that somebody named for its type; where its sender always said how
 * much, and now does not, it waits: counted without its amount it would be a sale of nothing.
 */
export function checkAmount(facts: AmountFacts, sourceId: string, item: { readonly event: CanonicalEvent }): CheckedEvent {
  const { event } = item;
  if (event.amount !== null || facts.size === 0) return item;
  const fact = facts.get(keyOf(event));
  if (!fact) return item;
  const named = fact.amountField === null ? null : amountIn(event.properties, fact.amountField);
  if (named !== null) return { event: { ...event, amount: named } };
  const habit = fact.habits.get(sourceId);
  if (!habit) return item;
  const maybe = proposeAmountFields(event.properties, habit.field);
  const percent = Math.floor(habit.share * 100);
  const message = `The amount${habit.field === null ? '' : ` (field "${habit.field}")`} is missing; it was in ${percent} % of earlier events of "${event.name}"`
    + `${maybe[0] === undefined ? '.' : `; it looks as if it is now called "${maybe[0]}".`}`;
  return { reason: { code: 'missing_amount', field: habit.field, message }, missing: { eventType: event.name, was: habit.field, share: habit.share, maybe } };
}

/** Counts who says how much: events that were kept, of meanings that need an amount. */
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
    ON CONFLICT (workspace_id, source_id, event_type_id) DO UPDATE SET events = amount_habit.events + excluded.events,
       with_amount = amount_habit.with_amount + excluded.with_amount, field = coalesce(excluded.field, amount_habit.field)`, [tx.workspaceId, JSON.stringify([...sums.values()])]);
}

function keyOf({ kind, name }: { kind: string; name: string }): string {
  return `${kind} ${name}`;
}

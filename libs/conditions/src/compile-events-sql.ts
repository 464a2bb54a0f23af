import type { EventFilter, PropertyTest } from '@kelvin/contracts';
import { ACTIVITY_MEANINGS, PAID_MEANINGS, type DayNumber } from '@kelvin/kernel';
import { MAX_NUMBER_LENGTH, NUMBER_PATTERN, storableText } from './event-text.ts';
import { AMOUNT_PROPERTY, testText, UNCOUNTED_KINDS } from './matches-event.ts';

const PAID_SQL = `(${PAID_MEANINGS.map((meaning) => `'${meaning}'`).join(', ')})`;

/** Says of an event `e` of type `t` what `countedMeaning` says: text or null. */
export const COUNTED_MEANING_SQL = `CASE WHEN e.amount < 0 AND t.meaning IN ${PAID_SQL} THEN 'refund' ELSE t.meaning END`;

/** Says of what an event counts as, and of its amount, what `countedMoney` says. */
export function countedMoneySql(meaning: string, amount: string): string {
  return `greatest(CASE WHEN ${meaning} = 'refund' THEN abs(${amount}) ELSE ${amount} END, 0)`;
}

/** Which events to look through: those of one workspace on the days from the first to the last, both included. */
export interface EventsScope {
  readonly workspaceId: string;
  readonly timeZone: string;
  readonly fromDay: DayNumber;
  readonly untilDay: DayNumber;
  /** Only these customers; all when left out. */
  readonly customerIds?: readonly string[];
}

export interface CompiledSql {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

/**
 * A statement that lists per customer and day how many events match: `customer_id uuid, day int, n int`,
 * in no order; customers and days without any are left out. It says in SQL what `countByDay` says of a list of events.
 * Every value is a parameter, none of them is read as SQL.
 *
 * What asks for a meaning alone, or for any activity, is answered from the daily counts; those are as old as their
 * last rebuild when a meaning or the time zone has just been changed.
 */
export function compileEventsSql(filter: EventFilter | null, scope: EventsScope): CompiledSql {
  const { sql, parameters } = compileEventRowsSql(filter, scope);
  return { sql: `SELECT customer_id, day, sum(n)::int AS n FROM (${sql}) found GROUP BY customer_id, day`, parameters };
}

/**
 * The same for who adds up himself, or asks only whether there is anything: a customer may have several rows of one day.
 * Grouping millions of days takes longer than reading them.
 */
export function compileEventRowsSql(filter: EventFilter | null, scope: EventsScope): CompiledSql {
  if (filter === null) return compileDailyCounts([...ACTIVITY_MEANINGS], scope);
  if (filter.event.by === 'meaning' && filter.where.length === 0) return compileDailyCounts([filter.event.meaning], scope);
  return compileEvents(filter, scope);
}

function compileDailyCounts(meanings: readonly string[], { workspaceId, fromDay, untilDay, customerIds }: EventsScope): CompiledSql {
  const parameters: unknown[] = [workspaceId, fromDay, untilDay, meanings];
  const only = customerIds ? `AND d.profile_id = ANY(${profilesOf(`$${parameters.push(customerIds)}::uuid[]`)})` : '';
  return {
    sql: `
    SELECT p.customer_id, d.day, d.n::int AS n
      FROM metric m
      JOIN profile_day d ON d.workspace_id = $1 AND d.metric_id = m.id AND d.day BETWEEN $2::int AND $3::int ${only}
      JOIN profile p ON p.workspace_id = $1 AND p.id = d.profile_id
     WHERE m.workspace_id = $1 AND m.key = ANY($4::text[])`,
    parameters,
  };
}

/** The identities of some customers, as a list that the index on them can be asked with. */
function profilesOf(customerIds: string): string {
  return `ARRAY(SELECT o.id FROM profile o WHERE o.workspace_id = $1 AND o.customer_id = ANY(${customerIds}))`;
}

function compileEvents(filter: EventFilter, { workspaceId, timeZone, fromDay, untilDay, customerIds }: EventsScope): CompiledSql {
  const parameters: unknown[] = [workspaceId, fromDay, untilDay, timeZone];
  const bind = (value: unknown, type: string): string => `$${parameters.push(value)}::${type}`;
  const { ofType, ofEvent } = filter.event.by === 'meaning' ? compileMeaning(filter.event.meaning, bind(filter.event.meaning, 'text')) : { ofType: `o.name = ${bind(storableText(filter.event.name), 'text')}`, ofEvent: [] };
  const tests = [...ofEvent, ...filter.where.map((test) => compileTest(test, bind))].map((test) => `AND ${test}`);
  if (customerIds) tests.push(`AND e.profile_id = ANY(${profilesOf(bind(customerIds, 'uuid[]'))})`);
  // A day more on both sides lets whole months be skipped and is right for every zone; the day itself decides below. Types are
  // looked up first and compared as numbers, so that properties are opened of events of these types only.
  const sql = `
    SELECT p.customer_id, s.day, s.n::int AS n
      FROM (
        SELECT m.profile_id, m.day, count(*) FILTER (WHERE m.line_group IS NULL) + count(DISTINCT m.line_group) AS n
          FROM (
            SELECT e.profile_id, (e.occurred_at AT TIME ZONE $4::text)::date - date '1970-01-01' AS day,
                   CASE WHEN c.meaning IN ('order', 'refund') THEN c.meaning || ' ' || e.order_id END AS line_group
              FROM event e
              JOIN event_type t ON t.workspace_id = $1 AND t.id = e.event_type_id
              CROSS JOIN LATERAL (SELECT ${COUNTED_MEANING_SQL} AS meaning) c
             WHERE e.workspace_id = $1 AND e.noise IS NULL AND e.event_type_id = ANY(ARRAY(
                     SELECT o.id FROM event_type o WHERE o.workspace_id = $1 AND o.kind NOT IN (${UNCOUNTED_KINDS.map((kind) => `'${kind}'`).join(', ')}) AND ${ofType}))
               AND e.occurred_at >= (date '1970-01-01' + ($2::int - 1))::timestamp AT TIME ZONE 'UTC'
               AND e.occurred_at < (date '1970-01-01' + ($3::int + 2))::timestamp AT TIME ZONE 'UTC'
               ${tests.join('\n               ')}) m
         WHERE m.day BETWEEN $2::int AND $3::int
         GROUP BY m.profile_id, m.day) s
      JOIN profile p ON p.workspace_id = $1 AND p.id = s.profile_id`;
  return { sql, parameters };
}

/** Says the same as comparing with {@link COUNTED_MEANING_SQL}: what a type `o` has to be, and what its events have to hold. */
function compileMeaning(meaning: string, bound: string): { ofType: string; ofEvent: string[] } {
  if (meaning === 'refund') return { ofType: `(o.meaning = ${bound} OR o.meaning IN ${PAID_SQL})`, ofEvent: [`(t.meaning = ${bound} OR e.amount < 0)`] };
  return { ofType: `o.meaning = ${bound}`, ofEvent: PAID_MEANINGS.some((paid) => paid === meaning) ? ['coalesce(e.amount, 0) >= 0'] : [] };
}

/** Holds for the same events as `matchesEvent`'s test, and is never an error, whatever an event's properties hold. */
function compileTest(test: PropertyTest, bind: (value: unknown, type: string) => string): string {
  const property = storableText(test.property);
  const { exists, text } = property === AMOUNT_PROPERTY ? compileAmount() : compileProperty(bind(property, 'text'));
  switch (test.operator) {
    case 'exists': return exists;
    case 'missing': return `NOT (${exists})`;
    case 'is': return `${text} IS NOT DISTINCT FROM ${bind(testText(test), 'text')}`;
    case 'is_not': return `${text} IS DISTINCT FROM ${bind(testText(test), 'text')}`;
    case 'contains': return `coalesce(strpos(lower(${text} COLLATE pg_c_utf8), lower(${bind(testText(test), 'text')} COLLATE pg_c_utf8)) > 0, false)`;
    case 'at_least': return `${compileNumber(text)} >= ${bind(Number(test.value), 'float8')}`;
    case 'at_most': return `${compileNumber(text)} <= ${bind(Number(test.value), 'float8')}`;
  }
}

function compileAmount(): { exists: string; text: string } {
  return { exists: 'e.amount IS NOT NULL', text: 'trim_scale(e.amount::text::numeric)::text' };
}

function compileProperty(key: string): { exists: string; text: string } {
  return {
    exists: `e.properties ->> ${key} IS NOT NULL`,
    text: `CASE jsonb_typeof(e.properties -> ${key}) WHEN 'string' THEN e.properties ->> ${key} WHEN 'boolean' THEN e.properties ->> ${key}
                 WHEN 'number' THEN trim_scale((e.properties ->> ${key})::numeric)::text END`,
  };
}

/** Looks before it casts; what is no number is null, which is neither at least nor at most anything. */
function compileNumber(text: string): string {
  return `(CASE WHEN length(${text}) <= ${MAX_NUMBER_LENGTH} AND ${text} ~ '${NUMBER_PATTERN}' THEN (${text})::float8 END)`;
}

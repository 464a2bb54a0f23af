import { guessMeaning } from '@kelvin/connectors';
import type { CanonicalEvent } from '@kelvin/contracts';
import { dayOfZone, type Meaning } from '@kelvin/kernel';
import type { Tx } from '../../platform/db/db.ts';
import type { NormalisedEvent, TypedEvent } from './drain-items.shape.ts';

/** Names beyond this are gathered under one, so that a client that puts ids into names cannot fill the table. */
const MAX_EVENT_TYPES = 2_000;
const OVERFLOW_NAME = '(more names)';
const MAX_SAMPLE_CHARACTERS = 2_000;

interface TypeRow {
  id: number;
  kind: string;
  name: string;
  meaning: Meaning | null;
}

/**
 * Gives every event its type, making types for names never seen before with a guessed meaning, and counts them.
 * Runs under the drain lock, so the next free id is simply one more than the largest.
 */
export async function assignEventTypes(tx: Tx, events: readonly NormalisedEvent[], timeZone: string): Promise<TypedEvent[]> {
  const known = new Map<string, TypeRow>();
  let lastId = 0;
  for (const row of await tx.query<TypeRow>('SELECT id, kind, name, meaning FROM event_type WHERE workspace_id = $1', [tx.workspaceId])) {
    known.set(`${row.kind} ${row.name}`, row);
    lastId = Math.max(lastId, row.id);
  }
  const dayOf = dayOfZone(timeZone);
  const made: (TypeRow & { confidence: number })[] = [];
  const counted = new Map<number, { n: number; first: Date; last: Date; sample: CanonicalEvent }>();
  const typed = events.map((item): TypedEvent => {
    const { event } = item;
    let name = event.name;
    let type = known.get(`${event.kind} ${name}`);
    if (!type && known.size >= MAX_EVENT_TYPES) {
      name = OVERFLOW_NAME;
      type = known.get(`${event.kind} ${name}`);
    }
    if (!type) {
      const guess = guessMeaning(name, event.kind);
      const row = { id: (lastId += 1), kind: event.kind, name, meaning: guess.meaning, confidence: guess.confidence };
      known.set(`${event.kind} ${name}`, row);
      made.push(row);
      type = row;
    }
    const seen = counted.get(type.id);
    if (seen) {
      seen.n += 1;
      if (event.occurredAt < seen.first) seen.first = event.occurredAt;
      if (event.occurredAt > seen.last) seen.last = event.occurredAt;
    } else {
      counted.set(type.id, { n: 1, first: event.occurredAt, last: event.occurredAt, sample: event });
    }
    return { ...item, eventTypeId: type.id, meaning: type.meaning, day: dayOf(event.occurredAt.getTime()) };
  });
  await writeTypes(tx, made, counted);
  return typed;
}

async function writeTypes(tx: Tx, made: readonly (TypeRow & { confidence: number })[], counted: ReadonlyMap<number, { n: number; first: Date; last: Date; sample: CanonicalEvent }>): Promise<void> {
  if (made.length > 0) {
    const rows = made.map((type) => {
      const seen = counted.get(type.id)!;
      const sample = JSON.stringify(seen.sample.properties);
      return { ...type, first: seen.first, last: seen.last, sample: sample.length > MAX_SAMPLE_CHARACTERS ? {} : seen.sample.properties };
    });
    await tx.query(`
      INSERT INTO event_type (workspace_id, id, kind, name, meaning, guessed_meaning, guess_confidence, first_seen_at, last_seen_at, sample)
      SELECT $1, id, kind, name, meaning, meaning, confidence, first, last, sample
        FROM json_to_recordset($2) AS t(id int, kind text, name text, meaning text, confidence float8, first timestamptz, last timestamptz, sample jsonb)`,
    [tx.workspaceId, JSON.stringify(rows)]);
  }
  const counts = [...counted].sort(([a], [b]) => a - b).map(([id, seen]) => ({ id, n: seen.n, first: seen.first, last: seen.last }));
  await tx.query(`
    UPDATE event_type t SET event_count = t.event_count + c.n, first_seen_at = least(t.first_seen_at, c.first), last_seen_at = greatest(t.last_seen_at, c.last)
      FROM json_to_recordset($2) AS c(id int, n int, first timestamptz, last timestamptz)
     WHERE t.workspace_id = $1 AND t.id = c.id`, [tx.workspaceId, JSON.stringify(counts)]);
}

import { MS_PER_HOUR, type DayNumber } from '@kelvin/kernel';
import type { Tx } from '../../platform/db/db.ts';

/** After its return, people need this long to show up again: until then their bands are kept and their inactivity says nothing. */
const KEPT_AFTER_RETURN_MS = 24 * MS_PER_HOUR;
/** The events that tell where a customer comes from, and how far back they are looked for. */
const LAST_EVENTS = 10;
const LAST_EVENTS_DAYS = 400;
const NOBODY: ReadonlySet<string> = new Set();

/** A silence of a source, for screens. */
export interface SourceSilence {
  readonly sourceId: string;
  readonly name: string;
  readonly from: Date;
  /** First hour in which it was back; null while it is silent. */
  readonly to: Date | null;
  /** Until then customers keep their band; null while it is silent. */
  readonly keptUntil: Date | null;
}

/** Silences that went on at or after an instant, newest first. */
export async function listSilences(tx: Tx, since: Date): Promise<SourceSilence[]> {
  const rows = await tx.query<{ source_id: string; name: string; began_at: Date; ended_at: Date | null }>(`
    SELECT s.source_id, o.name, s.began_at, s.ended_at FROM source_silence s JOIN source o ON o.workspace_id = $1 AND o.id = s.source_id
     WHERE s.workspace_id = $1 AND (s.ended_at IS NULL OR s.ended_at > $2) ORDER BY s.began_at DESC, s.source_id`, [tx.workspaceId, since]);
  return rows.map((row) => ({
    sourceId: row.source_id, name: row.name, from: row.began_at, to: row.ended_at, keptUntil: row.ended_at && new Date(row.ended_at.getTime() + KEPT_AFTER_RETURN_MS),
  }));
}

/**
 * Which of these customers an outage hides: at least half of their last ten counted events came from a source that is
 * silent at this instant, or was until less than 24 hours before. They keep their band, and their inactivity fires
 * nothing. Costs one look at a small table while all sources send.
 */
export async function listHiddenCustomers(tx: Tx, customerIds: readonly string[], at: Date): Promise<ReadonlySet<string>> {
  const rows = await tx.query<{ source_id: string }>(
    'SELECT DISTINCT source_id FROM source_silence WHERE workspace_id = $1 AND began_at <= $2 AND (ended_at IS NULL OR ended_at > $3)',
    [tx.workspaceId, at, new Date(at.getTime() - KEPT_AFTER_RETURN_MS)]);
  return rows.length === 0 ? NOBODY : listCustomersOf(tx, customerIds, rows.map((row) => row.source_id), at);
}

/** The days on whose last moment a source was silent or just back, each with that moment and its sources: on other days nobody is hidden. */
export async function listHiddenDays(tx: Tx, days: readonly DayNumber[], timeZone: string): Promise<{ day: DayNumber; at: Date; sourceIds: string[] }[]> {
  const rows = await tx.query<{ day: number; at: Date; source_ids: string[] }>(`
    SELECT d.day, d.at, array_agg(DISTINCT s.source_id::text) AS source_ids
      FROM (SELECT day, (date '1970-01-01' + day + 1)::timestamp AT TIME ZONE $3 AS at FROM unnest($2::int[]) AS n(day)) d
      JOIN source_silence s ON s.workspace_id = $1 AND s.began_at < d.at AND (s.ended_at IS NULL OR s.ended_at + make_interval(hours => $4::int) > d.at)
     GROUP BY d.day, d.at ORDER BY d.day`, [tx.workspaceId, days, timeZone, KEPT_AFTER_RETURN_MS / MS_PER_HOUR]);
  return rows.map((row) => ({ day: row.day, at: row.at, sourceIds: row.source_ids }));
}

/**
 * Customers of whom at least half of the last ten counted events until an instant came from these sources. Profile and moment
 * are compared together, which only the primary key can answer: in a workspace that has just been filled, and of which the
 * planner knows nothing yet, an index by the moment alone looked as good, and read everybody's events for each customer.
 */
export async function listCustomersOf(tx: Tx, customerIds: readonly string[], sourceIds: readonly string[], at: Date): Promise<ReadonlySet<string>> {
  const rows = await tx.query<{ id: string }>(`
    SELECT c.id FROM unnest($2::uuid[]) AS c(id)
     CROSS JOIN LATERAL (
       SELECT e.source_id FROM profile p
         CROSS JOIN LATERAL (
           SELECT source_id, occurred_at FROM event
            WHERE workspace_id = $1 AND (profile_id, occurred_at) <= (p.id, $4::timestamptz)
              AND (profile_id, occurred_at) > (p.id, $4::timestamptz - make_interval(days => ${LAST_EVENTS_DAYS}))
              AND noise IS NULL AND NOT event_type_id = ANY($5::int[])
            ORDER BY profile_id DESC, occurred_at DESC LIMIT ${LAST_EVENTS}) e
        WHERE p.workspace_id = $1 AND p.customer_id = c.id ORDER BY e.occurred_at DESC LIMIT ${LAST_EVENTS}) last
     GROUP BY c.id HAVING 2 * count(*) FILTER (WHERE last.source_id = ANY($3::uuid[])) >= count(*)`,
  [tx.workspaceId, customerIds, sourceIds, at, await listUncountedTypes(tx)]);
  return new Set(rows.map((row) => row.id));
}

/** Types that describe a person and count nothing. */
async function listUncountedTypes(tx: Tx): Promise<number[]> {
  const rows = await tx.query<{ id: number }>(`SELECT id FROM event_type WHERE workspace_id = $1 AND kind IN ('identify', 'group', 'alias')`, [tx.workspaceId]);
  return rows.map((row) => row.id);
}

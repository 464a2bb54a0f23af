import type { SilentPeriod } from '@kelvin/scoring';
import { MS_PER_HOUR } from '@kelvin/kernel';
import type { Tx } from '../../platform/db/db.ts';

/** Whether a silence was told by when items were received, or, before a source's first delivery, by when its events occurred. */
export type SilenceBasis = 'received' | 'occurred';

/** Items of one source in one hour (counted from 1970-01-01 UTC). */
export interface HourlyItems {
  readonly sourceId: string;
  readonly hour: number;
  readonly items: number;
}

/** Sources that send by themselves and are switched on. Those filled from files are never silent. */
export async function listSendingSources(tx: Tx): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(`SELECT id FROM source WHERE workspace_id = $1 AND kind <> 'import' AND is_enabled`, [tx.workspaceId]);
  return rows.map((row) => row.id);
}

/**
 * Items received since an hour, in order of time. Counted from what became of them and what still waits, not from the
 * deliveries: the same figure (it is the no-loss equation) without reading any body's row.
 */
export async function listReceivedItems(tx: Tx, since: Date): Promise<HourlyItems[]> {
  const rows = await tx.query<{ source_id: string; hour: Date; items: string }>(`
    SELECT source_id, hour, sum(items) AS items FROM (
      SELECT source_id, hour, processed + rejected + parked + duplicates AS items FROM intake_outcome WHERE workspace_id = $1 AND hour >= $2
      UNION ALL
      SELECT source_id, date_trunc('hour', received_at, 'UTC'), items FROM delivery_pending WHERE workspace_id = $1 AND received_at >= $2
    ) part GROUP BY source_id, hour ORDER BY hour`, [tx.workspaceId, since]);
  return rows.map(toHourlyItems);
}

/** The hour of each source's first delivery. */
export async function listFirstHours(tx: Tx): Promise<Map<string, Date>> {
  const rows = await tx.query<{ source_id: string; hour: Date }>('SELECT source_id, min(hour) AS hour FROM intake_outcome WHERE workspace_id = $1 GROUP BY source_id', [tx.workspaceId]);
  return new Map(rows.map((row) => [row.source_id, row.hour]));
}

/**
 * Events that occurred since an instant and before their source's first delivery, by the hour in which they occurred, in order of
 * time; those that wait for repair have arrived too.
 */
export async function listEarlierEvents(tx: Tx, firstHours: ReadonlyMap<string, Date>, since: Date): Promise<HourlyItems[]> {
  const newest = new Date(Math.max(0, ...[...firstHours.values()].map((hour) => hour.getTime())));
  const rows = await tx.query<{ source_id: string; hour: Date; items: string }>(`
    SELECT e.source_id, date_trunc('hour', e.occurred_at, 'UTC') AS hour, count(*) AS items
      FROM (
        SELECT source_id, occurred_at FROM event WHERE workspace_id = $1 AND occurred_at >= $4 AND occurred_at < $5
        UNION ALL
        SELECT source_id, occurred_at FROM parked_item WHERE workspace_id = $1 AND occurred_at >= $4 AND occurred_at < $5 AND resolved_at IS NULL
      ) e JOIN unnest($2::uuid[], $3::timestamptz[]) AS f(source_id, first_hour) ON f.source_id = e.source_id AND e.occurred_at < f.first_hour
     GROUP BY 1, 2 ORDER BY 2`,
  [tx.workspaceId, [...firstHours.keys()], [...firstHours.values()], since, newest]);
  return rows.map(toHourlyItems);
}

/**
 * Makes the silences of one basis that began since an instant exactly those given, of the sources named. Answers whether
 * anything was otherwise.
 */
export async function replaceSilences(tx: Tx, basis: SilenceBasis, since: Date, found: ReadonlyMap<string, readonly SilentPeriod[]>): Promise<boolean> {
  const rows = [...found].flatMap(([sourceId, periods]) => periods.map(({ fromHour, toHour }) => ({ source_id: sourceId, began_at: atHour(fromHour), ended_at: toHour === null ? null : atHour(toHour) })));
  const parameters = [tx.workspaceId, basis, JSON.stringify(rows)] as const;
  const gone = await tx.query(`
    DELETE FROM source_silence s WHERE workspace_id = $1 AND basis = $2 AND source_id = ANY($4::uuid[]) AND began_at >= $5
       AND NOT EXISTS (SELECT 1 FROM json_to_recordset($3) AS f(source_id uuid, began_at timestamptz) WHERE f.source_id = s.source_id AND f.began_at = s.began_at)
    RETURNING 1`, [...parameters, [...found.keys()], since]);
  const written = await tx.query(`
    INSERT INTO source_silence (workspace_id, source_id, began_at, ended_at, basis)
    SELECT $1, source_id, began_at, ended_at, $2 FROM json_to_recordset($3) AS f(source_id uuid, began_at timestamptz, ended_at timestamptz)
     ORDER BY source_id, began_at
    ON CONFLICT (workspace_id, source_id, began_at) DO UPDATE SET ended_at = excluded.ended_at
     WHERE source_silence.ended_at IS DISTINCT FROM excluded.ended_at
    RETURNING 1`, parameters);
  return gone.length + written.length > 0;
}

/**
 * Ends what was left open: now, for sources that were switched off; in the past, for what began before an instant, after
 * which nobody looked at it again. Answers whether there was any.
 */
export async function endSilences(tx: Tx, stillSending: readonly string[], beganBefore: Date, now: Date): Promise<boolean> {
  const rows = await tx.query(`
    UPDATE source_silence SET ended_at = CASE WHEN began_at < $3 THEN $3::timestamptz ELSE $4::timestamptz END
     WHERE workspace_id = $1 AND ended_at IS NULL AND (NOT source_id = ANY($2::uuid[]) OR began_at < $3) RETURNING 1`, [tx.workspaceId, stillSending, beganBefore, now]);
  return rows.length > 0;
}

/** Notes that the admins are told of every silence that goes on and was not told yet; answers those. */
export async function tellSilences(tx: Tx, at: Date): Promise<{ sourceId: string; name: string; beganAt: Date }[]> {
  const rows = await tx.query<{ source_id: string; name: string; began_at: Date }>(`
    UPDATE source_silence s SET told_at = $2 FROM source o
     WHERE s.workspace_id = $1 AND s.ended_at IS NULL AND s.told_at IS NULL AND o.workspace_id = $1 AND o.id = s.source_id
    RETURNING s.source_id, o.name, s.began_at`, [tx.workspaceId, at]);
  return rows.map((row) => ({ sourceId: row.source_id, name: row.name, beganAt: row.began_at }));
}

function toHourlyItems(row: { source_id: string; hour: Date; items: string }): HourlyItems {
  return { sourceId: row.source_id, hour: row.hour.getTime() / MS_PER_HOUR, items: Number(row.items) };
}

function atHour(hour: number): string {
  return new Date(hour * MS_PER_HOUR).toISOString();
}

import type { DayNumber } from '@kelvin/kernel';
import type { Tx } from '../../platform/db/db.ts';
import { packRows } from './past-rows.shape.ts';

/** The last days stay unpacked, because they still change; one day more than {@link forgetPast} calls late, for clocks that differ. */
export const OPEN_DAYS = 3;
const LATE_DAYS = 2;

/**
 * Packs the days of profiles up to three days before `today`, so that the next scoring reads one row instead of hundreds.
 * The profile's own row is the lock: what adds to a past day changes that row first and then calls {@link forgetPast},
 * so nothing can be added between reading the days here and the commit. A profile that is being written to is left out.
 */
export async function packPasts(tx: Tx, profileIds: readonly string[], today: DayNumber): Promise<void> {
  const free = await tx.query<{ id: string }>('SELECT id FROM profile WHERE workspace_id = $1 AND id = ANY($2::uuid[]) ORDER BY id FOR SHARE SKIP LOCKED', [tx.workspaceId, profileIds]);
  if (free.length === 0) return;
  const untilDay = today - OPEN_DAYS;
  const rows = await tx.query<{ id: string; days: number[]; metrics: number[]; counts: number[]; totals: number[]; parts: number[] }>(`
    SELECT profile_id AS id, array_agg(day ORDER BY day, metric_id) AS days, array_agg(metric_id ORDER BY day, metric_id) AS metrics,
           array_agg(n ORDER BY day, metric_id) AS counts, array_agg(total ORDER BY day, metric_id) AS totals,
           array_agg(coalesce(parts, 0) ORDER BY day, metric_id) AS parts
      FROM profile_day WHERE workspace_id = $1 AND profile_id = ANY($2::uuid[]) AND day <= $3 GROUP BY profile_id ORDER BY profile_id`,
  [tx.workspaceId, free.map((row) => row.id), untilDay]);
  await tx.query(`
    INSERT INTO profile_past (workspace_id, profile_id, until_day, packed_days) SELECT $1, id, $3, packed FROM unnest($2::uuid[], $4::bytea[]) AS p(id, packed)
    ON CONFLICT (workspace_id, profile_id) DO UPDATE SET until_day = excluded.until_day, packed_days = excluded.packed_days`,
  [tx.workspaceId, rows.map((row) => row.id), untilDay, rows.map((row) => packRows({
    days: Int32Array.from(row.days), metrics: Int32Array.from(row.metrics), counts: Int32Array.from(row.counts), totals: Float64Array.from(row.totals), parts: Uint8Array.from(row.parts),
  }))]);
}

/** Throws away packed pasts that a change on a day as early as `day` makes wrong. Call it after the profiles' own rows were changed. */
export async function forgetPast(tx: Tx, changes: readonly { readonly profileId: string; readonly day: DayNumber }[], today: DayNumber): Promise<void> {
  const late = new Set<string>();
  for (const { profileId, day } of changes) if (day <= today - LATE_DAYS) late.add(profileId);
  if (late.size > 0) await tx.query('DELETE FROM profile_past WHERE workspace_id = $1 AND profile_id = ANY($2::uuid[])', [tx.workspaceId, [...late]]);
}

/** The same for profiles whose days are made anew altogether. Locks their rows, which such a change does not touch by itself. */
export async function forgetWholePast(tx: Tx, profileIds: readonly string[]): Promise<void> {
  await tx.query('SELECT id FROM profile WHERE workspace_id = $1 AND id = ANY($2::uuid[]) ORDER BY id FOR NO KEY UPDATE', [tx.workspaceId, profileIds]);
  await tx.query('DELETE FROM profile_past WHERE workspace_id = $1 AND profile_id = ANY($2::uuid[])', [tx.workspaceId, profileIds]);
}

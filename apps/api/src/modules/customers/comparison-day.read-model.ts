import { dayToIso, type DayNumber } from '@kelvin/kernel';
import type { Tx } from '../../platform/db/db.ts';

/** The newest day at or before `day` for which everybody has a score; the oldest there is when all are later; null without history. */
export async function comparisonDay(tx: Tx, day: DayNumber): Promise<string | null> {
  const [row] = await tx.query<{ on_day: string | null }>(`
    SELECT coalesce((SELECT max(on_day) FROM band_day WHERE workspace_id = $1 AND on_day <= $2::date), (SELECT min(on_day) FROM band_day WHERE workspace_id = $1))::text AS on_day`,
  [tx.workspaceId, dayToIso(day)]);
  return row?.on_day ?? null;
}

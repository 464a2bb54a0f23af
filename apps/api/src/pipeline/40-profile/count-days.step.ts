import { dayPartOfZone, isActivityMetric, lineGroupOf, type CurrencyRates } from '@kelvin/kernel';
import { metricsOf } from '@kelvin/profile';
import type { Tx } from '../../platform/db/db.ts';
import type { FlaggedEvent } from '../20-normalise/drain-items.shape.ts';
import { writeDayCounts, type DayCount } from './write-day-counts.ts';

/**
 * Adds the events to their profiles' daily counts. An order, and a refund, counts once a day, however many lines it came
 * in: its id is entered beside, and only new ids add to n, while every line adds its money, by `rates` where it is of another
 * currency. Of activity the part of the day is kept too. `pages` are the counts of
 * sections and moves, written in one go with the rest.
 */
export async function countDays(tx: Tx, events: readonly FlaggedEvent[], pages: readonly DayCount[], { timeZone, rates }: { readonly timeZone: string; readonly rates: CurrencyRates }): Promise<void> {
  const counted = events.filter((item) => item.noise === null && item.event.kind !== 'identify' && item.event.kind !== 'group' && item.event.kind !== 'alias');
  if (counted.length === 0) return;
  const newGroups = await enterGroups(tx, counted);
  const partOf = dayPartOfZone(timeZone);
  const counts = new Map<string, DayCount>();
  for (const item of counted) {
    const groupKey = groupKeyOf(item);
    const n = groupKey === null || newGroups.delete(groupKey) ? 1 : 0;
    const part = partOf(item.event.occurredAt.getTime());
    for (const { metric, total } of metricsOf(item.meaning, item.event, rates)) {
      const parts = isActivityMetric(metric) ? part : 0;
      const key = `${item.profileId}${item.day}/${metric}`;
      const count = counts.get(key);
      if (count) {
        count.n += n;
        count.total += total;
        count.parts |= parts;
      } else {
        counts.set(key, { profileId: item.profileId, day: item.day, metric, n, total, parts });
      }
    }
  }
  await writeDayCounts(tx, [...counts.values(), ...pages]);
}

function groupKeyOf(item: FlaggedEvent): string | null {
  const group = lineGroupOf(item.meaning, item.event);
  return group === null ? null : `${item.profileId}/${item.day}/${group}`;
}

async function enterGroups(tx: Tx, events: readonly FlaggedEvent[]): Promise<Set<string>> {
  const groups = new Map<string, { profile_id: string; day: number; order_id: string }>();
  for (const item of events) {
    const key = groupKeyOf(item);
    if (key !== null) groups.set(key, { profile_id: item.profileId, day: item.day, order_id: lineGroupOf(item.meaning, item.event)! });
  }
  if (groups.size === 0) return new Set();
  const rows = await tx.query<{ key: string }>(`
    INSERT INTO order_day (workspace_id, profile_id, day, order_id)
    SELECT $1, profile_id, day, order_id FROM json_to_recordset($2) AS o(profile_id uuid, day int, order_id text) ORDER BY profile_id, day, order_id COLLATE "C"
    ON CONFLICT DO NOTHING RETURNING profile_id::text || '/' || day::text || '/' || order_id AS key`, [tx.workspaceId, JSON.stringify([...groups.values()])]);
  return new Set(rows.map((row) => row.key));
}

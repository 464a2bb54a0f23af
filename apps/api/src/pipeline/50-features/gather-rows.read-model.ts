import type { DayNumber } from '@kelvin/kernel';
import type { DayRows } from '@kelvin/scoring';
import type { Tx } from '../../platform/db/db.ts';

/**
 * How far back a score looks. Rows older than this have faded below a hundredth of a point at the longest half-life,
 * and money and gaps look back a year.
 */
export const LOOKBACK_DAYS = 800;

/**
 * Daily rows of customers, all their profiles together, sorted by day; nothing after `untilDay`.
 * Postgres packs each customer into one text, because a value per row would cost Node more than the scoring itself.
 */
export async function gatherRows(tx: Tx, customerIds: readonly string[], untilDay: DayNumber, lookbackDays = LOOKBACK_DAYS): Promise<Map<string, DayRows>> {
  const rows = await tx.query<{ customer_id: string; packed: string }>(`
    SELECT p.customer_id, string_agg(d.day::text || ',' || d.metric_id::text || ',' || d.n::text || ',' || d.total::text, ';' ORDER BY d.day) AS packed
      FROM unnest($2::uuid[]) AS c(id)
      JOIN profile p ON p.workspace_id = $1 AND p.customer_id = c.id
      JOIN profile_day d ON d.workspace_id = $1 AND d.profile_id = p.id
     WHERE d.day BETWEEN $3 AND $4
     GROUP BY p.customer_id`, [tx.workspaceId, customerIds, untilDay - lookbackDays, untilDay]);
  return new Map(rows.map((row) => [row.customer_id, unpackRows(row.packed)]));
}

/** Reads `day,metric,n,total;…` into parallel arrays. */
export function unpackRows(packed: string): DayRows {
  const records = packed.split(';');
  const days = new Int32Array(records.length);
  const metrics = new Int32Array(records.length);
  const counts = new Float64Array(records.length);
  const totals = new Float64Array(records.length);
  for (let at = 0; at < records.length; at += 1) {
    const record = records[at]!;
    const first = record.indexOf(',');
    const second = record.indexOf(',', first + 1);
    const third = record.indexOf(',', second + 1);
    days[at] = Number(record.slice(0, first));
    metrics[at] = Number(record.slice(first + 1, second));
    counts[at] = Number(record.slice(second + 1, third));
    totals[at] = Number(record.slice(third + 1));
  }
  return { days, metrics, counts, totals };
}

/**
 * Walks all customers (not visitors) in portions, in the order of their ids from `after` on, with their rows: for the
 * workspace's figures, fitting and backfills.
 */
export async function* eachCustomerWithRows(
  tx: Tx, untilDay: DayNumber, lookbackDays = LOOKBACK_DAYS, portion = 2_000, startAfter = '00000000-0000-0000-0000-000000000000',
): AsyncGenerator<{ ids: string[]; rows: Map<string, DayRows> }> {
  let after = startAfter;
  for (;;) {
    const page = await tx.query<{ id: string }>(
      'SELECT id FROM customer WHERE workspace_id = $1 AND id > $2 AND merged_into IS NULL AND NOT is_visitor ORDER BY id LIMIT $3', [tx.workspaceId, after, portion]);
    if (page.length === 0) return;
    const ids = page.map((row) => row.id);
    yield { ids, rows: await gatherRows(tx, ids, untilDay, lookbackDays) };
    after = ids.at(-1)!;
  }
}

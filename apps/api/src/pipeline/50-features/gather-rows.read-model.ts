import type { DayNumber } from '@kelvin/kernel';
import type { DayRows } from '@kelvin/scoring';
import type { Tx } from '../../platform/db/db.ts';

/**
 * How far back a score looks. Rows older than this have faded below a hundredth of a point at the longest half-life,
 * and money and gaps look back a year.
 */
export const LOOKBACK_DAYS = 800;

interface PackedRows {
  readonly days: string;
  readonly metrics: string;
  readonly counts: string;
  readonly totals: string;
}

/**
 * Daily rows of customers, all their profiles together, sorted by day; nothing after `untilDay`.
 * Postgres packs each customer into four arrays: a value per row would cost Node more than the scoring itself, and one
 * text of all values costs Postgres twice as much as arrays of numbers do.
 */
export async function gatherRows(tx: Tx, customerIds: readonly string[], untilDay: DayNumber, lookbackDays = LOOKBACK_DAYS): Promise<Map<string, DayRows>> {
  const rows = await tx.query<PackedRows & { customer_id: string }>(`
    SELECT p.customer_id, array_agg(d.day)::text AS days, array_agg(d.metric_id)::text AS metrics, array_agg(d.n)::text AS counts, array_agg(d.total)::text AS totals
      FROM unnest($2::uuid[]) AS c(id)
      JOIN profile p ON p.workspace_id = $1 AND p.customer_id = c.id
      JOIN profile_day d ON d.workspace_id = $1 AND d.profile_id = p.id
     WHERE d.day BETWEEN $3 AND $4
     GROUP BY p.customer_id`, [tx.workspaceId, customerIds, untilDay - lookbackDays, untilDay]);
  return new Map(rows.map((row) => [row.customer_id, unpackRows(row)]));
}

/** Reads `{1,2,3}` four times into parallel arrays, sorted by day: the rows of one profile come in order, those of several may not. */
export function unpackRows(packed: PackedRows): DayRows {
  const days = new Int32Array(numbersOf(packed.days));
  const metrics = new Int32Array(numbersOf(packed.metrics));
  const counts = new Float64Array(numbersOf(packed.counts));
  const totals = new Float64Array(numbersOf(packed.totals));
  if (isSorted(days)) return { days, metrics, counts, totals };
  const order = Array.from(days.keys()).sort((a, b) => days[a]! - days[b]!);
  return {
    days: Int32Array.from(order, (at) => days[at]!), metrics: Int32Array.from(order, (at) => metrics[at]!),
    counts: Float64Array.from(order, (at) => counts[at]!), totals: Float64Array.from(order, (at) => totals[at]!),
  };
}

/** A text of array that holds finite numbers only is JSON but for its brackets. */
function numbersOf(text: string): number[] {
  return JSON.parse(`[${text.slice(1, -1)}]`) as number[];
}

function isSorted(days: Int32Array): boolean {
  for (let at = 1; at < days.length; at += 1) if (days[at - 1]! > days[at]!) return false;
  return true;
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

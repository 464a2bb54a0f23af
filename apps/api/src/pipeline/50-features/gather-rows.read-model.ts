import type { DayNumber } from '@kelvin/kernel';
import type { DayRows } from '@kelvin/scoring';
import type { Tx } from '../../platform/db/db.ts';
import { unpackRows, type PastRows } from '../40-profile/past-rows.shape.ts';
import { KnownPasts, type KnownPast } from './known-pasts.port.ts';

/**
 * How far back a score looks. Rows older than this have faded below a hundredth of a point at the longest half-life,
 * and money and gaps look back a year.
 */
export const LOOKBACK_DAYS = 800;

interface ProfileRow {
  readonly customer_id: string;
  readonly profile_id: string;
  /** Null also where the version is the one that is known already. */
  readonly packed: Buffer | null;
  readonly past_version: string | null;
  readonly days: string | null;
  readonly metrics: string;
  readonly counts: string;
  readonly totals: string;
}

export interface GatheredRows {
  /** By customer, sorted by day; who has no rows is missing. */
  readonly rows: Map<string, DayRows>;
  /** Profiles with so many unpacked days that packing them pays (`packPasts`). */
  readonly longPasts: string[];
}

/** Fewer rows than this are read as fast unpacked. */
const LONG_PAST_ROWS = 64;
/** Rows this young are left unpacked, so they say nothing about the past. */
const OPEN_DAYS = 3;

/**
 * Daily rows of customers, all their profiles together; nothing after `untilDay`. What was packed is read as it lies;
 * the days since then come in four arrays a profile: a value per row would cost Node more than the scoring itself, and
 * one text of all values costs Postgres twice as much as arrays of numbers do. Whoever gathers the same customers again and
 * again hands in the pasts he knows.
 */
export async function gatherRows(tx: Tx, customerIds: readonly string[], untilDay: DayNumber, lookbackDays = LOOKBACK_DAYS, pasts = new KnownPasts()): Promise<GatheredRows> {
  const fromDay = untilDay - lookbackDays;
  const known = pasts.of(customerIds);
  // Where a row lies and who wrote it tell its versions apart, also those of one transaction.
  const profiles = await tx.query<ProfileRow>(`
    SELECT p.customer_id, p.id AS profile_id, v.past_version, CASE WHEN v.past_version IS DISTINCT FROM k.version THEN past.packed END AS packed, d.days, d.metrics, d.counts, d.totals
      FROM unnest($2::uuid[]) AS c(id)
      JOIN profile p ON p.workspace_id = $1 AND p.customer_id = c.id
      LEFT JOIN profile_past past ON past.workspace_id = $1 AND past.profile_id = p.id
      LEFT JOIN unnest($5::uuid[], $6::text[]) AS k(profile_id, version) ON k.profile_id = p.id
      CROSS JOIN LATERAL (SELECT past.xmin::text || past.ctid::text AS past_version) v
      CROSS JOIN LATERAL (
        SELECT array_agg(d.day)::text AS days, array_agg(d.metric_id)::text AS metrics, array_agg(d.n)::text AS counts, array_agg(d.total)::text AS totals
          FROM profile_day d
         WHERE d.workspace_id = $1 AND d.profile_id = p.id AND d.day >= greatest($3, past.until_day + 1) AND d.day <= $4) d
     WHERE d.days IS NOT NULL OR past.profile_id IS NOT NULL`, [tx.workspaceId, customerIds, fromDay, untilDay, [...known.keys()], [...known.values()].map(({ version }) => version)]);
  const used = new Map<string, (KnownPast & { profileId: string })[]>();
  const parts = new Map<string, PastRows[]>();
  const longPasts: string[] = [];
  const add = (customerId: string, rows: PastRows): void => {
    if (rows.days.length === 0) return;
    const list = parts.get(customerId);
    if (list) list.push(rows);
    else parts.set(customerId, [rows]);
  };
  for (const row of profiles) {
    if (row.past_version !== null) {
      const packed = row.packed ?? known.get(row.profile_id)!.packed;
      add(row.customer_id, unpackRows(packed, fromDay, untilDay));
      const list = used.get(row.customer_id) ?? [];
      used.set(row.customer_id, list);
      list.push({ profileId: row.profile_id, version: row.past_version, packed });
    }
    if (row.days === null) continue;
    const fresh = readArrays(row);
    add(row.customer_id, fresh);
    if (fresh.days.length >= LONG_PAST_ROWS && fresh.days[LONG_PAST_ROWS - 1]! <= untilDay - OPEN_DAYS) longPasts.push(row.profile_id);
  }
  for (const [customerId, list] of used) pasts.keep(customerId, list);
  return { rows: new Map([...parts].map(([id, list]) => [id, joinRows(list)])), longPasts };
}

/** Reads `{1,2,3}` four times into parallel arrays. */
function readArrays({ days, metrics, counts, totals }: ProfileRow): PastRows {
  return { days: Int32Array.from(numbersOf(days!)), metrics: Int32Array.from(numbersOf(metrics)), counts: Int32Array.from(numbersOf(counts)), totals: Float64Array.from(numbersOf(totals)) };
}

/** A text of array that holds finite numbers only is JSON but for its brackets. */
function numbersOf(text: string): number[] {
  return JSON.parse(`[${text.slice(1, -1)}]`) as number[];
}

/** One after the other, and by day: the rows of one profile come in order, those of several may not. */
export function joinRows(parts: readonly PastRows[]): DayRows {
  if (parts.length === 1 && isSorted(parts[0]!.days)) return parts[0]!;
  const length = parts.reduce((sum, part) => sum + part.days.length, 0);
  const joined = { days: new Int32Array(length), metrics: new Int32Array(length), counts: new Int32Array(length), totals: new Float64Array(length) };
  let at = 0;
  for (const part of parts) {
    joined.days.set(part.days, at);
    joined.metrics.set(part.metrics, at);
    joined.counts.set(part.counts, at);
    joined.totals.set(part.totals, at);
    at += part.days.length;
  }
  if (isSorted(joined.days)) return joined;
  const order = Int32Array.from({ length }, (_unused, row) => row).sort((a, b) => joined.days[a]! - joined.days[b]! || a - b);
  return { days: order.map((row) => joined.days[row]!), metrics: order.map((row) => joined.metrics[row]!), counts: order.map((row) => joined.counts[row]!), totals: Float64Array.from(order, (row) => joined.totals[row]!) };
}

function isSorted(days: Int32Array): boolean {
  for (let at = 1; at < days.length; at += 1) if (days[at - 1]! > days[at]!) return false;
  return true;
}

/**
 * Walks all customers (neither visitors nor the excluded) in portions, in the order of their ids from `after` on, with their rows: for the
 * workspace's figures, fitting and backfills.
 */
export async function* eachCustomerWithRows(
  tx: Tx, untilDay: DayNumber, lookbackDays = LOOKBACK_DAYS, portion = 2_000, startAfter = '00000000-0000-0000-0000-000000000000',
): AsyncGenerator<{ ids: string[]; rows: Map<string, DayRows> }> {
  let after = startAfter;
  for (;;) {
    const page = await tx.query<{ id: string }>(
      'SELECT id FROM customer WHERE workspace_id = $1 AND id > $2 AND merged_into IS NULL AND NOT is_visitor AND NOT is_excluded ORDER BY id LIMIT $3', [tx.workspaceId, after, portion]);
    if (page.length === 0) return;
    const ids = page.map((row) => row.id);
    yield { ids, rows: (await gatherRows(tx, ids, untilDay, lookbackDays)).rows };
    after = ids.at(-1)!;
  }
}

import type { DayNumber } from '@kelvin/kernel';
import type { DayRows } from '@kelvin/scoring';
import type { Tx } from '../../platform/db/db.ts';
import { OPEN_DAYS } from '../40-profile/pack-past.port.ts';
import { countPacked, makeRoom, unpackRows, type PastRows } from '../40-profile/past-rows.shape.ts';
import { KnownPasts, type KnownPast } from './known-pasts.port.ts';

/**
 * How far back a score looks. Rows older than this have faded below a hundredth of a point at the longest half-life,
 * and money and gaps look back a year. Of who did nothing since, `addSilentPasts` tells when he last did.
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
  readonly parts: string;
}

export interface GatheredRows {
  /** By customer, sorted by day; who has no rows is missing. */
  readonly rows: Map<string, DayRows>;
  /** Profiles with so many unpacked days that packing them pays (`packPasts`). */
  readonly longPasts: string[];
}

/** Fewer rows than this are read as fast unpacked. */
const LONG_PAST_ROWS = 64;

/**
 * Daily rows of customers, all their profiles together; nothing after `untilDay`. What was packed is read as it lies;
 * the days since then come in five arrays a profile: a value per row would cost Node more than the scoring itself, and
 * one text of all values costs Postgres twice as much as arrays of numbers do. Whoever gathers the same customers again and
 * again hands in the pasts he knows.
 */
export async function gatherRows(tx: Tx, customerIds: readonly string[], untilDay: DayNumber, lookbackDays = LOOKBACK_DAYS, pasts = new KnownPasts()): Promise<GatheredRows> {
  const fromDay = untilDay - lookbackDays;
  const known = pasts.of(customerIds);
  // Where a row lies and who wrote it tell its versions apart, also those of one transaction.
  const profiles = await tx.query<ProfileRow>(`
    SELECT p.customer_id, p.id AS profile_id, v.past_version, CASE WHEN v.past_version IS DISTINCT FROM k.version THEN past.packed_days END AS packed, d.days, d.metrics, d.counts, d.totals, d.parts
      FROM unnest($2::uuid[]) AS c(id)
      JOIN profile p ON p.workspace_id = $1 AND p.customer_id = c.id
      LEFT JOIN profile_past past ON past.workspace_id = $1 AND past.profile_id = p.id
      LEFT JOIN unnest($5::uuid[], $6::text[]) AS k(profile_id, version) ON k.profile_id = p.id
      CROSS JOIN LATERAL (SELECT past.xmin::text || past.ctid::text AS past_version) v
      CROSS JOIN LATERAL (
        SELECT array_agg(d.day)::text AS days, array_agg(d.metric_id)::text AS metrics, array_agg(d.n)::text AS counts, array_agg(d.total)::text AS totals,
               array_agg(coalesce(d.parts, 0))::text AS parts
          FROM profile_day d
         WHERE d.workspace_id = $1 AND d.profile_id = p.id AND d.day >= greatest($3, past.until_day + 1) AND d.day <= $4) d
     WHERE d.days IS NOT NULL OR past.profile_id IS NOT NULL`, [tx.workspaceId, customerIds, fromDay, untilDay, [...known.keys()], [...known.values()].map(({ version }) => version)]);
  const read = profiles.map((row) => readProfile(row, known));
  const byCustomer = new Map<string, ReadProfile[]>();
  for (const profile of read) {
    const others = byCustomer.get(profile.customerId);
    if (others) others.push(profile);
    else byCustomer.set(profile.customerId, [profile]);
  }
  // One room for all of them: an array of its own for each would cost more to make and to clear away than to fill.
  const room = makeRoom(read.reduce((sum, { past, days }) => sum + days.length + (past === null ? 0 : countPacked(past.packed)), 0));
  const rows = new Map<string, DayRows>();
  let end = 0;
  for (const [customerId, itsProfiles] of byCustomer) {
    const begin = end;
    for (const { past, days, metrics, counts, totals, parts } of itsProfiles) {
      if (past !== null) end = unpackRows(past.packed, fromDay, untilDay, room, end);
      room.days.set(days, end);
      room.metrics.set(metrics, end);
      room.counts.set(counts, end);
      room.totals.set(totals, end);
      room.parts.set(parts, end);
      end += days.length;
    }
    if (end > begin) rows.set(customerId, sortByDay(partOf(room, begin, end)));
    const pastsOfCustomer = itsProfiles.flatMap(({ past }) => past ?? []);
    if (pastsOfCustomer.length > 0) pasts.keep(customerId, pastsOfCustomer);
  }
  const isLong = ({ days }: ReadProfile): boolean => days.length >= LONG_PAST_ROWS && days[LONG_PAST_ROWS - 1]! <= untilDay - OPEN_DAYS;
  return { rows, longPasts: read.filter(isLong).map(({ profileId }) => profileId) };
}

interface ReadProfile {
  readonly customerId: string;
  readonly profileId: string;
  readonly past: (KnownPast & { readonly profileId: string }) | null;
  readonly days: readonly number[];
  readonly metrics: readonly number[];
  readonly counts: readonly number[];
  readonly totals: readonly number[];
  readonly parts: readonly number[];
}

const NO_NUMBERS: readonly number[] = [];

function readProfile(row: ProfileRow, known: ReadonlyMap<string, KnownPast>): ReadProfile {
  const { customer_id: customerId, profile_id: profileId, past_version: version } = row;
  const past = version === null ? null : { profileId, version, packed: row.packed ?? known.get(profileId)!.packed };
  if (row.days === null) return { customerId, profileId, past, days: NO_NUMBERS, metrics: NO_NUMBERS, counts: NO_NUMBERS, totals: NO_NUMBERS, parts: NO_NUMBERS };
  return { customerId, profileId, past, days: numbersOf(row.days), metrics: numbersOf(row.metrics), counts: numbersOf(row.counts), totals: numbersOf(row.totals), parts: numbersOf(row.parts) };
}

/** `{1,2,3}`: a text of array that holds finite numbers only is JSON but for its brackets. */
function numbersOf(text: string): number[] {
  return JSON.parse(`[${text.slice(1, -1)}]`) as number[];
}

function partOf({ days, metrics, counts, totals, parts }: PastRows, begin: number, end: number): PastRows {
  return { days: days.subarray(begin, end), metrics: metrics.subarray(begin, end), counts: counts.subarray(begin, end), totals: totals.subarray(begin, end), parts: parts.subarray(begin, end) };
}

/** The rows of one profile come in order, those of several may not. */
function sortByDay(rows: PastRows): PastRows {
  const { days, metrics, counts, totals, parts } = rows;
  if (isSorted(days)) return rows;
  const order = Int32Array.from({ length: days.length }, (_unused, row) => row).sort((a, b) => days[a]! - days[b]! || a - b);
  return { days: order.map((row) => days[row]!), metrics: order.map((row) => metrics[row]!), counts: order.map((row) => counts[row]!), totals: Float64Array.from(order, (row) => totals[row]!), parts: Uint8Array.from(order, (row) => parts[row]!) };
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

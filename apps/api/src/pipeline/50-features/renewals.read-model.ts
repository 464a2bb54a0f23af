import { renewalDayOf } from '@kelvin/connectors';
import { dayOfZone, type DayNumber } from '@kelvin/kernel';
import type { DayRows, MetricIndex } from '@kelvin/scoring';
import type { Tx } from '../../platform/db/db.ts';
import type { WorkspaceFacts } from '../../platform/db/workspace-facts.ts';

/** A renewal, and the day from which on it was known. */
export interface KnownRenewal {
  readonly knownDay: DayNumber;
  readonly renewalDay: DayNumber;
}

/** Of which customers, and from which day on; nothing after `untilDay` is read. */
export interface RenewalQuestion {
  readonly customers: readonly { readonly id: string; readonly fromDay: DayNumber }[];
  readonly untilDay: DayNumber;
}

const METRIC = 'renewal_date';
/** News of renewals of one identity that are read back from the newest: a billing system that repeats itself daily fills half a year. */
const MOST_EACH = 200;

/**
 * Renewals by customer, in the order in which they became known; customers without any are missing. Only a B2B workspace
 * has contracts, so everybody else is asked nothing. Noise does not count.
 */
export async function listRenewals(tx: Tx, facts: Pick<WorkspaceFacts, 'business' | 'timeZone'>, { customers, untilDay }: RenewalQuestion): Promise<Map<string, KnownRenewal[]>> {
  if (facts.business !== 'b2b' || customers.length === 0) return new Map();
  const types = await tx.query<{ id: number }>('SELECT id FROM event_type WHERE workspace_id = $1 AND meaning = $2', [tx.workspaceId, METRIC]);
  if (types.length === 0) return new Map();
  const rows = await tx.query<{ customer_id: string; occurred_at: Date; properties: Record<string, unknown>; stated_at: unknown }>(`
    SELECT c.id AS customer_id, e.occurred_at, e.properties, e.stated_at
      FROM unnest($2::uuid[], $3::int[]) AS c(id, from_day)
      JOIN profile p ON p.workspace_id = $1 AND p.customer_id = c.id
     CROSS JOIN LATERAL (
       SELECT e.occurred_at, e.properties, e.context -> 'originalTimestamp' AS stated_at FROM event e
        WHERE e.workspace_id = $1 AND e.profile_id = p.id AND e.event_type_id = ANY($4::int[]) AND e.noise IS NULL
          AND e.occurred_at >= (date '1970-01-01' + c.from_day)::timestamp AT TIME ZONE $6 AND e.occurred_at < (date '1970-01-01' + $5::int + 1)::timestamp AT TIME ZONE $6
        ORDER BY e.occurred_at DESC LIMIT $7) e
     ORDER BY e.occurred_at`,
  [tx.workspaceId, customers.map(({ id }) => id), customers.map(({ fromDay }) => fromDay), types.map(({ id }) => id), untilDay, facts.timeZone, MOST_EACH]);
  const dayOf = dayOfZone(facts.timeZone);
  const renewals = new Map<string, KnownRenewal[]>();
  for (const { customer_id: id, occurred_at: occurredAt, properties, stated_at: statedAt } of rows) {
    const occurredAtMs = occurredAt.getTime();
    const known = { knownDay: dayOf(occurredAtMs), renewalDay: renewalDayOf(properties, { occurredAtMs, statedAt }, dayOf) };
    const list = renewals.get(id);
    if (list) list.push(known);
    else renewals.set(id, [known]);
  }
  return renewals;
}

/**
 * Those of some customers whose daily rows tell of a renewal, so that nobody else's events are looked through; asked from
 * the newest such day on, or from the oldest where every day of the past is scored.
 */
export function customersWithRenewals(rows: ReadonlyMap<string, DayRows>, index: MetricIndex, since: 'newest' | 'oldest'): RenewalQuestion['customers'] {
  const metric = index.intern(METRIC);
  return [...rows].flatMap(([id, { days, metrics }]) => {
    const found = since === 'newest' ? Array.prototype.lastIndexOf.call(metrics, metric) : Array.prototype.indexOf.call(metrics, metric);
    return found < 0 ? [] : [{ id, fromDay: days[found]! }];
  });
}

/** The renewal that was known on a day: what the newest news until then said. */
export function renewalOn(known: readonly KnownRenewal[] | undefined, day: DayNumber): DayNumber | null {
  return known?.findLast(({ knownDay }) => knownDay <= day)?.renewalDay ?? null;
}

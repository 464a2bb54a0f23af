import type { Customer, CustomerEvents, ListCustomerEvents, Reason, TimelineEvent } from '@kelvin/contracts';
import { AppError, dayToIso, type Clock, type DayNumber } from '@kelvin/kernel';
import { DEFAULT_BAND_LIMITS } from '@kelvin/scoring';
import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { LOOKBACK_DAYS } from '../../pipeline/50-features/gather-rows.read-model.ts';
import { listRenewals, renewalOn } from '../../pipeline/50-features/renewals.read-model.ts';
import { asOfDayOf } from '../../pipeline/60-score/as-of.read-model.ts';
import { Db, type Tx } from '../../platform/db/db.ts';
import { CLOCK } from '../../platform/http/runtime.module.ts';
import type { RequestContext } from '../../platform/security/request-context.ts';
import { listMerges } from './customer-merges.read-model.ts';
import { createCustomerNotFoundError } from './customer.errors.ts';
import { CUSTOMER_COLUMNS, toCustomerRow, type CustomerRecord } from './customer.mapper.ts';

const MAX_PROFILES = 100;
const MAX_FACETS = 200;
const cursorSchema = z.tuple([z.iso.datetime(), z.guid()]);

interface FullRecord extends CustomerRecord {
  phone: string | null; is_visitor: boolean; is_excluded: boolean; merged_into: string | null; first_seen_at: Date; band_since_day: number | null; value_at_risk: number | null;
  ledger: (Reason & { group: string | null; kind: string })[] | null;
  state: { activity?: { daysSinceLast: number | null; usualGapDays: number; silence: number } } | null;
}

/** Everything the page of one customer shows. */
@Injectable()
export class CustomerPageReadModel {
  constructor(private readonly db: Db, @Inject(CLOCK) private readonly clock: Clock) {}

  /** Throws `customer.not_found`. A merged customer is found too and says into whom. */
  async get(ctx: RequestContext, id: string): Promise<Customer> {
    return this.db.transaction(ctx, async (tx) => {
      const [row] = await tx.query<FullRecord>(`
        SELECT ${CUSTOMER_COLUMNS}, c.phone, c.is_visitor, c.is_excluded, c.merged_into, c.first_seen_at, c.band_since_day, c.value_at_risk, s.ledger, s.state
          FROM customer c LEFT JOIN score s ON s.workspace_id = $1 AND s.customer_id = c.id WHERE c.workspace_id = $1 AND c.id = $2`, [ctx.workspaceId, id]);
      if (!row) throw createCustomerNotFoundError();
      const identities = await listIdentities(tx, id);
      const activity = row.state?.activity;
      return {
        ...toCustomerRow(row), phone: row.phone, isVisitor: row.is_visitor, mergedInto: row.merged_into,
        exclusion: row.is_excluded ? await findExclusion(tx, id) : null, renewal: await findRenewal(tx, ctx, id, asOfDayOf(ctx, this.clock.now())), firstSeenAt: row.first_seen_at.toISOString(),
        eventCount: identities.reduce((sum, identity) => sum + identity.eventCount, 0),
        bandSinceDay: row.band_since_day === null ? null : dayToIso(row.band_since_day),
        silence: activity && activity.daysSinceLast !== null ? { days: activity.daysSinceLast, usualGapDays: activity.usualGapDays, ratio: activity.silence } : null,
        revenueAtRisk: row.value_at_risk,
        ledger: (row.ledger ?? []).map((entry) => ({ ...entry, group: entry.group ?? '' })),
        asOf: (ctx.asOf ?? this.clock.now()).toISOString(), identities,
        merges: await listMerges(tx, id), ...await listFacts(tx, identities.map((identity) => identity.profileId)),
        bandLimits: { hot: DEFAULT_BAND_LIMITS.hotPoints, warm: DEFAULT_BAND_LIMITS.warmPoints },
      };
    });
  }

  /** Events of all the customer's profiles, newest first. `before` is the cursor the last page gave. */
  async events(ctx: RequestContext, id: string, page: ListCustomerEvents): Promise<CustomerEvents> {
    const cursor = page.before === undefined ? null : parseCursor(page.before);
    // Profile by profile, each in the order of its key: together they would be read whole and sorted.
    const rows = await this.db.read<EventRecord>(ctx, `
      SELECT e.source_id || '.' || e.message_key AS id, t.name, t.kind, t.meaning, e.occurred_at, e.received_at, s.name AS source, e.amount, e.currency, e.noise, e.properties, e.context, e.message_key
        FROM profile p
        CROSS JOIN LATERAL (
          SELECT * FROM event e WHERE e.workspace_id = $1 AND e.profile_id = p.id
             AND ($3::timestamptz IS NULL OR e.occurred_at <= $3) AND ($3::timestamptz IS NULL OR e.occurred_at < $3 OR e.message_key < $4)
             AND ($5::text IS NULL OR e.event_type_id IN (SELECT m.id FROM event_type m WHERE m.workspace_id = $1 AND m.meaning = $5))
           ORDER BY e.occurred_at DESC, e.message_key DESC LIMIT $6) e
        JOIN event_type t ON t.workspace_id = $1 AND t.id = e.event_type_id LEFT JOIN source s ON s.workspace_id = $1 AND s.id = e.source_id
       WHERE p.workspace_id = $1 AND p.customer_id = $2
       ORDER BY e.occurred_at DESC, e.message_key DESC LIMIT $6`,
    [ctx.workspaceId, id, cursor?.at ?? null, cursor?.key ?? null, page.meaning ?? null, page.limit + 1]);
    const shown = rows.slice(0, page.limit);
    const last = shown.at(-1);
    return { items: shown.map(toTimelineEvent), next: rows.length > page.limit && last ? `${last.occurred_at.toISOString()}_${last.message_key}` : null };
  }
}

interface EventRecord {
  id: string; name: string; kind: string; meaning: string | null; occurred_at: Date; received_at: Date; source: string | null; amount: number | null; currency: string | null;
  noise: string | null; properties: Record<string, unknown>; context: Record<string, unknown>; message_key: string;
}

function toTimelineEvent(row: EventRecord): TimelineEvent {
  return {
    id: row.id, name: row.name, kind: row.kind, meaning: row.meaning, occurredAt: row.occurred_at.toISOString(), receivedAt: row.received_at.toISOString(), source: row.source ?? '',
    amount: row.amount, currency: row.currency, noise: row.noise, properties: row.properties, context: row.context,
  };
}

function parseCursor(text: string): { at: string; key: string } {
  const parsed = cursorSchema.safeParse(text.split('_'));
  if (!parsed.success) throw new AppError('invalid', 'customer.bad_cursor', 'This page of events cannot be found. Open the customer again.');
  const [at, key] = parsed.data;
  return { at, key };
}

async function listIdentities(tx: Tx, customerId: string): Promise<Customer['identities']> {
  const profiles = await tx.query<{ id: string; kind: string; key: string; first_seen_at: Date; last_seen_at: Date; event_count: string }>(
    'SELECT id, kind, key, first_seen_at, last_seen_at, event_count FROM profile WHERE workspace_id = $1 AND customer_id = $2 ORDER BY first_seen_at, id LIMIT $3', [tx.workspaceId, customerId, MAX_PROFILES]);
  const identifiers = await tx.query<{ profile_id: string; kind: string; value: string }>(
    'SELECT profile_id, kind, value FROM identifier WHERE workspace_id = $1 AND profile_id = ANY($2::uuid[]) ORDER BY first_seen_at, value', [tx.workspaceId, profiles.map((row) => row.id)]);
  return profiles.map((row) => ({
    profileId: row.id, kind: row.kind, key: row.key, firstSeenAt: row.first_seen_at.toISOString(), lastSeenAt: row.last_seen_at.toISOString(), eventCount: Number(row.event_count),
    identifiers: identifiers.filter((one) => one.profile_id === row.id).map(({ kind, value }) => ({ kind, value })),
  }));
}

/** The next renewal of a contract, as the scorer knows it; null where there is none, or where it has passed. */
async function findRenewal(tx: Tx, ctx: RequestContext, customerId: string, asOfDay: DayNumber): Promise<Customer['renewal']> {
  const renewals = await listRenewals(tx, ctx, { customers: [{ id: customerId, fromDay: asOfDay - LOOKBACK_DAYS }], untilDay: asOfDay });
  const day = renewalOn(renewals.get(customerId), asOfDay);
  return day === null || day < asOfDay ? null : { day: dayToIso(day), inDays: day - asOfDay };
}

/** Since when, and by whom: of several profiles' exclusions the oldest in force. */
async function findExclusion(tx: Tx, customerId: string): Promise<Customer['exclusion']> {
  const [row] = await tx.query<{ excluded_at: Date; name: string | null }>(`
    SELECT x.excluded_at, u.name FROM profile p
      JOIN exclusion x ON x.workspace_id = $1 AND x.profile_id = p.id AND x.included_at IS NULL LEFT JOIN user_account u ON u.id = x.excluded_by
     WHERE p.workspace_id = $1 AND p.customer_id = $2 ORDER BY x.excluded_at LIMIT 1`, [tx.workspaceId, customerId]);
  return row ? { at: row.excluded_at.toISOString(), by: row.name } : null;
}

async function listFacts(tx: Tx, profileIds: readonly string[]): Promise<Pick<Customer, 'traits' | 'consents' | 'facets'>> {
  const traits = await tx.query<{ name: string; value: unknown; occurred_at: Date; source: string | null }>(`
    SELECT DISTINCT ON (t.name) t.name, t.value, t.occurred_at, s.name AS source FROM trait t LEFT JOIN source s ON s.workspace_id = $1 AND s.id = t.source_id
     WHERE t.workspace_id = $1 AND t.profile_id = ANY($2::uuid[]) ORDER BY t.name, t.occurred_at DESC`, [tx.workspaceId, profileIds]);
  // Of several profiles' words on one channel the newest holds; at the same moment the stricter one.
  const consents = await tx.query<{ channel: string; is_granted: boolean; occurred_at: Date }>(`
    SELECT DISTINCT ON (channel) channel, is_granted, occurred_at FROM consent WHERE workspace_id = $1 AND profile_id = ANY($2::uuid[]) ORDER BY channel, occurred_at DESC, is_granted`, [tx.workspaceId, profileIds]);
  const facets = await tx.query<{ kind: string; value: string; n: number; last_at: Date }>(`
    SELECT kind, value, sum(n)::int AS n, max(last_at) AS last_at FROM profile_facet WHERE workspace_id = $1 AND profile_id = ANY($2::uuid[]) GROUP BY kind, value ORDER BY sum(n) DESC LIMIT $3`, [tx.workspaceId, profileIds, MAX_FACETS]);
  return {
    traits: traits.map((row) => ({ name: row.name, value: row.value, occurredAt: row.occurred_at.toISOString(), source: row.source ?? '' })),
    consents: consents.map((row) => ({ channel: row.channel, isGranted: row.is_granted, occurredAt: row.occurred_at.toISOString() })),
    facets: facets.map((row) => ({ kind: row.kind, value: row.value, n: row.n, lastAt: row.last_at.toISOString() })),
  };
}

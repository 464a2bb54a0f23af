import { identifierKey, planIdentities, type IdentityPlan, type KnownIdentities, type KnownProfile, type OwningKind } from '@kelvin/identity';
import { newId } from '../../platform/db/ids.ts';
import type { Tx } from '../../platform/db/db.ts';
import type { IdentifiedEvent, TypedEvent } from '../20-normalise/drain-items.shape.ts';
import { carryOutMerges } from './carry-out-merges.ts';
import { undoMergesBy } from './undo-merge.port.ts';

export interface IdentityOutcome {
  readonly events: IdentifiedEvent[];
  /** Customers whose membership changed: their names, places and scores have to be looked at again. */
  readonly changedCustomers: ReadonlySet<string>;
  /** Identifiers that were not known before, each with the customer who has it now. */
  readonly newIdentifiers: readonly { readonly customerId: string; readonly kind: string; readonly value: string }[];
}

/** Finds or opens the profile of every event and joins those that turn out to be one person. Under the drain lock. */
export async function identify(tx: Tx, events: readonly TypedEvent[], now: Date): Promise<IdentityOutcome> {
  const known = await loadKnown(tx, events);
  const plan = planIdentities(events.map((item) => ({
    sourceId: item.delivery.sourceId, identifiers: item.event.identifiers, links: item.event.links, occurredAtMs: item.event.occurredAt.getTime(),
  })), known, () => newId(now.getTime()));
  await writePlan(tx, plan, events, now);
  const merged = await carryOutMerges(tx, plan.merges, now);
  const split = new Set<string>();
  for (const block of plan.newBlocks) {
    for (const customerId of await undoMergesBy(tx, { kind: block.kind, value: block.value }, now)) split.add(customerId);
  }
  const changedCustomers = new Set([...merged, ...split]);
  // Where people were taken apart the plan does not know who is whose any more.
  const owners = plan.newBlocks.length === 0 ? null : await customersOfProfiles(tx, [...new Set([...plan.profileIds, ...plan.newIdentifiers.map(({ profileId }) => profileId)])]);
  const customerOf = (profileId: string): string => (owners ? owners.get(profileId)! : plan.customerOf(profileId));
  return {
    events: events.map((item, i) => ({ ...item, profileId: plan.profileIds[i]!, customerId: customerOf(plan.profileIds[i]!) })), changedCustomers,
    newIdentifiers: plan.newIdentifiers.map(({ kind, value, profileId }) => ({ customerId: customerOf(profileId), kind, value })),
  };
}

async function customersOfProfiles(tx: Tx, profileIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await tx.query<{ id: string; customer_id: string }>('SELECT id, customer_id FROM profile WHERE workspace_id = $1 AND id = ANY($2::uuid[])', [tx.workspaceId, profileIds]);
  return new Map(rows.map((row) => [row.id, row.customer_id]));
}

async function loadKnown(tx: Tx, events: readonly TypedEvent[]): Promise<KnownIdentities> {
  const kinds: string[] = [];
  const values: string[] = [];
  const seen = new Set<string>();
  const ask = (kind: string, value: string): void => {
    const key = identifierKey(kind, value);
    if (seen.has(key)) return;
    seen.add(key);
    kinds.push(kind);
    values.push(value);
  };
  for (const { event, delivery } of events) {
    const all = event.links.length === 0 ? event.identifiers : [...event.identifiers, ...event.links.flat()];
    const hasOwner = event.identifiers.some((id) => id.kind !== 'email' && id.kind !== 'phone');
    for (const identifier of all) {
      ask(identifier.kind, identifier.value);
      if ((identifier.kind === 'email' || identifier.kind === 'phone') && (!hasOwner || event.links.length > 0)) ask('address', `${delivery.sourceId}:${identifier.value}`);
    }
  }
  const rows = await tx.query<{ kind: string; value: string; profile_id: string; customer_id: string; owner_kind: OwningKind; first_seen_at: Date; is_visitor: boolean; has_user_id: boolean }>(`
    SELECT i.kind, i.value, i.profile_id, p.customer_id, p.kind AS owner_kind, c.first_seen_at, c.is_visitor,
           EXISTS (SELECT 1 FROM profile u WHERE u.workspace_id = $1 AND u.customer_id = p.customer_id AND u.kind = 'userId') AS has_user_id
      FROM unnest($2::text[], $3::text[]) AS w(kind, value)
      JOIN identifier i ON i.workspace_id = $1 AND i.kind = w.kind COLLATE "C" AND i.value = w.value COLLATE "C"
      JOIN profile p ON p.workspace_id = $1 AND p.id = i.profile_id
      JOIN customer c ON c.workspace_id = $1 AND c.id = p.customer_id
     ORDER BY i.first_seen_at, i.profile_id`, [tx.workspaceId, kinds, values]);
  const profiles = new Map<string, KnownProfile[]>();
  const customers = new Map<string, { firstSeenMs: number; hasUserId: boolean; isVisitor: boolean }>();
  for (const row of rows) {
    const key = identifierKey(row.kind, row.value);
    const list = profiles.get(key) ?? [];
    list.push({ profileId: row.profile_id, customerId: row.customer_id, kind: row.owner_kind });
    profiles.set(key, list);
    customers.set(row.customer_id, { firstSeenMs: row.first_seen_at.getTime(), hasUserId: row.has_user_id, isVisitor: row.is_visitor });
  }
  const blocks = await tx.query<{ kind: string; value: string }>('SELECT kind, value FROM identifier_block WHERE workspace_id = $1', [tx.workspaceId]);
  return { profiles, customers, blocked: new Set(blocks.map((row) => identifierKey(row.kind, row.value))) };
}

async function writePlan(tx: Tx, plan: IdentityPlan, events: readonly TypedEvent[], now: Date): Promise<void> {
  if (plan.newProfiles.length > 0) {
    const lastSeen = new Map<string, number>();
    plan.profileIds.forEach((id, i) => lastSeen.set(id, Math.max(lastSeen.get(id) ?? 0, events[i]!.event.occurredAt.getTime())));
    const rows = plan.newProfiles.map((profile) => ({
      id: profile.id, customer_id: profile.customerId, kind: profile.kind, key: profile.key, is_visitor: profile.kind === 'anonymousId',
      first: new Date(profile.firstSeenMs), last: new Date(lastSeen.get(profile.id) ?? profile.firstSeenMs),
    }));
    const shape = 'r(id uuid, customer_id uuid, kind text, key text, is_visitor boolean, first timestamptz, last timestamptz)';
    await tx.query(`
      INSERT INTO customer (workspace_id, id, is_visitor, first_seen_at, last_seen_at)
      SELECT $1, customer_id, is_visitor, first, last FROM json_to_recordset($2) AS ${shape} ORDER BY customer_id`, [tx.workspaceId, JSON.stringify(rows)]);
    await tx.query(`
      INSERT INTO profile (workspace_id, id, customer_id, kind, key, first_seen_at, last_seen_at)
      SELECT $1, id, customer_id, kind, key, first, last FROM json_to_recordset($2) AS ${shape} ORDER BY id`, [tx.workspaceId, JSON.stringify(rows)]);
  }
  if (plan.newIdentifiers.length > 0) {
    await tx.query(`
      INSERT INTO identifier (workspace_id, kind, value, profile_id, first_seen_at)
      SELECT $1, kind, value, profile_id, first FROM json_to_recordset($2) AS r(kind text, value text, profile_id uuid, first timestamptz)
       ORDER BY kind COLLATE "C", value COLLATE "C", profile_id ON CONFLICT DO NOTHING`,
    [tx.workspaceId, JSON.stringify(plan.newIdentifiers.map((row) => ({ kind: row.kind, value: row.value, profile_id: row.profileId, first: new Date(row.firstSeenMs) })))]);
  }
  if (plan.newBlocks.length > 0) {
    await tx.query(`
      INSERT INTO identifier_block (workspace_id, kind, value, reason, blocked_at)
      SELECT $1, kind, value, reason, $3 FROM json_to_recordset($2) AS r(kind text, value text, reason text) ON CONFLICT DO NOTHING`,
    [tx.workspaceId, JSON.stringify(plan.newBlocks), now]);
  }
  if (plan.identifiedCustomers.size > 0) {
    await tx.query('UPDATE customer SET is_visitor = false WHERE workspace_id = $1 AND id = ANY($2::uuid[]) AND is_visitor', [tx.workspaceId, [...plan.identifiedCustomers]]);
  }
}

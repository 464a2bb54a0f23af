import { planIdentities, type IdentityPlan } from '@kelvin/identity';
import { newId } from '../../platform/db/ids.ts';
import type { Tx } from '../../platform/db/db.ts';
import type { IdentifiedEvent, TypedEvent } from '../20-normalise/drain-items.shape.ts';
import { carryOutMerges } from './carry-out-merges.ts';
import { loadKnown } from './load-known.ts';
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
  const asked = events.map(({ delivery, event }) => ({ sourceId: delivery.sourceId, identifiers: event.identifiers, links: event.links, occurredAtMs: event.occurredAt.getTime() }));
  const plan = planIdentities(asked, await loadKnown(tx, asked), () => newId(now.getTime()));
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

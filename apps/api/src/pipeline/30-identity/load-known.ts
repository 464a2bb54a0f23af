import { blocksOf, hingeOf, identifierKey, type IdentityEvent, type KnownIdentities, type KnownProfile, type OwningKind } from '@kelvin/identity';
import type { Tx } from '../../platform/db/db.ts';

/** Distinct identifiers, as two lists for one statement. */
class Wanted {
  readonly kinds: string[] = [];
  readonly values: string[] = [];
  private readonly seen = new Set<string>();

  add(kind: string, value: string): void {
    const key = identifierKey(kind, value);
    if (this.seen.has(key)) return;
    this.seen.add(key);
    this.kinds.push(kind);
    this.values.push(value);
  }
}

/** What the tables say about the identifiers of these events, and about nobody else's. */
export async function loadKnown(tx: Tx, events: readonly IdentityEvent[]): Promise<KnownIdentities> {
  const { identifiers, blocks, hinges } = wantedOf(events);
  const rows = await tx.query<{ kind: string; value: string; profile_id: string; customer_id: string; owner_kind: OwningKind; first_seen_at: Date; is_visitor: boolean; has_user_id: boolean }>(`
    SELECT i.kind, i.value, i.profile_id, p.customer_id, p.kind AS owner_kind, c.first_seen_at, c.is_visitor,
           EXISTS (SELECT 1 FROM profile u WHERE u.workspace_id = $1 AND u.customer_id = p.customer_id AND u.kind = 'userId') AS has_user_id
      FROM unnest($2::text[], $3::text[]) AS w(kind, value)
      JOIN identifier i ON i.workspace_id = $1 AND i.kind = w.kind COLLATE "C" AND i.value = w.value COLLATE "C"
      JOIN profile p ON p.workspace_id = $1 AND p.id = i.profile_id
      JOIN customer c ON c.workspace_id = $1 AND c.id = p.customer_id
     ORDER BY i.first_seen_at, i.profile_id`, [tx.workspaceId, identifiers.kinds, identifiers.values]);
  const profiles = new Map<string, KnownProfile[]>();
  const customers = new Map<string, { firstSeenMs: number; hasUserId: boolean; isVisitor: boolean }>();
  for (const row of rows) {
    const key = identifierKey(row.kind, row.value);
    const list = profiles.get(key) ?? [];
    list.push({ profileId: row.profile_id, customerId: row.customer_id, kind: row.owner_kind });
    profiles.set(key, list);
    customers.set(row.customer_id, { firstSeenMs: row.first_seen_at.getTime(), hasUserId: row.has_user_id, isVisitor: row.is_visitor });
  }
  const blocked = await tx.query<{ kind: string; value: string }>(`
    SELECT b.kind, b.value FROM unnest($2::text[], $3::text[]) AS w(kind, value)
      JOIN identifier_block b ON b.workspace_id = $1 AND b.kind = w.kind COLLATE "C" AND b.value = w.value COLLATE "C"`, [tx.workspaceId, blocks.kinds, blocks.values]);
  const joinsBy = await countJoinsBy(tx, [...hinges].flatMap(([key, hinge]) => profiles.get(key)?.slice(0, 1).map(({ customerId }) => ({ ...hinge, customerId })) ?? []));
  return { profiles, customers, blocked: new Set(blocked.map((row) => identifierKey(row.kind, row.value))), joinsBy };
}

function wantedOf(events: readonly IdentityEvent[]) {
  const identifiers = new Wanted();
  const blocks = new Wanted();
  const hinges = new Map<string, { kind: string; value: string }>();
  for (const event of events) {
    const all = event.links.length === 0 ? event.identifiers : [...event.identifiers, ...event.links.flat()];
    const hasOwner = event.identifiers.some((id) => id.kind !== 'email' && id.kind !== 'phone');
    for (const { kind, value } of all) {
      identifiers.add(kind, value);
      blocks.add(kind, value);
      if ((kind === 'email' || kind === 'phone') && (!hasOwner || event.links.length > 0)) identifiers.add('address', `${event.sourceId}:${value}`);
    }
    const vendorIds = event.identifiers.filter(({ kind }, at) => kind === 'vendor' && at > 0);
    for (const { kind, value } of [...vendorIds, ...event.links.map(hingeOf)]) hinges.set(identifierKey(kind, value), { kind, value });
    for (const link of event.links) {
      for (const block of blocksOf(link)) blocks.add(block.kind, block.value);
    }
  }
  return { identifiers, blocks, hinges };
}

/** By identifier, the joins made by a vendor id, a device or an aliased userId that still hold. All of them led to the customer who has it now, so only his are read. */
async function countJoinsBy(tx: Tx, hinges: readonly { kind: string; value: string; customerId: string }[]): Promise<Map<string, number>> {
  if (hinges.length === 0) return new Map();
  const rows = await tx.query<{ kind: string; value: string; n: number }>(`
    WITH RECURSIVE made AS (
      SELECT h.kind, h.value, m.id, m.loser_id, m.reason FROM json_to_recordset($2) AS h(kind text, value text, "customerId" uuid)
        JOIN merge_ledger m ON m.workspace_id = $1 AND m.winner_id = h."customerId" AND m.undone_at IS NULL
      UNION SELECT made.kind, made.value, m.id, m.loser_id, m.reason FROM made JOIN merge_ledger m ON m.workspace_id = $1 AND m.winner_id = made.loser_id AND m.undone_at IS NULL)
    SELECT kind, value, count(*)::int AS n FROM made
     WHERE (reason ->> 'kind' = kind AND reason ->> 'value' = value) OR (kind = 'userId' AND reason ->> 'previousId' = value) GROUP BY kind, value`, [tx.workspaceId, JSON.stringify(hinges)]);
  return new Map(rows.map(({ kind, value, n }) => [identifierKey(kind, value), n]));
}

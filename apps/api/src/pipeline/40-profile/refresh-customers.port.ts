import { countryOfPhone, personFields, searchTokens } from '@kelvin/profile';
import type { Tx } from '../../platform/db/db.ts';
import { listExcludedProfiles } from './exclusions.port.ts';

const PERSON_TRAITS = ['name', 'fullName', 'full_name', 'firstName', 'first_name', 'lastName', 'last_name', 'имя', 'фамилия', 'фио', 'email', 'phone', 'country', 'address'];

interface CustomerParts {
  readonly traits: Record<string, unknown>;
  readonly identifiers: { readonly kind: string; readonly value: string }[];
  readonly countries: string[];
  isVisitor: boolean;
  isExcluded: boolean;
  firstSeen: Date;
  lastSeen: Date;
}

/**
 * Makes the customers' names, addresses, country and search words anew from all their profiles: after new
 * attributes, merges and undone merges. Of several values the one with the latest event time wins. Somebody of whom one
 * profile is excluded is excluded. `identifiedAnew`: who of them got or lost identifiers, so that the words change even where
 * nothing else does.
 */
export async function refreshCustomers(tx: Tx, customerIds: readonly string[], identifiedAnew: Iterable<string> = []): Promise<void> {
  if (customerIds.length === 0) return;
  const parts = await loadParts(tx, customerIds);
  const people = [...parts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([id, part]) => {
    const person = personFields(part.traits);
    person.email ??= part.identifiers.find(({ kind }) => kind === 'email')?.value;
    person.phone ??= part.identifiers.find(({ kind }) => kind === 'phone')?.value;
    person.country ??= part.countries[0] ?? (person.phone ? countryOfPhone(person.phone) : undefined);
    return { id, is_visitor: part.isVisitor, is_excluded: part.isExcluded, first_seen_at: part.firstSeen, last_seen_at: part.lastSeen, ...person, tokens: searchTokens(person, part.identifiers) };
  });
  // Only rows that change are touched: a client that identifies itself with every visit would otherwise hold up the scorer.
  const changed = new Set((await tx.query<{ id: string }>(`
    UPDATE customer c SET name = coalesce(p.name, ''), email = p.email, phone = p.phone, country = p.country, is_visitor = p.is_visitor, is_excluded = p.is_excluded,
           first_seen_at = p.first_seen_at, last_seen_at = p.last_seen_at
      FROM json_to_recordset($2) AS p(id uuid, name text, email text, phone text, country text, is_visitor boolean, is_excluded boolean, first_seen_at timestamptz, last_seen_at timestamptz)
     WHERE c.workspace_id = $1 AND c.id = p.id
       AND ((c.name, c.email, c.phone, c.country, c.is_visitor, c.is_excluded, c.first_seen_at) IS DISTINCT FROM (coalesce(p.name, ''), p.email, p.phone, p.country, p.is_visitor, p.is_excluded, p.first_seen_at)
            -- Only an undone merge sets it back; what sets it forward is the scorer's to write.
            OR c.last_seen_at > p.last_seen_at)
    RETURNING c.id`, [tx.workspaceId, JSON.stringify(people.map(({ tokens: _tokens, ...person }) => person))])).map((row) => row.id));
  for (const id of identifiedAnew) changed.add(id);
  if (changed.size === 0) return;
  const words = JSON.stringify(people.filter((person) => changed.has(person.id)).flatMap((person) => person.tokens.map((token) => ({ token, id: person.id }))));
  // Words that stay are left as they are: who comes with a new browser every day keeps forty-nine of fifty.
  await tx.query(`
    DELETE FROM customer_search s WHERE s.workspace_id = $1 AND s.customer_id = ANY($2::uuid[])
       AND NOT EXISTS (SELECT 1 FROM json_to_recordset($3) AS w(token text, id uuid) WHERE w.id = s.customer_id AND w.token COLLATE "C" = s.token)`, [tx.workspaceId, [...changed], words]);
  await insertWords(tx, words);
}

/**
 * Adds ids to the search words of customers of whom nothing else changed. Ids of customers who are refreshed need not be
 * added.
 */
export async function addSearchIds(tx: Tx, ids: readonly { readonly customerId: string; readonly kind: string; readonly value: string }[]): Promise<void> {
  const words = ids.flatMap((one) => searchTokens({}, [one]).map((token) => ({ token, id: one.customerId })));
  if (words.length > 0) await insertWords(tx, JSON.stringify(words));
}

async function insertWords(tx: Tx, words: string): Promise<void> {
  await tx.query(`
    INSERT INTO customer_search (workspace_id, token, customer_id) SELECT $1, token, id FROM json_to_recordset($2) AS w(token text, id uuid)
     ORDER BY token COLLATE "C", id ON CONFLICT DO NOTHING`, [tx.workspaceId, words]);
}

/**
 * Everything that names the customers, newest value first. Asked for by lists of profile ids, table by table:
 * joins across tables that just grew were planned as if they were empty.
 */
async function loadParts(tx: Tx, customerIds: readonly string[]): Promise<Map<string, CustomerParts>> {
  const profiles = await tx.query<{ id: string; customer_id: string; first_seen_at: Date; last_seen_at: Date }>(
    'SELECT id, customer_id, first_seen_at, last_seen_at FROM profile WHERE workspace_id = $1 AND customer_id = ANY($2::uuid[])', [tx.workspaceId, customerIds]);
  const parts = new Map<string, CustomerParts>();
  const partOf = new Map<string, CustomerParts>();
  for (const row of profiles) {
    let part = parts.get(row.customer_id);
    if (!part) parts.set(row.customer_id, (part = { traits: {}, identifiers: [], countries: [], isVisitor: true, isExcluded: false, firstSeen: row.first_seen_at, lastSeen: row.last_seen_at }));
    if (row.first_seen_at < part.firstSeen) part.firstSeen = row.first_seen_at;
    if (row.last_seen_at > part.lastSeen) part.lastSeen = row.last_seen_at;
    partOf.set(row.id, part);
  }
  const ids = [...partOf.keys()];
  for (const id of await listExcludedProfiles(tx, ids)) partOf.get(id)!.isExcluded = true;
  for (const row of await tx.query<{ profile_id: string; name: string; value: unknown }>(
    'SELECT profile_id, name, value FROM trait WHERE workspace_id = $1 AND profile_id = ANY($2::uuid[]) AND name = ANY($3::text[]) ORDER BY occurred_at', [tx.workspaceId, ids, PERSON_TRAITS])) {
    partOf.get(row.profile_id)!.traits[row.name] = row.value;
  }
  for (const row of await tx.query<{ profile_id: string; kind: string; value: string }>(
    'SELECT profile_id, kind, value FROM identifier WHERE workspace_id = $1 AND profile_id = ANY($2::uuid[]) ORDER BY first_seen_at DESC, value', [tx.workspaceId, ids])) {
    const part = partOf.get(row.profile_id)!;
    if (row.kind !== 'anonymousId') part.isVisitor = false;
    part.identifiers.push(row);
  }
  for (const row of await tx.query<{ profile_id: string; value: string }>(
    `SELECT profile_id, value FROM profile_facet WHERE workspace_id = $1 AND profile_id = ANY($2::uuid[]) AND kind = 'country' ORDER BY last_at DESC`, [tx.workspaceId, ids])) {
    partOf.get(row.profile_id)!.countries.push(row.value);
  }
  return parts;
}

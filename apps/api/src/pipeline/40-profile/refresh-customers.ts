import { countryOfPhone, personFields, searchTokens } from '@kelvin/profile';
import type { Tx } from '../../platform/db/db.ts';

const PERSON_TRAITS = ['name', 'fullName', 'full_name', 'firstName', 'first_name', 'lastName', 'last_name', 'имя', 'фамилия', 'фио', 'email', 'phone', 'country', 'address'];

interface PersonRow {
  customer_id: string;
  traits: Record<string, unknown> | null;
  emails: string[] | null;
  phones: string[] | null;
  ids: string[] | null;
  countries: string[] | null;
  is_visitor: boolean;
}

/**
 * Makes the customers' names, addresses, country and search words anew from all their profiles: after new
 * attributes, merges and undone merges. Of several values the one with the latest event time wins.
 */
export async function refreshCustomers(tx: Tx, customerIds: readonly string[]): Promise<void> {
  if (customerIds.length === 0) return;
  const rows = await tx.query<PersonRow>(`
    SELECT c.id AS customer_id,
           (SELECT jsonb_object_agg(t.name, t.value) FROM (
              SELECT DISTINCT ON (t.name) t.name, t.value FROM profile p JOIN trait t ON t.workspace_id = $1 AND t.profile_id = p.id
               WHERE p.workspace_id = $1 AND p.customer_id = c.id AND t.name = ANY($3::text[]) ORDER BY t.name, t.occurred_at DESC) t) AS traits,
           i.emails, i.phones, i.ids, i.is_visitor,
           (SELECT array_agg(f.value ORDER BY f.last_at DESC) FROM profile p JOIN profile_facet f ON f.workspace_id = $1 AND f.profile_id = p.id AND f.kind = 'country'
             WHERE p.workspace_id = $1 AND p.customer_id = c.id) AS countries
      FROM unnest($2::uuid[]) AS c(id)
      LEFT JOIN LATERAL (
        SELECT array_agg(i.value ORDER BY i.first_seen_at DESC) FILTER (WHERE i.kind = 'email') AS emails,
               array_agg(i.value ORDER BY i.first_seen_at DESC) FILTER (WHERE i.kind = 'phone') AS phones,
               array_agg(i.value ORDER BY i.first_seen_at) FILTER (WHERE i.kind IN ('userId', 'vendor')) AS ids,
               bool_and(i.kind = 'anonymousId') AS is_visitor
          FROM profile p JOIN identifier i ON i.workspace_id = $1 AND i.profile_id = p.id
         WHERE p.workspace_id = $1 AND p.customer_id = c.id) i ON true`, [tx.workspaceId, [...customerIds], PERSON_TRAITS]);
  const people = rows.map((row) => {
    const person = personFields(row.traits ?? {});
    person.email ??= row.emails?.[0];
    person.phone ??= row.phones?.[0];
    person.country ??= row.countries?.[0] ?? (person.phone ? countryOfPhone(person.phone) : undefined);
    return { id: row.customer_id, is_visitor: row.is_visitor ?? true, ...person, tokens: searchTokens(person, (row.ids ?? []).slice(0, 5)) };
  });
  await tx.query(`
    UPDATE customer c SET name = coalesce(p.name, ''), email = p.email, phone = p.phone, country = p.country, is_visitor = p.is_visitor,
           first_seen_at = s.first_seen_at, last_seen_at = s.last_seen_at
      FROM json_to_recordset($2) AS p(id uuid, name text, email text, phone text, country text, is_visitor boolean)
      JOIN LATERAL (SELECT min(first_seen_at) AS first_seen_at, max(last_seen_at) AS last_seen_at FROM profile WHERE workspace_id = $1 AND customer_id = p.id) s ON s.first_seen_at IS NOT NULL
     WHERE c.workspace_id = $1 AND c.id = p.id`, [tx.workspaceId, JSON.stringify(people)]);
  const words = people.flatMap((person) => person.tokens.map((token) => ({ token, id: person.id })));
  await tx.query('DELETE FROM customer_search WHERE workspace_id = $1 AND customer_id = ANY($2::uuid[])', [tx.workspaceId, [...customerIds]]);
  await tx.query(`
    INSERT INTO customer_search (workspace_id, token, customer_id) SELECT $1, token, id FROM json_to_recordset($2) AS w(token text, id uuid)
     ORDER BY token COLLATE "C", id ON CONFLICT DO NOTHING`, [tx.workspaceId, JSON.stringify(words)]);
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Profiles of one portion: their identifiers are held in memory at once. */
const PORTION = 5_000;

interface IdentifierRow { workspace_id: string; profile_id: string; customer_id: string; kind: string; value: string | null }

/** Ids and addresses of customers who were there before these became search words. Who has very many is trimmed when he is next looked at. */
export class SearchByIds1795478400048 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    // Whole names are looked for, "Client 5" too, of which only the first word was kept.
    await query.query(`
      INSERT INTO customer_search (workspace_id, token, customer_id)
      SELECT DISTINCT c.workspace_id, lower(w.word), c.id FROM customer c CROSS JOIN LATERAL regexp_split_to_table(c.name, '[\\s,;]+') AS w(word)
       WHERE c.merged_into IS NULL AND length(w.word) = 1 ON CONFLICT DO NOTHING`);
    let after: [string, string] = ['00000000-0000-0000-0000-000000000000', '00000000-0000-0000-0000-000000000000'];
    for (;;) {
      const rows = await query.query(`
        SELECT p.workspace_id, p.id AS profile_id, p.customer_id, i.kind, i.value
          FROM (SELECT workspace_id, id, customer_id FROM profile WHERE (workspace_id, id) > ($1::uuid, $2::uuid) ORDER BY workspace_id, id LIMIT ${PORTION}) p
          LEFT JOIN identifier i ON i.workspace_id = p.workspace_id AND i.profile_id = p.id AND i.kind <> 'address'
         ORDER BY p.workspace_id, p.id`, after) as IdentifierRow[];
      const last = rows.at(-1);
      if (!last) return;
      const words = rows.flatMap(({ workspace_id, customer_id, kind, value }) => wordsOf(kind, value ?? '').map((token) => ({ workspace_id, customer_id, token })));
      await query.query(`
        INSERT INTO customer_search (workspace_id, token, customer_id) SELECT workspace_id, token, customer_id
          FROM json_to_recordset($1) AS w(workspace_id uuid, token text, customer_id uuid) ORDER BY workspace_id, token COLLATE "C", customer_id ON CONFLICT DO NOTHING`, [JSON.stringify(words)]);
      after = [last.workspace_id, last.profile_id];
    }
  }

  /** Words that are there too many harm nobody. */
  async down(): Promise<void> {}
}

function wordsOf(kind: string, value: string): string[] {
  if (kind === 'phone') return [value.replace(/\D/g, '')].filter(Boolean);
  const parts = kind === 'email' ? [value, ...value.split(/[@.+_-]/).filter((part) => part.length > 1)] : value.split(/[\s,;]+/);
  return parts.map((part) => Array.from(part.normalize('NFKD').replace(/[\u0300-\u036f]/g, '').toLowerCase().trim()).slice(0, 100).join('')).filter(Boolean);
}

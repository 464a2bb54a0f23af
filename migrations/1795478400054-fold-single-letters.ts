import type { MigrationInterface, QueryRunner } from 'typeorm';

const PORTION = 5_000;

interface NameRow { readonly workspace_id: string; readonly id: string; readonly name: string }

/** Single letters of names became search words without their accents dropped, as what is looked for has them dropped: they are written anew. */
export class FoldSingleLetters1795478400054 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    let after: readonly string[] = ['00000000-0000-0000-0000-000000000000', '00000000-0000-0000-0000-000000000000'];
    for (;;) {
      const rows = await query.query(`
        SELECT workspace_id, id, name FROM customer
         WHERE (workspace_id, id) > ($1::uuid, $2::uuid) AND merged_into IS NULL AND name ~ '(^|[\\s,;])[^\\s,;]([\\s,;]|$)' ORDER BY workspace_id, id LIMIT ${PORTION}`, [...after]) as NameRow[];
      const last = rows.at(-1);
      if (!last) return;
      const words = rows.flatMap(({ workspace_id, id, name }) => name.split(/[\s,;]+/).filter((word) => Array.from(word).length === 1).map((word) => ({ workspace_id, customer_id: id, token: fold(word) })));
      await query.query(`
        INSERT INTO customer_search (workspace_id, token, customer_id) SELECT DISTINCT workspace_id, token, customer_id
          FROM json_to_recordset($1) AS w(workspace_id uuid, token text, customer_id uuid) ON CONFLICT DO NOTHING`, [JSON.stringify(words)]);
      after = [last.workspace_id, last.id];
    }
  }

  /** Words that are there too many harm nobody. */
  async down(): Promise<void> {}
}

function fold(word: string): string {
  return word.normalize('NFKD').replace(/[\u0300-\u036f]/g, '').toLowerCase();
}

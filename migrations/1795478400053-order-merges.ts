import type { MigrationInterface, QueryRunner } from 'typeorm';

interface MergeRow { readonly workspace_id: string; readonly id: string; readonly merged_at: string; readonly winner_id: string; readonly loser_id: string }

/**
 * Ids of merges tell their order, which an undo goes by. Those of one drain had ids of one millisecond, in no order: they get the
 * same ids in the order in which they can have happened, a customer's gains before he was himself joined to another.
 */
export class OrderMerges1795478400053 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    const rows = await query.query(`
      SELECT workspace_id, id, merged_at::text AS merged_at, winner_id, loser_id
        FROM (SELECT *, count(*) OVER (PARTITION BY workspace_id, merged_at) AS together FROM merge_ledger) m
       WHERE together > 1 ORDER BY workspace_id, merged_at, id`) as MergeRow[];
    const groups = new Map<string, MergeRow[]>();
    for (const row of rows) groups.set(`${row.workspace_id} ${row.merged_at}`, [...groups.get(`${row.workspace_id} ${row.merged_at}`) ?? [], row]);
    const renamed = [...groups.values()].flatMap((group) => {
      const ids = group.map(({ id }) => id);
      return inOrder(group).map(({ workspace_id, id }, at) => ({ workspace_id, id, next: ids[at]! })).filter(({ id, next }) => id !== next);
    });
    // Two steps, because the ids of one row are still those of another.
    await query.query(`
      CREATE TEMP TABLE renamed_merge ON COMMIT DROP AS
        SELECT r.workspace_id, r.id, r.next, gen_random_uuid() AS between FROM json_to_recordset($1) AS r(workspace_id uuid, id uuid, next uuid)`, [JSON.stringify(renamed)]);
    await query.query('UPDATE merge_ledger m SET id = r.between FROM renamed_merge r WHERE m.workspace_id = r.workspace_id AND m.id = r.id');
    await query.query('UPDATE merge_ledger m SET id = r.next FROM renamed_merge r WHERE m.workspace_id = r.workspace_id AND m.id = r.between');
  }

  /** An order where there was none harms nobody. */
  async down(): Promise<void> {}
}

function inOrder(group: readonly MergeRow[]): MergeRow[] {
  const left = [...group];
  const ordered: MergeRow[] = [];
  while (left.length > 0) {
    const next = Math.max(0, left.findIndex((row) => !left.some((other) => other !== row && other.winner_id === row.loser_id)));
    ordered.push(...left.splice(next, 1));
  }
  return ordered;
}

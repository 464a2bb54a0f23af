import type { CreateImport } from '@kelvin/contracts';
import type { Tx } from '../../platform/db/db.ts';
import { newId } from '../../platform/db/ids.ts';
import { appendChange } from '../../platform/live/change-feed.ts';
import { createImportSourceError } from './import.errors.ts';

/** The source of an import. */
export interface ChosenSource {
  readonly id: string;
  /** Of one that is made once a line arrives for it, so that an import which never brings one leaves nothing; null: it is there. */
  readonly newName: string | null;
}

/**
 * The source that an import names: one that is there or that an earlier import is going to make, or the import source of a name.
 * @throws AppError `import.no_source`
 */
export async function chooseSource(tx: Tx, now: Date, { sourceId, sourceName }: CreateImport): Promise<ChosenSource> {
  if (sourceId !== undefined) {
    const [row] = await tx.query<ChosenSource>(`
      SELECT id, NULL AS "newName" FROM source WHERE workspace_id = $1 AND id = $2 AND kind = 'import'
      UNION ALL (SELECT source_id, cursor ->> 'newSourceName' FROM import WHERE workspace_id = $1 AND source_id = $2 AND cursor ->> 'newSourceName' IS NOT NULL LIMIT 1) LIMIT 1`,
    [tx.workspaceId, sourceId]);
    if (!row) throw createImportSourceError();
    return row;
  }
  if (sourceName === undefined) throw createImportSourceError();
  const known = await findByName(tx, sourceName);
  return known === null ? { id: newId(now.getTime()), newName: sourceName } : { id: known, newName: null };
}

/** The id of the source that the lines of an import are going to belong to: another import may have made one of the same name meanwhile. */
export async function settleSource(tx: Tx, row: { readonly id: string; readonly source_id: string; readonly source_name: string }): Promise<string> {
  const isThere = (await tx.query('SELECT 1 FROM source WHERE workspace_id = $1 AND id = $2', [tx.workspaceId, row.source_id])).length > 0;
  const known = isThere ? null : await findByName(tx, row.source_name);
  if (known === null) return row.source_id;
  await tx.query('UPDATE import SET source_id = $3 WHERE workspace_id = $1 AND id = $2', [tx.workspaceId, row.id, known]);
  return known;
}

/** Makes the source of an import's first line, unless it is there, and tells the screens that list sources. */
export async function makeSource(tx: Tx, now: Date, source: { id: string; name: string }): Promise<void> {
  const made = await tx.query(`INSERT INTO source (workspace_id, id, kind, name, created_at) VALUES ($1, $2, 'import', $3, $4) ON CONFLICT (workspace_id, id) DO NOTHING RETURNING id`,
    [tx.workspaceId, source.id, source.name, now]);
  if (made.length > 0) await appendChange(tx, now, 'sources', {});
}

async function findByName(tx: Tx, name: string): Promise<string | null> {
  const [row] = await tx.query<{ id: string }>(`SELECT id FROM source WHERE workspace_id = $1 AND name = $2 AND kind = 'import' ORDER BY created_at LIMIT 1`, [tx.workspaceId, name]);
  return row?.id ?? null;
}

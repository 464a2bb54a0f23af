import { planUndo, type LedgerMerge, type MergeReason } from '@kelvin/identity';
import { AppError } from '@kelvin/kernel';
import type { Tx } from '../../platform/db/db.ts';

interface LedgerRow {
  id: string;
  winner_id: string;
  loser_id: string;
  profile_ids: string[];
  reason: MergeReason;
  before: LedgerMerge['before'];
  undone_at: Date | null;
}

/**
 * Undoes one merge, as if it had never been: the profiles that moved go back, the loser is a customer again, both sides
 * carry on from the state they had, and what came to them later stays with the side that it was joined to. What joined
 * them is blocked, and so is every address that stands on both sides, else the next event would join them again.
 * Answers both customers, which the caller refreshes and marks stale. Under the drain lock.
 * Throws `merge.not_found`, `merge.already_undone`.
 */
export async function undoMerge(tx: Tx, mergeId: string, undo: { at: Date; by: string | null }): Promise<string[]> {
  const [row] = await tx.query<LedgerRow>('SELECT * FROM merge_ledger WHERE workspace_id = $1 AND id = $2', [tx.workspaceId, mergeId]);
  if (!row) throw new AppError('not-found', 'merge.not_found', 'This merge does not exist.', { mergeId });
  if (row.undone_at) throw new AppError('conflict', 'merge.already_undone', 'This merge was undone before.', { mergeId });
  const [stays, goes] = await takeApart(tx, row, undo);
  await tx.query(`
    INSERT INTO identifier_block (workspace_id, kind, value, reason, blocked_at)
    SELECT $1, kind, value, 'undone', $4 FROM (
      SELECT $5::text AS kind, $6::text AS value
      UNION SELECT a.kind, a.value FROM profile p JOIN identifier a ON a.workspace_id = $1 AND a.profile_id = p.id AND a.kind IN ('email', 'phone')
        JOIN identifier b ON b.workspace_id = $1 AND b.kind = a.kind AND b.value = a.value JOIN profile q ON q.workspace_id = $1 AND q.id = b.profile_id AND q.customer_id = $3
       WHERE p.workspace_id = $1 AND p.customer_id = $2) shared
    ON CONFLICT DO NOTHING`, [tx.workspaceId, stays, goes, undo.at, row.reason.kind, row.reason.value]);
  return [stays, goes];
}

/** Undoes, newest first, every merge that one identifier caused, a userId as the previous id of aliases: it turned out to be a hub. Answers the customers that changed. */
export async function undoMergesBy(tx: Tx, hub: { kind: string; value: string }, at: Date): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(`
    SELECT id FROM merge_ledger WHERE workspace_id = $1 AND undone_at IS NULL
       AND ((reason ->> 'kind' = $2 AND reason ->> 'value' = $3) OR ($2 = 'userId' AND reason ->> 'previousId' = $3))
     ORDER BY id DESC`, [tx.workspaceId, hub.kind, hub.value]);
  const changed: string[] = [];
  for (const { id } of rows) {
    // Read anew each time: undoing one tells the others differently.
    const [row] = await tx.query<LedgerRow>('SELECT * FROM merge_ledger WHERE workspace_id = $1 AND id = $2', [tx.workspaceId, id]);
    changed.push(...await takeApart(tx, row!, { at, by: null }));
  }
  return changed;
}

/** Answers the customer that stays and the one that goes. */
async function takeApart(tx: Tx, row: LedgerRow, undo: { at: Date; by: string | null }): Promise<[string, string]> {
  const later = await tx.query<LedgerRow>(`
    WITH RECURSIVE line AS (
      SELECT id, merged_into FROM customer WHERE workspace_id = $1 AND id = $2
      UNION ALL SELECT c.id, c.merged_into FROM customer c JOIN line ON c.workspace_id = $1 AND c.id = line.merged_into)
    SELECT m.* FROM merge_ledger m WHERE m.workspace_id = $1 AND m.undone_at IS NULL AND m.id > $3 AND m.winner_id IN (SELECT id FROM line) ORDER BY m.id`, [tx.workspaceId, row.winner_id, row.id]);
  const { stays, goes, rewritten } = planUndo(toMerge(row), later.map(toMerge));
  await tx.query('UPDATE merge_ledger SET undone_at = $3, undone_by = $4 WHERE workspace_id = $1 AND id = $2', [tx.workspaceId, row.id, undo.at, undo.by]);
  await tx.query(`
    UPDATE merge_ledger m SET winner_id = r.winner_id, loser_id = r.loser_id, profile_ids = ARRAY(SELECT json_array_elements_text(r.profile_ids)::uuid), before = r.before
      FROM json_to_recordset($2) AS r(id uuid, winner_id uuid, loser_id uuid, profile_ids json, before jsonb)
     WHERE m.workspace_id = $1 AND m.id = r.id`, [tx.workspaceId, JSON.stringify(rewritten.map((merge) => ({ id: merge.id, winner_id: merge.winnerId, loser_id: merge.loserId, profile_ids: merge.profileIds, before: merge.before })))]);
  await tx.query('UPDATE profile SET customer_id = $3 WHERE workspace_id = $1 AND id = ANY($2::uuid[]) AND customer_id = $4', [tx.workspaceId, goes.profileIds, goes.id, stays.id]);
  const parents = [...rewritten.map(({ loserId, winnerId }) => ({ id: loserId, parent: winnerId })), { id: stays.id, parent: null }, { id: goes.id, parent: null }];
  await tx.query('UPDATE customer c SET merged_into = r.parent FROM json_to_recordset($2) AS r(id uuid, parent uuid) WHERE c.workspace_id = $1 AND c.id = r.id', [tx.workspaceId, JSON.stringify(parents)]);
  await tx.query('UPDATE score s SET state = r.state FROM json_to_recordset($2) AS r(id uuid, state jsonb) WHERE s.workspace_id = $1 AND s.customer_id = r.id',
    [tx.workspaceId, JSON.stringify([stays, goes].map(({ id, state }) => ({ id, state: state ?? {} })))]);
  return [stays.id, goes.id];
}

function toMerge({ id, winner_id, loser_id, profile_ids, before }: LedgerRow): LedgerMerge {
  return { id, winnerId: winner_id, loserId: loser_id, profileIds: profile_ids, before };
}

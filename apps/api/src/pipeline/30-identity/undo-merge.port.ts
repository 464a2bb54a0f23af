import type { MergeReason } from '@kelvin/identity';
import { AppError } from '@kelvin/kernel';
import type { Tx } from '../../platform/db/db.ts';

interface LedgerRow {
  id: string;
  winner_id: string;
  loser_id: string;
  profile_ids: string[];
  reason: MergeReason;
  before: { winner: unknown; loser: unknown };
  undone_at: Date | null;
}

/**
 * Undoes one merge: the profiles that moved go back, the loser is a customer again, both sides carry on from the
 * state they had, and the identifier that joined them is blocked, else the next event would join them again.
 * Profiles that went back already, by undoing an older merge, stay where they are. Answers both customers, which
 * the caller marks stale. Under the drain lock. Throws `merge.not_found`, `merge.already_undone`.
 */
export async function undoMerge(tx: Tx, mergeId: string, undo: { at: Date; by: string | null }): Promise<string[]> {
  const [row] = await tx.query<LedgerRow>('SELECT * FROM merge_ledger WHERE workspace_id = $1 AND id = $2', [tx.workspaceId, mergeId]);
  if (!row) throw new AppError('not-found', 'merge.not_found', 'This merge does not exist.', { mergeId });
  if (row.undone_at) throw new AppError('conflict', 'merge.already_undone', 'This merge was undone before.', { mergeId });
  await tx.query(`INSERT INTO identifier_block (workspace_id, kind, value, reason, blocked_at) VALUES ($1, $2, $3, 'undone', $4) ON CONFLICT DO NOTHING`,
    [tx.workspaceId, row.reason.kind, row.reason.value, undo.at]);
  return takeApart(tx, row, undo);
}

/** Undoes, newest first, every merge that one identifier caused, a userId as the previous id of aliases: it turned out to be a hub. Answers the customers that changed. */
export async function undoMergesBy(tx: Tx, hub: { kind: string; value: string }, at: Date): Promise<string[]> {
  const rows = await tx.query<LedgerRow>(`
    SELECT * FROM merge_ledger WHERE workspace_id = $1 AND undone_at IS NULL
       AND ((reason ->> 'kind' = $2 AND reason ->> 'value' = $3) OR ($2 = 'userId' AND reason ->> 'previousId' = $3))
     ORDER BY merged_at DESC, id DESC`, [tx.workspaceId, hub.kind, hub.value]);
  const changed: string[] = [];
  for (const row of rows) changed.push(...await takeApart(tx, row, { at, by: null }));
  return changed;
}

async function takeApart(tx: Tx, row: LedgerRow, undo: { at: Date; by: string | null }): Promise<string[]> {
  const [{ id: present }] = await tx.query<{ id: string }>(`
    WITH RECURSIVE chain AS (
      SELECT id, merged_into FROM customer WHERE workspace_id = $1 AND id = $2
      UNION ALL SELECT c.id, c.merged_into FROM customer c JOIN chain ON c.workspace_id = $1 AND c.id = chain.merged_into)
    SELECT id FROM chain WHERE merged_into IS NULL`, [tx.workspaceId, row.winner_id]) as [{ id: string }];
  await tx.query('UPDATE profile SET customer_id = $3 WHERE workspace_id = $1 AND id = ANY($2::uuid[]) AND customer_id = $4', [tx.workspaceId, row.profile_ids, row.loser_id, present]);
  await tx.query('UPDATE customer SET merged_into = NULL WHERE workspace_id = $1 AND id = $2', [tx.workspaceId, row.loser_id]);
  await tx.query('UPDATE merge_ledger SET undone_at = $3, undone_by = $4 WHERE workspace_id = $1 AND id = $2', [tx.workspaceId, row.id, undo.at, undo.by]);
  for (const [customerId, state] of [[present, row.before.winner], [row.loser_id, row.before.loser]] as const) {
    await tx.query('UPDATE score SET state = $3 WHERE workspace_id = $1 AND customer_id = $2', [tx.workspaceId, customerId, JSON.stringify(state ?? {})]);
  }
  return [present, row.loser_id];
}

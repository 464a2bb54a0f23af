import type { Customer } from '@kelvin/contracts';
import type { Tx } from '../../platform/db/db.ts';

const MAX_MERGES = 100;

/**
 * Merges, newest first, of everybody whom the customer has become part of or who has become part of him, however many steps
 * away: each of them can be undone from here. Undone ones of any of them are told too.
 */
export async function listMerges(tx: Tx, customerId: string): Promise<Customer['merges']> {
  const rows = await tx.query<{ id: string; merged_at: Date; winner_id: string; loser_id: string; reason: Record<string, unknown>; undone_at: Date | null }>(`
    WITH RECURSIVE line AS (
      SELECT id, merged_into FROM customer WHERE workspace_id = $1 AND id = $2
      UNION ALL SELECT c.id, c.merged_into FROM customer c JOIN line ON c.workspace_id = $1 AND c.id = line.merged_into),
    members AS (
      SELECT id FROM line WHERE merged_into IS NULL
      UNION SELECT m.loser_id FROM members JOIN merge_ledger m ON m.workspace_id = $1 AND m.winner_id = members.id AND m.undone_at IS NULL)
    SELECT id, merged_at, winner_id, loser_id, reason, undone_at FROM merge_ledger
     WHERE workspace_id = $1 AND (winner_id = ANY(ARRAY(SELECT id FROM members)) OR loser_id = ANY(ARRAY(SELECT id FROM members)))
     ORDER BY id DESC LIMIT $3`, [tx.workspaceId, customerId, MAX_MERGES]);
  return rows.map((row) => ({ id: row.id, mergedAt: row.merged_at.toISOString(), winnerId: row.winner_id, loserId: row.loser_id, reason: row.reason, undoneAt: row.undone_at?.toISOString() ?? null }));
}

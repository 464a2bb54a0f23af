import type { PlannedMerge } from '@kelvin/identity';
import { instantOf, newId } from '../../platform/db/ids.ts';
import type { Tx } from '../../platform/db/db.ts';

/**
 * Carries out merges in order: every one is a ledger row that says which profiles moved, why, and what both sides
 * looked like before, so that it can be undone exactly. Answers the customers that changed. Under the drain lock.
 */
export async function carryOutMerges(tx: Tx, merges: readonly PlannedMerge[], now: Date): Promise<Set<string>> {
  if (merges.length === 0) return new Set();
  const involved = [...new Set(merges.flatMap((merge) => [merge.winnerId, merge.loserId]))].sort();
  const profiles = new Map<string, string[]>(involved.map((id) => [id, []]));
  for (const row of await tx.query<{ id: string; customer_id: string }>(
    'SELECT id, customer_id FROM profile WHERE workspace_id = $1 AND customer_id = ANY($2::uuid[]) ORDER BY id', [tx.workspaceId, involved])) {
    profiles.get(row.customer_id)!.push(row.id);
  }
  const states = new Map((await tx.query<{ customer_id: string; state: unknown }>(
    'SELECT customer_id, state FROM score WHERE workspace_id = $1 AND customer_id = ANY($2::uuid[])', [tx.workspaceId, involved])).map((row) => [row.customer_id, row.state]));

  const ids = await nextIds(tx, merges.length, now);
  const ledger: Record<string, unknown>[] = [];
  const ownerOf = new Map<string, string>();
  for (const [at, { winnerId, loserId, reason, joined }] of merges.entries()) {
    const moved = profiles.get(loserId)!;
    ledger.push({ id: ids[at], winner: winnerId, loser: loserId, profile_ids: [...moved].sort(), reason, before: { winner: states.get(winnerId) ?? null, loser: states.get(loserId) ?? null, joined } });
    for (const profileId of moved) ownerOf.set(profileId, winnerId);
    profiles.get(winnerId)!.push(...moved);
    profiles.set(loserId, []);
  }
  await tx.query(`
    INSERT INTO merge_ledger (workspace_id, id, merged_at, winner_id, loser_id, profile_ids, reason, before)
    SELECT $1, id, $3, winner, loser, ARRAY(SELECT json_array_elements_text(profile_ids)::uuid), reason, before
      FROM json_to_recordset($2) AS r(id uuid, winner uuid, loser uuid, profile_ids json, reason jsonb, before jsonb)`, [tx.workspaceId, JSON.stringify(ledger), now]);
  await tx.query(`
    UPDATE profile p SET customer_id = m.customer_id FROM json_to_recordset($2) AS m(id uuid, customer_id uuid)
     WHERE p.workspace_id = $1 AND p.id = m.id`, [tx.workspaceId, JSON.stringify([...ownerOf].sort(byFirst).map(([id, customer_id]) => ({ id, customer_id })))]);
  await tx.query(`
    UPDATE customer c SET merged_into = m.winner FROM json_to_recordset($2) AS m(loser uuid, winner uuid)
     WHERE c.workspace_id = $1 AND c.id = m.loser`, [tx.workspaceId, JSON.stringify(merges.map((merge) => ({ loser: merge.loserId, winner: merge.winnerId })))]);
  await tx.query('DELETE FROM customer_search WHERE workspace_id = $1 AND customer_id = ANY($2::uuid[])', [tx.workspaceId, merges.map((merge) => merge.loserId)]);
  await tx.query('DELETE FROM customer_stale WHERE workspace_id = $1 AND customer_id = ANY($2::uuid[])', [tx.workspaceId, merges.map((merge) => merge.loserId)]);
  return new Set([...profiles].filter(([, members]) => members.length > 0).map(([id]) => id));
}

/** Ids in the order of the merges and behind all that the ledger has, even within a millisecond: an undo has to know what came later. */
async function nextIds(tx: Tx, count: number, now: Date): Promise<string[]> {
  const [last] = await tx.query<{ id: string }>('SELECT id FROM merge_ledger WHERE workspace_id = $1 ORDER BY id DESC LIMIT 1', [tx.workspaceId]);
  const ms = last ? Math.max(now.getTime(), instantOf(last.id) + 1) : now.getTime();
  return Array.from({ length: count }, () => newId(ms)).sort();
}

function byFirst(a: [string, string], b: [string, string]): number {
  return a[0] < b[0] ? -1 : 1;
}

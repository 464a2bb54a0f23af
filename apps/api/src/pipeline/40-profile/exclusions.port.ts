import type { Tx } from '../../platform/db/db.ts';

/** Who changed an exclusion, and when. */
export interface ExclusionChange {
  readonly at: Date;
  readonly by: string;
}

/**
 * Takes every profile that a customer has now out of scoring; those that are out already stay as they were. The caller
 * holds the drain lock, refreshes the customer and marks him stale.
 */
export async function excludeCustomer(tx: Tx, customerId: string, { at, by }: ExclusionChange): Promise<void> {
  await tx.query(`
    INSERT INTO exclusion (workspace_id, profile_id, excluded_at, excluded_by)
    SELECT $1, p.id, $3, $4 FROM profile p
     WHERE p.workspace_id = $1 AND p.customer_id = $2
       AND NOT EXISTS (SELECT 1 FROM exclusion x WHERE x.workspace_id = $1 AND x.profile_id = p.id AND x.included_at IS NULL)
     ORDER BY p.id
    ON CONFLICT (workspace_id, profile_id, excluded_at) DO UPDATE SET included_at = NULL, included_by = NULL`, [tx.workspaceId, customerId, at, by]);
}

/** Takes every profile that a customer has now back into scoring. As for `excludeCustomer`. */
export async function includeCustomer(tx: Tx, customerId: string, { at, by }: ExclusionChange): Promise<void> {
  await tx.query(`
    UPDATE exclusion x SET included_at = $3, included_by = $4 FROM profile p
     WHERE x.workspace_id = $1 AND p.workspace_id = $1 AND p.customer_id = $2 AND x.profile_id = p.id AND x.included_at IS NULL`, [tx.workspaceId, customerId, at, by]);
}

/** Which of these profiles are out of scoring. */
export async function listExcludedProfiles(tx: Tx, profileIds: readonly string[]): Promise<string[]> {
  const rows = await tx.query<{ profile_id: string }>('SELECT profile_id FROM exclusion WHERE workspace_id = $1 AND profile_id = ANY($2::uuid[]) AND included_at IS NULL', [tx.workspaceId, profileIds]);
  return rows.map((row) => row.profile_id);
}

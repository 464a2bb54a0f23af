import { CATEGORIES, type CategoryFact } from '@kelvin/scoring';
import type { Tx } from '../../platform/db/db.ts';
import { getWorkspaceFacts } from '../../platform/db/workspace-facts.ts';

/**
 * Countries, devices and channels of customers, each with the first day it was seen, all their profiles together. Training
 * and serving both read them here, and take what was known on a day from `categoriesAt`.
 */
export async function listCategoryFacts(tx: Tx, customerIds: readonly string[]): Promise<Map<string, CategoryFact[]>> {
  const { timeZone } = await getWorkspaceFacts(tx);
  const rows = await tx.query<{ customer_id: string; facts: [CategoryFact['of'], string, number][] }>(`
    SELECT customer_id, json_agg(json_build_array(kind, value, day) ORDER BY day, kind, value) AS facts FROM (
      SELECT p.customer_id, f.kind, f.value, min((f.first_at AT TIME ZONE $4::text)::date - date '1970-01-01') AS day
        FROM unnest($2::uuid[]) AS c(id)
        JOIN profile p ON p.workspace_id = $1 AND p.customer_id = c.id
        JOIN profile_facet f ON f.workspace_id = $1 AND f.profile_id = p.id AND f.kind = ANY($3::text[])
       GROUP BY p.customer_id, f.kind, f.value) seen
     GROUP BY customer_id`, [tx.workspaceId, customerIds, CATEGORIES, timeZone]);
  return new Map(rows.map((row) => [row.customer_id, row.facts.map(([of, value, firstDay]) => ({ of, value, firstDay }))]));
}

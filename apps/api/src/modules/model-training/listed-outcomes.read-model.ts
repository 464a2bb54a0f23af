import { LISTED_ROLES, type CustomerList, type ListedRole } from '@kelvin/contracts';
import type { Tx } from '../../platform/db/db.ts';

interface OpenRow { id: string; role: string; name: string; horizon_days: number; has_chances: boolean }

/** The outcomes whose chances lists show beside their customers: open ones of a role that a list can sort by, with a model in use or a curve over the rule score. */
export async function findListedOutcomes(tx: Tx): Promise<Pick<CustomerList, 'outcomes' | 'isAnythingPredicted'>> {
  const rows = await tx.query<OpenRow>(`
    SELECT o.id, o.definition ->> 'role' AS role, o.definition ->> 'name' AS name, (o.definition -> 'horizonDays')::int AS horizon_days,
           o.rule_curve IS NOT NULL OR EXISTS (SELECT 1 FROM model_version v WHERE v.workspace_id = $1 AND v.outcome_id = o.id AND v.state = 'in_use') AS has_chances
      FROM outcome o WHERE o.workspace_id = $1 AND o.archived_at IS NULL ORDER BY o.created_at, o.id`, [tx.workspaceId]);
  const outcomes = LISTED_ROLES.flatMap((role: ListedRole) => rows.filter((row) => row.role === role && row.has_chances).slice(0, 1).map(({ id, name, horizon_days }) => ({ id, role, name, horizonDays: horizon_days })));
  return { outcomes, isAnythingPredicted: rows.length > 0 };
}

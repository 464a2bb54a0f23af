import type { Scoring } from '@kelvin/contracts';
import { rulePresetSchema } from '@kelvin/scoring';
import { loadPreset } from '../../pipeline/60-score/rules-in-force.read-model.ts';
import type { Tx } from '../../platform/db/db.ts';
import type { RequestContext } from '../../platform/security/request-context.ts';

/** The rules in force as a person reads them, and whether fitting them is worth proposing. */
export async function describeRules(tx: Tx, ctx: RequestContext): Promise<Scoring> {
  const [version] = await tx.query<{ origin: Scoring['origin']; created_at: Date }>('SELECT origin, created_at FROM rule_preset WHERE workspace_id = $1 ORDER BY created_at DESC LIMIT 1', [tx.workspaceId]);
  const [events] = await tx.query<{ has: boolean }>('SELECT EXISTS (SELECT 1 FROM event_type WHERE workspace_id = $1 AND event_count > 0) AS has', [tx.workspaceId]);
  const preset = rulePresetSchema.parse(await loadPreset(tx, ctx.business));
  const toGroup = (kind: 'plus' | 'minus') => (group: (typeof preset.groups)[number] & { stateItems?: (typeof preset.minusGroups)[number]['stateItems'] }) => ({
    code: group.code, kind, cap: group.cap, halfLifeDays: group.halfLifeDays,
    // What takes points for as long as it stands open is no matter of days.
    items: [...group.items, ...(group.stateItems ?? []).map(({ code, points }) => ({ code, points, dailyLimit: null }))].map(({ code, points, dailyLimit }) => ({ code, points, dailyLimit })),
  });
  return {
    origin: version?.origin ?? 'preset', since: version?.created_at.toISOString() ?? null,
    groups: [...preset.groups.map(toGroup('plus')), ...preset.minusGroups.map(toGroup('minus'))],
    isFitProposed: events?.has === true && version === undefined && !ctx.isDemo,
  };
}

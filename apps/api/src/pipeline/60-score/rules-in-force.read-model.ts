import { B2B_PRESET, B2C_PRESET, compileRules, rulePresetSchema, type CompiledRules, type MetricIndex, type RulePreset } from '@kelvin/scoring';
import type { Tx } from '../../platform/db/db.ts';
import type { WorkspaceFacts } from '../../platform/db/workspace-facts.ts';

/** The preset that serves: the newest fitted or edited one, else the one of the workspace's kind of business. */
export async function loadPreset(tx: Tx, business: WorkspaceFacts['business']): Promise<RulePreset> {
  const [row] = await tx.query<{ preset: unknown }>('SELECT preset FROM rule_preset WHERE workspace_id = $1 ORDER BY created_at DESC LIMIT 1', [tx.workspaceId]);
  if (row) return rulePresetSchema.parse(row.preset);
  return business === 'b2b' ? B2B_PRESET : B2C_PRESET;
}

/** The rules in force, ready for rows with the ids of `index`. */
export async function loadRules(tx: Tx, facts: WorkspaceFacts, index: MetricIndex): Promise<CompiledRules> {
  return compileRules(await loadPreset(tx, facts.business), index);
}

/** When the rules in force were fitted to the workspace's data; null where they are a preset's or somebody's own. */
export async function findFittedAt(tx: Tx): Promise<Date | null> {
  const [row] = await tx.query<{ created_at: Date; origin: string }>('SELECT created_at, origin FROM rule_preset WHERE workspace_id = $1 ORDER BY created_at DESC LIMIT 1', [tx.workspaceId]);
  return row?.origin === 'fitted' ? row.created_at : null;
}

import type { Clock } from '@kelvin/kernel';
import { B2B_PRESET, B2C_PRESET, fitPreset, PopulationAccumulator, type PresetFit, type RulePreset } from '@kelvin/scoring';
import { newId } from '../../platform/db/ids.ts';
import type { Db, Tx } from '../../platform/db/db.ts';
import { getWorkspaceFacts } from '../../platform/db/workspace-facts.ts';
import { eachCustomerWithRows } from '../50-features/gather-rows.read-model.ts';
import { loadMetricIndex } from '../50-features/metric-dictionary.port.ts';
import { asOfDayOf } from './as-of.read-model.ts';

/**
 * *Fit to our data*: groups without data drop out, the others grow to fill 0–100, and half-lives follow the rhythm
 * of the workspace's own customers. Always starts from the preset of the kind of business, so fitting twice is the same.
 */
export class Fit {
  constructor(private readonly db: Db, private readonly clock: Clock) {}

  /** Puts the fitted rules in force. The caller scores the past and everybody anew. */
  async apply(workspaceId: string, userId: string | null): Promise<PresetFit> {
    return this.db.transaction({ workspaceId }, async (tx) => {
      const fitted = await this.compute(tx);
      await savePreset(tx, { preset: fitted.preset, origin: 'fitted', stats: { factor: fitted.factor, groups: fitted.groups }, userId, now: this.clock.now() });
      return fitted;
    });
  }

  private async compute(tx: Tx): Promise<PresetFit> {
    const facts = await getWorkspaceFacts(tx);
    const preset = facts.business === 'b2b' ? B2B_PRESET : B2C_PRESET;
    const asOfDay = asOfDayOf(facts, this.clock.now());
    const population = new PopulationAccumulator(preset, await loadMetricIndex(tx));
    for await (const { rows } of eachCustomerWithRows(tx, asOfDay)) for (const one of rows.values()) population.add(one, asOfDay);
    return fitPreset(preset, population.result());
  }
}

/** Adds a version of the rules; the newest serves. */
async function savePreset(tx: Tx, version: { preset: RulePreset; origin: 'fitted' | 'edited' | 'preset'; stats: unknown; userId: string | null; now: Date }): Promise<void> {
  await tx.query('INSERT INTO rule_preset (workspace_id, id, preset, stats, origin, created_at, created_by) VALUES ($1, $2, $3, $4, $5, $6, $7)',
    [tx.workspaceId, newId(version.now.getTime()), JSON.stringify(version.preset), JSON.stringify(version.stats), version.origin, version.now, version.userId]);
}

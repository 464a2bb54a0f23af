import { type BandLimits, DEFAULT_BAND_LIMITS } from './band-limits.ts';
import type { MetricIndex } from '../metric-index.ts';
import { MetricRoles } from './metric-roles.ts';
import { RuleWalk } from './rule-walk.ts';
import type { RulePreset } from './rule-preset.ts';

/** A preset made ready for scoring: metric ids resolved, fading tables filled. Make one per workspace and reuse it. */
export interface CompiledRules {
  readonly preset: RulePreset;
  readonly limits: BandLimits;
  readonly roles: MetricRoles;
  /** Scratch memory of the walk; one customer at a time. */
  readonly walk: RuleWalk;
  /** Call after the index gave out new ids (a metric seen for the first time). */
  refresh(): void;
}

/** Prepares a preset for rows whose metric ids come from `index`. */
export function compileRules(preset: RulePreset, index: MetricIndex, limits: BandLimits = DEFAULT_BAND_LIMITS): CompiledRules {
  const roles = new MetricRoles(index);
  const walk = new RuleWalk(preset, index);
  const refresh = (): void => {
    roles.refresh();
    walk.refresh();
  };
  return { preset, limits, roles, walk, refresh };
}

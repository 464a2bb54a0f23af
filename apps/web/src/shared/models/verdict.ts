import type { Outcome } from '@kelvin/contracts';
import type { Tone } from '@kelvin/ui';

export const VERDICTS = ['safe', 'works', 'not_promoted', 'untrained', 'not_enough', 'damaged', 'rules_chosen'] as const;
export type Verdict = (typeof VERDICTS)[number];

export const VERDICT_TONE: Readonly<Record<Verdict, Tone>> = { safe: 'ok', works: 'warn', not_promoted: 'neutral', untrained: 'neutral', not_enough: 'warn', damaged: 'error', rules_chosen: 'neutral' };

/** What a marketer should make of an outcome's chances, before any figure. */
export function deriveVerdict({ inUse, setAside, rulesChosenAt, lastRun, missing, source }: Pick<Outcome, 'inUse' | 'setAside' | 'rulesChosenAt' | 'lastRun' | 'missing' | 'source'>): Verdict {
  if (inUse) return inUse.isSafeToAutomate ? 'safe' : 'works';
  if (setAside) return setAside.reason === 'worse' ? 'not_promoted' : 'damaged';
  if (missing) return 'not_enough';
  if (rulesChosenAt !== null) return 'rules_chosen';
  // Chances from rules are what an earlier training has left, however the last one ended.
  return lastRun?.status === 'not_promoted' || source === 'rules' ? 'not_promoted' : 'untrained';
}

import type { Failure } from '@kelvin/contracts';
import { AppError } from '@kelvin/kernel';
import { toFailure } from '../../platform/jobs/failure.ts';
import type { Asked, Comparable, ComparedModel } from './compared-models.ts';

export interface ChosenChampion {
  readonly champion: Comparable | null;
  /** Why the outside model in use was not compared with, as the run's note; null where it was, or where none is in use. */
  readonly silence: Failure | null;
}

/**
 * What a run compares with: the model in use, or, where that is an outside one that does not answer, what stands in for it. Without
 * either only the rules are compared with.
 */
export async function chooseChampion({ inUse, standIn }: { readonly inUse: ComparedModel | null; readonly standIn: ComparedModel | null }, ask: (model: ComparedModel) => Promise<Asked>): Promise<ChosenChampion> {
  const asked = inUse && await ask(inUse);
  if (asked === null) return { champion: null, silence: null };
  if ('comparable' in asked) return { champion: asked.comparable, silence: null };
  const beside = standIn && await ask(standIn);
  const { values } = asked.failure;
  return {
    champion: beside && 'comparable' in beside ? beside.comparable : null,
    silence: toFailure(new AppError('unavailable', 'training.champion_silent', `“${values['name']}” at ${values['host']}, which is in use, did not answer, so it was not compared with and stays in use.`, values)),
  };
}

import { AppError } from '@kelvin/kernel';
import { type ArtefactParts, packArtefact, unpackArtefactOf } from './artefact.ts';
import type { EngineCode } from './model.ts';

/** Counts up whenever a stored model would be read wrongly by older code, or an older one by new code. */
const FORMAT = 1;

/** In place of a number: the artefact holds another model's artefact and a calibration, see `calibrateModel`. */
export const CALIBRATED_FORMAT = 'calibrated';

/** The artefact of a model that was fitted on these features. */
export function packModel(engine: EngineCode, names: readonly string[], arrays: ArtefactParts['arrays'], facts: ArtefactParts['facts'] = {}): Uint8Array {
  return packArtefact({ engine, facts: { format: FORMAT, names, ...facts }, arrays });
}

/**
 * Unpacks what {@link packModel} packed for the same engine.
 *
 * @throws AppError `model.artefact_corrupt`, and `model.artefact_foreign` for another engine's, a later format's, or a
 * calibrated model's, which only `loadModel` reads.
 */
export function unpackModel(engine: EngineCode, artefact: Uint8Array): ArtefactParts & { readonly names: readonly string[] } {
  const parts = unpackArtefactOf(engine, artefact);
  if (parts.facts.format !== FORMAT) throw new AppError('invalid', 'model.artefact_foreign', 'The stored model was made by a later version or is a calibrated one; neither can be read here.');
  return { ...parts, names: parts.facts.names as readonly string[] };
}

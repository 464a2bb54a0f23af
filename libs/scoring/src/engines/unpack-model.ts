import { AppError } from '@kelvin/kernel';
import { type ArtefactParts, unpackArtefactOf } from './artefact.ts';
import type { EngineCode } from './model.ts';

/** Set in the facts of an artefact that holds another model's artefact and a calibration, see {@link calibrateModel}. */
export const CALIBRATED_FORMAT = 'calibrated';

/**
 * Unpacks an artefact that an engine itself wrote.
 *
 * @throws AppError `model.artefact_corrupt`, and `model.artefact_foreign` for another engine's or a calibrated model's,
 * which only `loadModel` reads.
 */
export function unpackModel(engine: EngineCode, artefact: Uint8Array): ArtefactParts {
  const parts = unpackArtefactOf(engine, artefact);
  if (parts.facts.format === CALIBRATED_FORMAT) throw new AppError('invalid', 'model.artefact_foreign', 'The stored model is a calibrated one, which cannot be read here.');
  return parts;
}

/** The features a saved model was fitted on. */
export function namesOf(parts: ArtefactParts): readonly string[] {
  return parts.facts.names as readonly string[];
}

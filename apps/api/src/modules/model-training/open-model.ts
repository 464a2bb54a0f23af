import { AppError } from '@kelvin/kernel';
import { FEATURES_VERSION, featureSetSchema, loadModel, type FeatureSet, type Model } from '@kelvin/scoring';
import { sha256Hex } from '../../platform/db/ids.ts';

export interface OpenedModel { readonly model: Model; readonly features: FeatureSet }

/** `outdated` waits for its next training and lets the rules speak until then. */
export type UnusableModel = 'damaged' | 'outdated';

/**
 * Reads a stored model: *damaged* when its bytes are not those that were written, *outdated* when it was made
 * by code that understands features or artefacts otherwise.
 */
export function openModel(artefact: Buffer, sha256: string, features: unknown): OpenedModel | UnusableModel {
  if (sha256Hex(artefact) !== sha256) return 'damaged';
  const version = (features as { version?: unknown } | null)?.version;
  if (version !== FEATURES_VERSION) return 'outdated';
  const set = featureSetSchema.safeParse(features).data;
  if (!set) return 'damaged';
  try {
    return { model: loadModel(artefact), features: set };
  } catch (error) {
    if (error instanceof AppError) return error.code === 'model.artefact_corrupt' ? 'damaged' : 'outdated';
    throw error;
  }
}

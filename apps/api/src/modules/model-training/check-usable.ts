import type { Tx } from '../../platform/db/db.ts';
import { readFeatures } from './compared-models.ts';
import { getArtefact, getFeatures, type VersionRow } from './model-version.repository.ts';
import { openModel } from './open-model.ts';
import { createModelDamagedError, createModelOutdatedError } from './outcome.errors.ts';

/** Whether a version could serve. Whether an outside one answers shows when it is asked. @throws AppError `model.damaged`, `model.outdated` */
export async function checkUsable(tx: Tx, { id, kind, state }: VersionRow): Promise<void> {
  if (state === 'damaged') throw createModelDamagedError();
  if (kind === 'external') {
    if (readFeatures(await getFeatures(tx, id)) === null) throw createModelOutdatedError();
    return;
  }
  const stored = await getArtefact(tx, id);
  const opened = openModel(stored.artefact, stored.sha256, stored.features);
  if (opened === 'damaged') throw createModelDamagedError();
  if (opened === 'outdated') throw createModelOutdatedError();
}

import { CANNOT_TELL_MESSAGE, type ExternalModelProblem } from '@kelvin/contracts';
import { AppError } from '@kelvin/kernel';

/** Outcomes of a workspace that may be open at once: each is trained, kept and computed for everybody. */
export const MOST_OUTCOMES = 10;

export const createOutcomeNotFoundError = () => new AppError('not-found', 'outcome.not_found', 'There is no such prediction; it may have been archived meanwhile.');
export const createTooManyOutcomesError = () =>
  new AppError('conflict', 'outcome.too_many', `A workspace can predict ${MOST_OUTCOMES} things at once. Archive one that nobody uses first.`, { most: MOST_OUTCOMES });
export const createOutcomeExistsError = (name: string) => new AppError('conflict', 'outcome.exists', `“${name}” predicts exactly this already.`, { name });
export const createRoleTakenError = (name: string) =>
  new AppError('conflict', 'outcome.role_taken', `“${name}” tells of this already, and only one can. Let this one take its place, or let one of them tell of something of your own.`, { name });
export const createCannotTellError = () => new AppError('invalid', 'outcome.cannot_tell', CANNOT_TELL_MESSAGE);
export const createTrainingOpenError = () => new AppError('conflict', 'training.running', 'This is being learned already. Wait until it has ended, or cancel it.');
export const createTrainingFailedError = () =>
  new AppError('unavailable', 'training.failed', 'Something went wrong on our side while this was learned. It was logged; starting it again is safe.');
export const createExternalModelError = ({ code, message }: { code: ExternalModelProblem; message: string }) => new AppError('invalid', `external_model.${code}`, `The model was not registered. ${message}`);
export const createNoModelError = () => new AppError('conflict', 'model.none_in_use', 'No model is in use here, so there is nothing to go back from.');
export const createModelNotFoundError = () => new AppError('not-found', 'model.not_found', 'There is no such model.');
export const createModelDamagedError = () =>
  new AppError('conflict', 'model.damaged', 'This model is damaged: what was stored is not what was written. Choose another version, or train again.');
export const createModelOutdatedError = () =>
  new AppError('conflict', 'model.outdated', 'This model was made by an earlier version of Kelvin and cannot be used any more. Train again.');

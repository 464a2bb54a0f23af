import type { TrainingRun } from '@kelvin/contracts';
import type { AppError } from '@kelvin/kernel';

/** Why a run brought no model, as it is stored: a code and values for the screens, and a sentence in English. */
export type TrainingFailure = NonNullable<TrainingRun['error']>;

/** What an expected failure says of itself. Of its context only what a sentence can hold is kept: numbers and words. */
export function toTrainingFailure({ code, message, context }: Pick<AppError, 'code' | 'message' | 'context'>): TrainingFailure {
  const values = Object.entries(context).filter((entry): entry is [string, number | string] => typeof entry[1] === 'number' || typeof entry[1] === 'string');
  return { code, message, values: Object.fromEntries(values) };
}

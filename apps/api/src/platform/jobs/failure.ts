import type { Failure } from '@kelvin/contracts';
import type { AppError } from '@kelvin/kernel';

/** A failure as it may lie in the database: earlier versions kept no values. */
export type StoredFailure = Omit<Failure, 'values'> & Partial<Pick<Failure, 'values'>>;

/** What an expected failure says of itself. Of its context only what a sentence can hold is kept: numbers and words. */
export function toFailure({ code, message, context }: Pick<AppError, 'code' | 'message' | 'context'>): Failure {
  const values = Object.entries(context).filter((entry): entry is [string, number | string] => typeof entry[1] === 'number' || typeof entry[1] === 'string');
  return { code, message, values: Object.fromEntries(values) };
}

/** Null: nothing failed. */
export function readFailure(stored: StoredFailure | null): Failure | null {
  return stored && { values: {}, ...stored };
}

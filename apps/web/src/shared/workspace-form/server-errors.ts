import type { TFunction } from 'i18next';
import type { FieldPath, FieldValues, UseFormSetError } from 'react-hook-form';
import { ApiError } from '../api/api-error.ts';
import { fieldText } from '../refusals/refusal-text.ts';

/** Puts what the server says about single fields beside them, in the reader's language. */
export function setServerErrors<Form extends FieldValues>(setError: UseFormSetError<Form>, error: unknown, t: TFunction): void {
  if (!(error instanceof ApiError)) return;
  for (const name of Object.keys(error.fields)) setError(name as FieldPath<Form>, { type: 'server', message: fieldText(error, name, t) });
}

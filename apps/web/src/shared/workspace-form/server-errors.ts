import type { FieldPath, FieldValues, UseFormSetError } from 'react-hook-form';
import { ApiError } from '../api/api-error.ts';

/** Puts what the server says about single fields beside them. */
export function setServerErrors<Form extends FieldValues>(setError: UseFormSetError<Form>, error: unknown): void {
  if (!(error instanceof ApiError)) return;
  for (const [name, message] of Object.entries(error.fields)) setError(name as FieldPath<Form>, { type: 'server', message });
}

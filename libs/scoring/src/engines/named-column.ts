import { AppError } from '@kelvin/kernel';

/** Where a feature is among the columns. @throws AppError `model.bad_matrix` when it is not there. */
export function getColumnAt(names: readonly string[], name: string): number {
  const at = names.indexOf(name);
  if (at < 0) throw new AppError('invalid', 'model.bad_matrix', `The column ${name}, which this model is made of, is missing.`);
  return at;
}

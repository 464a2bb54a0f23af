import { AppError } from '@kelvin/kernel';
import type { FeatureMatrix, LabelledMatrix } from './model.ts';

/** Refuses data that no engine can learn from, with a sentence for whoever started the training. */
export function checkTrainingData(data: LabelledMatrix): void {
  checkMatrix(data);
  if (data.rows === 0) throw new AppError('invalid', 'model.no_rows', 'There is no row to learn from.');
  if (data.labels.length !== data.rows) throw new AppError('invalid', 'model.bad_matrix', `There are ${data.labels.length} labels for ${data.rows} rows.`);
  let positives = 0;
  for (const label of data.labels) {
    if (label > 1) throw new AppError('invalid', 'model.bad_matrix', `A label is ${label}; it must be 0 or 1.`);
    positives += label;
  }
  if (positives === 0 || positives === data.rows) {
    throw new AppError('invalid', 'model.one_class', positives === 0 ? 'The outcome never came, so there is nothing to learn.' : 'The outcome always came, so there is nothing to learn.');
  }
}

/** Refuses a matrix whose parts do not fit together. NaN is allowed: it means not known. */
export function checkMatrix(matrix: FeatureMatrix): void {
  if (matrix.names.length !== matrix.columns.length) throw new AppError('invalid', 'model.bad_matrix', `There are ${matrix.names.length} names for ${matrix.columns.length} columns.`);
  matrix.columns.forEach((column, at) => {
    if (column.length !== matrix.rows) throw new AppError('invalid', 'model.bad_matrix', `Column ${matrix.names[at]} has ${column.length} values for ${matrix.rows} rows.`);
    for (let row = 0; row < column.length; row++) if (Math.abs(column[row]!) === Infinity) throw new AppError('invalid', 'model.bad_matrix', `Column ${matrix.names[at]} holds an infinite value.`);
  });
}

/** Refuses a matrix with other features than a model was fitted on: a shifted column would be read as another feature. */
export function checkColumns(matrix: FeatureMatrix, names: readonly string[]): void {
  const isSame = matrix.names === names || (matrix.names.length === names.length && names.every((name, at) => matrix.names[at] === name));
  if (!isSame) throw new AppError('invalid', 'model.wrong_columns', 'The rows have other features than the model was trained on.');
}

import { FOREIGN_FILE_SENTENCES, MAX_IMPORT_COLUMNS, type ForeignFile } from '@kelvin/contracts';
import { AppError } from '@kelvin/kernel';

export const createImportNotFoundError = () => new AppError('not-found', 'import.not_found', 'There is no such import.');
export const createImportStateError = (message: string) => new AppError('conflict', 'import.wrong_state', message);
export const createImportSourceError = () => new AppError('invalid', 'import.no_source', 'Name an import source: choose one, or give a new one a name.');
export const createEmptyFileError = () => new AppError('invalid', 'import.empty_file', 'The file is empty.');
export const createUploadCutError = (cause?: unknown) =>
  new AppError('invalid', 'import.upload_cut', 'The upload ended before the file did. Upload it again.', {}, { cause });
export const createFileTooLargeError = (limitGb: number) =>
  new AppError('too-large', 'import.file_too_large', `The file is larger than ${limitGb} GB. Split it and import the parts into the same source.`, { limitGb });
export const createBrokenGzipError = (cause: unknown) =>
  new AppError('invalid', 'import.broken_gzip', 'The file ends in .gz or looks like gzip, but cannot be unpacked. Pack it again and upload it.', {}, { cause });
export const createMissingFileError = () => new AppError('conflict', 'import.no_file', 'The file of this import is not here. Upload it first.');
export const createUploadReplacedError = () => new AppError('conflict', 'import.upload_replaced', 'Another upload into this import began meanwhile and took the place of this one.');
export const createTooManyColumnsError = () =>
  new AppError('invalid', 'import.too_many_columns', `The file has more than ${MAX_IMPORT_COLUMNS.toLocaleString('en')} columns. Save one with only those that say who did what, when.`, { most: MAX_IMPORT_COLUMNS });
/** A file that is no table of text, by what it is. */
export function createForeignFileError(foreign: ForeignFile): AppError {
  const sentence = FOREIGN_FILE_SENTENCES[foreign];
  switch (foreign) {
    case 'workbook': return new AppError('invalid', 'import.workbook', sentence);
    case 'archive': return new AppError('invalid', 'import.archive', sentence);
    case 'pdf': return new AppError('invalid', 'import.pdf', sentence);
  }
}

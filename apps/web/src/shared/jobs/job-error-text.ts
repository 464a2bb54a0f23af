import type { Failure } from '@kelvin/contracts';
import type { TFunction } from 'i18next';
import { addEnglish } from '../i18n/late-words.ts';
import { jobErrorsEn } from './i18n/en.ts';

addEnglish('jobErrors', jobErrorsEn);

/** What a sentence cannot be told without. Jobs of earlier versions have kept no values. */
const NEEDED: Readonly<Record<string, string>> = { 'import.missing_column': 'column' };

/** Why a job or an import failed, in the reader's language; where the code or its value is not known, the English sentence that came with it. */
export function jobErrorText({ code, message, values }: Failure, t: TFunction): string {
  const needed = NEEDED[code];
  if (needed !== undefined && values[needed] === undefined) return message;
  return t(`jobErrors:${code}`, { ...values, defaultValue: message });
}

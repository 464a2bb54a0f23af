import type { Failure } from '@kelvin/contracts';
import type { TFunction } from 'i18next';
import { modelsEn } from '../../features/models/i18n/en.ts';
import { trainingErrorText } from '../../features/models/training-error-text.ts';
import type { Formatter } from '../../shared/format/formatter.ts';
import { addEnglish } from '../../shared/i18n/late-words.ts';
import { jobErrorText } from '../../shared/jobs/job-error-text.ts';

addEnglish('models', modelsEn);

/** Why a job of any kind failed, in the reader's language. What models fail with has words with them, whichever job asked them. */
export function failedJobText(error: Failure, t: TFunction, format: Formatter): string {
  return trainingErrorText({ ...error, message: jobErrorText(error, t) }, t, format);
}

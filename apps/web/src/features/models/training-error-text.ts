import type { TrainingRun } from '@kelvin/contracts';
import type { TFunction } from 'i18next';
import type { Formatter } from '../../shared/format/formatter.ts';
import { featureText } from './feature-words.ts';

type RunError = NonNullable<TrainingRun['error']>;

/** What a sentence cannot be told without. Runs of earlier versions have kept no values. */
const NEEDED: Readonly<Record<string, readonly string[]>> = {
  'training.short_history': ['days', 'needed'], 'training.too_few_outcomes': ['positives', 'negatives'], 'training.leak': ['feature', 'asOf'], 'external_model.failed': ['name', 'host', 'problem'], 'training.champion_silent': ['name', 'host', 'problem'],
};

/** Checks within the engines: only a fault of ours fails them, and no sentence about it would help anybody. */
const OURS = /^(model|evaluation|timing)\./;

/** Why a run brought no model, in the reader's language; where the code or its values are not known, the English sentence that came with it. */
export function trainingErrorText({ code, message, values }: RunError, t: TFunction, format: Formatter, isAbsence = false): string {
  if ((NEEDED[code] ?? []).some((name) => values[name] === undefined)) return message;
  const keys = [`models:trainingErrors.${code}${variantOf(code, values)}`, ...(OURS.test(code) ? ['models:trainingErrors.ours'] : [])];
  return t(keys, { ...told(values, t, format, isAbsence), code, defaultValue: message });
}

/** What is missing of two things is one of them, or both. */
function variantOf(code: string, { positives, negatives }: RunError['values']): string {
  if (code !== 'training.too_few_outcomes') return '';
  return positives === 0 ? '.negatives' : negatives === 0 ? '.positives' : '.both';
}

function told({ problem, status, feature, asOf, days, needed, ...rest }: RunError['values'], t: TFunction, format: Formatter, isAbsence: boolean): Record<string, string> {
  const words: Record<string, string> = {};
  for (const [name, value] of Object.entries(rest)) words[name] = typeof value === 'number' ? format.number(value) : value;
  for (const [name, value] of Object.entries({ days, needed })) if (typeof value === 'number') words[name] = format.days(value);
  if (typeof feature === 'string') words['feature'] = featureText(feature, t, format, isAbsence);
  if (typeof asOf === 'string') words['asOf'] = format.longDay(asOf);
  if (typeof problem === 'string') words['problem'] = t(`models:external.problems.${problem}`, { status: status === undefined ? '?' : String(status), defaultValue: problem });
  return words;
}

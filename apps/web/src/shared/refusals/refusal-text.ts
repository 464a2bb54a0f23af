import type { TFunction } from 'i18next';
import type { ApiError } from '../api/api-error.ts';

/**
 * What the server refused and why, in the reader's language. The server's own sentences are the English words; those of another
 * language come with that language, so that nobody loads words for what is seldom shown. A code without words stays as it was sent.
 */
export function refusalText({ code, message, values, fields }: ApiError, t: TFunction): string {
  // It says that something is wrong; a field of it says what.
  const ofFields = code === 'http.invalid_request' ? Object.keys(fields).map((name) => fieldKey(code, name)) : [];
  return t([...ofFields, `refusals:${code}`], { ...values, defaultValue: message });
}

/** What is wrong with one field of a form. */
export function fieldText({ code, fields }: ApiError, name: string, t: TFunction): string {
  return t([fieldKey(code, name), 'refusals:field.other'], { defaultValue: fields[name] ?? '' });
}

/** Places in lists are left out: `rates.0.currency` is a currency of the rates. */
function fieldKey(code: string, name: string): string {
  return `refusals:field.${code.replaceAll('.', '_')}.${name.replace(/\.\d+/g, '').replaceAll('.', '_') || '_'}`;
}

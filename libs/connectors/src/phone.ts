import { parsePhoneNumberFromString, type CountryCode, type PhoneNumber } from 'libphonenumber-js/min';

const MAX_CACHED = 20_000;
/** Shorter ones may be local numbers that merely begin like a country's code. */
const MIN_INTERNATIONAL_DIGITS = 11;
const cache = new Map<string, string | null>();

/**
 * A phone number in E.164 (`+79161234567`), or null when it is none.
 *
 * @param country ISO 3166 code for numbers written without `+`; without it only international numbers are understood. With it also
 * those of other countries whose `+` was lost.
 * Parsing costs some ten microseconds and the same numbers come again and again, so results are kept (bounded).
 */
export function normalisePhone(value: unknown, country?: string): string | null {
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string' || text.length < 5 || text.length > 40) return null;
  const key = country === undefined ? text : `${country} ${text}`;
  const known = cache.get(key);
  if (known !== undefined) return known;
  const phone = parse(text.trim(), country);
  if (cache.size >= MAX_CACHED) cache.clear();
  cache.set(key, phone);
  return phone;
}

function parse(text: string, country: string | undefined): string | null {
  if (!/^[+\d(][\d\s().\-–/]*$/.test(text)) return null;
  const international = text.startsWith('00') ? `+${text.slice(2)}` : text;
  if (international.startsWith('+')) {
    const parsed = parsePhoneNumberFromString(international);
    return parsed?.isPossible() ? parsed.number : null;
  }
  return country === undefined ? null : valid(parsePhoneNumberFromString(international, country as CountryCode)) ?? withoutPlus(international);
}

/** A number as people of another country write it whose `+` was lost. */
function withoutPlus(text: string): string | null {
  const digits = text.replace(/\D/g, '');
  return digits.length < MIN_INTERNATIONAL_DIGITS || digits.startsWith('0') ? null : valid(parsePhoneNumberFromString(`+${digits}`));
}

/** What is read with a guess at its country must be a number of that country: a wrong one would join strangers. */
function valid(parsed: PhoneNumber | undefined): string | null {
  return parsed?.isValid() ? parsed.number : null;
}

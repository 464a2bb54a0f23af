/** Longer texts are no numbers: within this length none is too large or too small for a float. */
export const MAX_NUMBER_LENGTH = 250;

/** What reads as a number, in the words of JavaScript and of Postgres alike: digits with a point, no exponent, blanks around. */
export const NUMBER_PATTERN = '^[ \\t\\r\\n]*[+-]?[0-9]+(\\.[0-9]+)?[ \\t\\r\\n]*$';
const NUMBER = new RegExp(NUMBER_PATTERN);

/**
 * The text of one value of an event, or null when it has none: missing, null, an object or a list. Numbers are written
 * out without an exponent (1e21 has 22 digits), booleans as `true` and `false`.
 */
export function textOf(value: unknown): string | null {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return plainNumber(value);
  return typeof value === 'boolean' ? String(value) : null;
}

/** The number that a value is or reads as, or null. */
export function numberOf(value: unknown): number | null {
  const text = textOf(value);
  return text !== null && text.length <= MAX_NUMBER_LENGTH && NUMBER.test(text) ? Number(text) : null;
}

/**
 * Lower case letter by letter, whatever stands beside it: the last Σ of a word becomes σ, and İ becomes i. That is the
 * simple mapping of Unicode, which Postgres uses in its builtin locale `pg_c_utf8`. The two may know Unicode in versions
 * some years apart; a rare letter that only one of them knows is folded by that one alone.
 */
export function foldCase(text: string): string {
  return Array.from(text, (letter) => (letter === 'İ' ? 'i' : letter.toLowerCase())).join('');
}

/** A word of a condition as it could stand in a stored event, where NUL is left out and half a surrogate pair replaced. */
export function storableText(text: string): string {
  return text.replaceAll('\0', '').toWellFormed();
}

/** A finite number in digits; JavaScript alone would write very large and very small ones with an exponent. */
function plainNumber(value: number): string {
  const [digits, exponentText] = String(value).split('e') as [string, string | undefined];
  if (exponentText === undefined) return digits;
  const sign = digits.startsWith('-') ? '-' : '';
  const [whole, fraction = ''] = digits.replace('-', '').split('.') as [string, string | undefined];
  const exponent = Number(exponentText);
  return exponent > 0
    ? `${sign}${whole}${fraction.padEnd(exponent, '0')}`
    : `${sign}0.${'0'.repeat(-exponent - 1)}${whole}${fraction}`;
}

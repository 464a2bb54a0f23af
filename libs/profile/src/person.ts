import { parsePhoneNumberFromString } from 'libphonenumber-js/min';

/** How a person is shown in lists, read from attributes. Fields without an attribute stay undefined. */
export interface PersonFields {
  name?: string;
  email?: string;
  phone?: string;
  country?: string;
}

const MAX_NAME_LENGTH = 120;

function text(value: unknown): string | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const trimmed = String(value).trim();
  return trimmed === '' ? undefined : trimmed;
}

/** Name, e-mail, phone and country from the attributes that clients usually send, in English or Russian. */
export function personFields(traits: Readonly<Record<string, unknown>>): PersonFields {
  const fields: PersonFields = {};
  const first = text(traits['firstName'] ?? traits['first_name'] ?? traits['имя']);
  const last = text(traits['lastName'] ?? traits['last_name'] ?? traits['фамилия']);
  const name = text(traits['name'] ?? traits['fullName'] ?? traits['full_name'] ?? traits['фио']) ?? [first, last].filter(Boolean).join(' ');
  if (name) fields.name = name.slice(0, MAX_NAME_LENGTH);
  const email = text(traits['email']);
  if (email) fields.email = email.toLowerCase();
  const phone = text(traits['phone']);
  if (phone) fields.phone = phone;
  const address = traits['address'];
  const country = text(traits['country'] ?? (typeof address === 'object' && address !== null ? (address as Record<string, unknown>)['country'] : undefined));
  if (country) fields.country = country.slice(0, 60);
  return fields;
}

/** Country code of an E.164 phone, or undefined. */
export function countryOfPhone(phone: string): string | undefined {
  return parsePhoneNumberFromString(phone)?.country;
}

/**
 * Words by which a customer is found, lower-cased and without accents: parts of the name, the e-mail and its parts,
 * the digits of the phone, and his ids. At most twenty.
 */
export function searchTokens(person: PersonFields, ids: readonly string[]): string[] {
  const tokens = new Set<string>();
  for (const word of (person.name ?? '').split(/[\s,;]+/)) tokens.add(foldForSearch(word));
  if (person.email) {
    tokens.add(foldForSearch(person.email));
    for (const part of person.email.split(/[@.+_-]/)) tokens.add(foldForSearch(part));
  }
  if (person.phone) tokens.add(person.phone.replace(/\D/g, ''));
  for (const id of ids) tokens.add(foldForSearch(id));
  tokens.delete('');
  return [...tokens].filter((token) => token.length > 1).slice(0, 20).map((token) => token.slice(0, 100));
}

/** A word as the search compares it: lower case, accents dropped, ё as е. */
export function foldForSearch(word: string): string {
  return word.normalize('NFKD').replace(/[\u0300-\u036f]/g, '').toLowerCase().replaceAll('ё', 'е').trim();
}

import { ownPartOf } from '@kelvin/contracts';
import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { cutCharacters } from './cut-characters.ts';

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

/** Kinds of identifiers that somebody may be looked for by, the most telling first. */
const SEARCHED_KINDS = ['userId', 'email', 'phone', 'vendor', 'anonymousId'];
const MAX_IDENTIFIERS = 50;
const MAX_WORD_LENGTH = 100;

/**
 * Words by which a customer is found, as {@link foldForSearch} makes them: parts of the name, e-mails and their parts, the
 * digits of phones, and ids. `identifiers`: of one kind the first ones count most; beyond fifty the least telling are left out,
 * and those of no kind that people look for.
 */
export function searchTokens(person: PersonFields, identifiers: readonly { readonly kind: string; readonly value: string }[]): string[] {
  const tokens = new Set<string>();
  for (const word of (person.name ?? '').split(/[\s,;]+/)) tokens.add(foldForSearch(word));
  if (person.email) addWords(tokens, 'email', person.email);
  if (person.phone) addWords(tokens, 'phone', person.phone);
  const ranked = SEARCHED_KINDS.flatMap((kind) => identifiers.filter((one) => one.kind === kind)).slice(0, MAX_IDENTIFIERS);
  for (const { kind, value } of ranked) addWords(tokens, kind, value);
  tokens.delete('');
  return [...tokens];
}

function addWords(tokens: Set<string>, kind: string, value: string): void {
  if (kind === 'phone') tokens.add(value.replace(/\D/g, '').slice(0, MAX_WORD_LENGTH));
  else if (kind === 'email') {
    tokens.add(foldForSearch(value));
    // A single letter of an address says nothing.
    for (const part of value.split(/[@.+_-]/).map(foldForSearch)) if (part.length > 1) tokens.add(part);
  } else {
    // What is looked for is taken apart at blanks, so an id with blanks is found by its words.
    for (const word of ownPartOf({ kind, value }).split(/[\s,;]+/)) tokens.add(foldForSearch(word));
  }
}

/** A word as the search compares it: lower case, accents dropped, ё as е, its first hundred characters. */
export function foldForSearch(word: string): string {
  return cutCharacters(word.normalize('NFKD').replace(/[\u0300-\u036f]/g, '').toLowerCase().trim(), MAX_WORD_LENGTH);
}

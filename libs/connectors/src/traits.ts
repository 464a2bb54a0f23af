import { isObject, textOrNull, type JsonObject } from './json.ts';
import { normaliseEmail } from './identifiers.ts';
import { normalisePhone } from './phone.ts';

const EMAIL_KEYS = ['email', 'Email', 'e-mail', 'email_address', 'emailAddress', '$email'] as const;
const PHONE_KEYS = ['phone', 'Phone', 'phone_number', 'phoneNumber', 'mobile', '$phone'] as const;
const MAX_FLAT_DEPTH = 3;

/** Attributes of a person as they are stored, and the identifiers found among them. */
export interface ReadTraits {
  readonly traits: JsonObject;
  readonly email: string | null;
  readonly phone: string | null;
}

/** First e-mail address among the usual keys, normalised; null when none is one. */
export function emailIn(source: JsonObject): string | null {
  for (const key of EMAIL_KEYS) {
    const email = source[key] === undefined ? null : normaliseEmail(source[key]);
    if (email !== null) return email;
  }
  return null;
}

/** First phone number among the usual keys, in E.164; null when none is one. */
export function phoneIn(source: JsonObject, country: string | undefined): string | null {
  for (const key of PHONE_KEYS) {
    const phone = source[key] === undefined ? null : normalisePhone(source[key], country);
    if (phone !== null) return phone;
  }
  return null;
}

/**
 * Traits made flat (`address.city`), with a valid e-mail and phone in their normal form and a `name` put together from
 * its parts when there is none. Lists stay lists; nulls are kept, since they clear an attribute.
 */
export function readTraits(source: JsonObject, country: string | undefined): ReadTraits {
  const traits: JsonObject = {};
  flatten(source, '', 1, traits);
  const email = emailIn(source);
  const phone = phoneIn(source, country);
  if (email !== null) traits['email'] = email;
  if (phone !== null) traits['phone'] = phone;
  if (traits['name'] === undefined) {
    const first = textOrNull(source['firstName'] ?? source['first_name']);
    const last = textOrNull(source['lastName'] ?? source['last_name']);
    if (first !== null || last !== null) traits['name'] = [first, last].filter((part) => part !== null).join(' ');
  }
  return { traits, email, phone };
}

function flatten(source: JsonObject, prefix: string, depth: number, into: JsonObject): void {
  for (const key in source) {
    const value = source[key];
    if (isObject(value) && depth < MAX_FLAT_DEPTH) flatten(value, `${prefix}${key}.`, depth + 1, into);
    else if (value !== undefined) into[prefix + key] = value;
  }
}

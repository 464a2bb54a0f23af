import { buildVendorValue, IDENTIFIER_KINDS, type Identifier, type IdentifierKind } from '@kelvin/contracts';
import { isProblem, rejection, wrongType, type Problem } from './outcome.ts';

const MAX_IDENTIFIER_LENGTH = 256;

/** What broken clients send instead of nothing: the text of an absent value. */
const ABSENT_TEXTS = new Set(['', 'null', 'undefined', 'nan', '[object object]', '(null)', 'nil']);
const EMAIL = /^[^\s@<>()[\],;:"\\]{1,64}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+[\p{L}\p{N}-]{2,63}$/u;

/** An e-mail address trimmed and lower-cased, or null when it cannot be one. `mailto:` and `<…>` are taken off. */
export function normaliseEmail(value: unknown): string | null {
  if (typeof value !== 'string' || value.length > 320 || !value.includes('@')) return null;
  const bracketed = /<([^<>]+)>\s*$/.exec(value);
  const text = (bracketed?.[1] ?? value).trim().replace(/^mailto:/i, '').toLowerCase();
  return text.length <= 254 && !text.includes('..') && EMAIL.test(text) ? text : null;
}

/**
 * An id as text: numbers are cast, blanks and the words "null" and "undefined" count as absent.
 * Other types, over-long ids, numbers beyond 2⁵³ and texts with a lost character are problems, because guessing an id would join strangers.
 */
export function idOf(value: unknown, field: string): string | null | Problem {
  if (value === null || value === undefined) return null;
  if (typeof value === 'number') return isExact(value) ? String(value) : wrongType(field, 'a text, or a number of at most 15 digits');
  if (typeof value !== 'string') return wrongType(field, 'a text or a number');
  const text = value.trim();
  if (text.length > MAX_IDENTIFIER_LENGTH) {
    return rejection('identifier_too_long', field, `"${field}" is longer than ${MAX_IDENTIFIER_LENGTH} characters.`);
  }
  if (!isWhole(text)) return wrongType(field, 'a text of whole characters');
  return text.length <= 15 && ABSENT_TEXTS.has(text.toLowerCase()) ? null : text;
}

/** Whether a number of a JSON text is the one that was written: beyond 2⁵³ its last digits are lost, and neighbours become one. */
export function isExact(value: number): boolean {
  return Math.abs(value) <= Number.MAX_SAFE_INTEGER;
}

/** Whether no character of a text was lost: U+FFFD stands for any that could not be read, halves of pairs included, so ids that differ in those become one. */
export function isWhole(text: string): boolean {
  return !text.includes('\ufffd') && text.isWellFormed();
}

/** An id of the sender's own system as the value of an identifier, behind the account that gave it ({@link buildVendorValue}). Null where absent. */
export function vendorIdOf(value: unknown, account: string): string | null | Problem {
  const id = idOf(value, 'vendorId');
  if (id === null || isProblem(id)) return id;
  const scoped = buildVendorValue(account, id);
  return scoped.length <= MAX_IDENTIFIER_LENGTH ? scoped : rejection('identifier_too_long', 'vendorId', `"vendorId" is longer than ${MAX_IDENTIFIER_LENGTH - account.length - 1} characters.`);
}

/** Ids of one item before they become identifiers; null where absent. */
export interface ItemIds {
  readonly userId: string | null;
  readonly vendor: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly anonymousId: string | null;
}

/** Identifiers of an item, strongest first, absent ones left out. A userId that is an e-mail address also counts as one. */
export function identifiersOf(ids: ItemIds): Identifier[] {
  const email = ids.email ?? (ids.userId?.includes('@') ? normaliseEmail(ids.userId) : null);
  const identifiers: Identifier[] = [];
  for (const kind of IDENTIFIER_KINDS) {
    const value = kind === 'email' ? email : ids[kind];
    if (value !== null) identifiers.push({ kind, value });
  }
  return identifiers;
}

/** The item has nothing that says whose it is. */
export function noIdentifier(): Problem {
  return rejection('no_identifier', null, 'The item has no user id, anonymous id, e-mail or phone, so it belongs to nobody.');
}

/** One identifier, for links. */
export function identifier(kind: IdentifierKind, value: string): Identifier {
  return { kind, value };
}

/** Reads userId and anonymousId, or says which of them is wrong. */
export function bothIds(item: Record<string, unknown>): { userId: string | null; anonymousId: string | null } | Problem {
  const userId = idOf(item['userId'], 'userId');
  if (isProblem(userId)) return userId;
  const anonymousId = idOf(item['anonymousId'], 'anonymousId');
  return isProblem(anonymousId) ? anonymousId : { userId, anonymousId };
}

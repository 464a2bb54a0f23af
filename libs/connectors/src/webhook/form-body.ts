import qs from 'qs';

/** What a form says as JSON would, or why it is not read. */
export type FormReading =
  | { readonly ok: true; readonly body: unknown }
  | { readonly ok: false; readonly code: 'not_a_form' | 'form_too_complex' };

/** Fields of one form. A CRM's fullest records have some hundreds. */
export const MAX_FORM_FIELDS = 5_000;
/** amoCRM's custom fields need seven; the parser's usual five would break them silently. */
const MAX_DEPTH = 10;
/** Indexes above the parser's usual 20 would turn a list into an object. */
const MAX_INDEX = 1_000;
/** Lists of hundreds within lists of hundreds: nobody's record, and each field of them costs the parser all their gaps. */
const LONG_LIST_IN_LONG_LIST = /\[\d{3,}\][^=&]*\[\d{3,}\]/;

/**
 * A form body (`application/x-www-form-urlencoded`) with PHP-style nested keys: `leads[status][0][id]=7` becomes
 * `{leads: {status: [{id: '7'}]}}`; every value is a text. A form of one field that holds a JSON object or list (Mandrill's
 * `mandrill_events`, Slack's `payload`) stands for that JSON. Too many fields, too deep or too high an index is refused
 * as a whole, since half a record is worse than none. Never throws.
 */
export function readFormBody(text: string): FormReading {
  // A truncated JSON body under a form's content type must not become a field with a strange name.
  if (!text.includes('=') || /^\s*[{["]/.test(text)) return { ok: false, code: 'not_a_form' };
  const isHostile = LONG_LIST_IN_LONG_LIST.test(text.replace(/%5b/gi, '[').replace(/%5d/gi, ']'));
  const parsed = isHostile ? null : parse(text);
  if (parsed === null) return { ok: false, code: 'form_too_complex' };
  const values = Object.values(parsed);
  if (values.length === 0) return { ok: false, code: 'not_a_form' };
  const only = values.length === 1 ? jsonIn(values[0]) : undefined;
  return { ok: true, body: only === undefined ? parsed : only };
}

function parse(text: string): Record<string, unknown> | null {
  try {
    const parsed = qs.parse(text, {
      depth: MAX_DEPTH, strictDepth: true, arrayLimit: MAX_INDEX, parameterLimit: MAX_FORM_FIELDS, throwOnLimitExceeded: true, plainObjects: true,
    });
    // Objects without a prototype are ones no other body has; the rest of the path is made for what JSON gives.
    return JSON.parse(JSON.stringify(parsed)) as Record<string, unknown>;
  } catch {
    return null;
  }
}

function jsonIn(value: unknown): unknown {
  if (typeof value !== 'string' || !/^\s*[{[]/.test(value)) return undefined;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return undefined;
  }
}

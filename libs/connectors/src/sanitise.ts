import { cutText, type JsonObject } from './json.ts';

export interface SanitiseLimits {
  /** Objects and arrays inside each other; a flat object is 1 deep. */
  readonly maxDepth: number;
  /** Values of all kinds, keys included once. */
  readonly maxValues: number;
  /** UTF-16 units; longer texts are cut. */
  readonly maxTextLength: number;
  /** UTF-16 units; longer keys are cut. */
  readonly maxKeyLength: number;
}

const DEFAULT_SANITISE_LIMITS: SanitiseLimits = { maxDepth: 32, maxValues: 4_000, maxTextLength: 16_384, maxKeyLength: 256 };

/**
 * A clean value with its rough size (`units`: UTF-16 units of texts, keys and numbers), or why it cannot be cleaned.
 * `repaired` says that something was changed.
 */
export type Sanitised =
  | { readonly ok: true; readonly value: unknown; readonly repaired: boolean; readonly units: number }
  | { readonly ok: false; readonly code: 'too_deep' | 'too_many_values' };

/** NUL, which Postgres refuses in text, and halves of surrogate pairs, which it refuses in jsonb. */
const UNSTORABLE = /[\0\p{Surrogate}]/u;
const LONE_SURROGATE = /\p{Surrogate}/gu;
const NUL = /\0/g;

/** Assigning to it would change the prototype instead of adding a member. */
const PROTO = '__proto__';

/**
 * Makes a parsed JSON value storable: NUL removed, lone surrogates replaced by U+FFFD, infinite numbers (`1e999`) made
 * null, over-long texts and keys cut. Values nested too deep or with too many members are refused, since cutting them
 * would change their meaning.
 *
 * Nearly all values are clean, so a read-only walk looks first and hands the same object back; only a value with
 * something wrong in it is copied.
 */
export function sanitise(value: unknown, limits: SanitiseLimits = DEFAULT_SANITISE_LIMITS): Sanitised {
  const walk = new Inspection(limits);
  walk.visit(value, 0);
  if (walk.fault !== null) return { ok: false, code: walk.fault };
  return { ok: true, value: walk.dirty ? repair(value, limits) : value, repaired: walk.dirty, units: walk.units };
}

/** One text made storable, for values that are not part of a JSON tree (file cells). */
export function sanitiseText(text: string, maxLength = DEFAULT_SANITISE_LIMITS.maxTextLength): string {
  const cut = text.length > maxLength ? cutText(text, maxLength) : text;
  return UNSTORABLE.test(cut) ? cut.replace(NUL, '').replace(LONE_SURROGATE, '\ufffd') : cut;
}

class Inspection {
  units = 0;
  dirty = false;
  fault: 'too_deep' | 'too_many_values' | null = null;
  private values = 0;

  constructor(private readonly limits: SanitiseLimits) {}

  visit(value: unknown, depth: number): void {
    if (++this.values > this.limits.maxValues) this.fault = 'too_many_values';
    if (typeof value === 'string') {
      this.units += value.length + 3;
      if (value.length > this.limits.maxTextLength || UNSTORABLE.test(value)) this.dirty = true;
    } else if (typeof value === 'number') {
      this.units += 8;
      if (!Number.isFinite(value)) this.dirty = true;
    } else if (typeof value === 'object' && value !== null) {
      this.visitChildren(value, depth + 1);
    } else {
      this.units += 5;
      if (value !== null && typeof value !== 'boolean') this.dirty = true;
    }
  }

  private visitChildren(value: object, depth: number): void {
    if (depth > this.limits.maxDepth) {
      this.fault = 'too_deep';
      return;
    }
    this.units += 2;
    if (Array.isArray(value)) {
      for (let index = 0; index < value.length && this.fault === null; index++) this.visit(value[index], depth);
      return;
    }
    const record = value as JsonObject;
    for (const key in record) {
      if (this.fault !== null) return;
      this.units += key.length + 4;
      if (key.length > this.limits.maxKeyLength || key === PROTO || UNSTORABLE.test(key)) this.dirty = true;
      this.visit(record[key], depth);
    }
  }
}

function repair(value: unknown, limits: SanitiseLimits): unknown {
  if (typeof value === 'string') return sanitiseText(value, limits.maxTextLength);
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value === 'boolean' || value === null) return value;
  if (Array.isArray(value)) return value.map((element) => repair(element, limits));
  if (typeof value !== 'object') return null;
  const clean: JsonObject = {};
  for (const key of Object.keys(value)) {
    const cleanKey = sanitiseText(key, limits.maxKeyLength);
    if (cleanKey !== PROTO) clean[cleanKey] = repair((value as JsonObject)[key], limits);
  }
  return clean;
}

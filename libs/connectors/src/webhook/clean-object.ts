import { isTooLarge } from '../item-limits.ts';
import { isObject, type JsonObject } from '../json.ts';
import { rejection, type Problem } from '../outcome.ts';
import { sanitise } from '../sanitise.ts';
import { tooComplex } from '../segment/normalise-item.ts';

/** An object made storable, or why it cannot be an item: it is none, too deep, of too many values, or takes more than `maxBytes` as JSON. */
export function cleanObject(value: unknown, maxBytes: number): JsonObject | Problem {
  if (!isObject(value)) return rejection('not_an_object', null, 'The item is not a JSON object.');
  const clean = sanitise(value);
  if (!clean.ok) return tooComplex(clean.code);
  if (isTooLarge(value, clean.units, maxBytes)) return rejection('too_large', null, `The item is larger than ${maxBytes / 1024} KB.`);
  return clean.value as JsonObject;
}

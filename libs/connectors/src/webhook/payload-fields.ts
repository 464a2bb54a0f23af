import { cutText, isObject, type JsonObject } from '../json.ts';

/** A field of a sender's bodies, by its path, with values as they came. */
export interface PayloadField {
  readonly path: string;
  /** An object or list: its own fields follow it. */
  readonly isGroup: boolean;
  /** A list of objects: one event may be made of each. */
  readonly isList: boolean;
  /** Up to three different values, newest first, cut to be shown. Of a group none. */
  readonly samples: readonly string[];
}

const MAX_FIELDS = 200;
const MAX_DEPTH = 10;
const MAX_ELEMENTS = 3;
const MAX_SAMPLES = 3;
const MAX_SAMPLE_CHARACTERS = 80;

/** The fields of some bodies in the order of the first that has them. Paths are those of a mapping; a key that no path can name is left out. */
export function listPayloadFields(bodies: readonly unknown[]): PayloadField[] {
  const fields = new Map<string, { path: string; isGroup: boolean; isList: boolean; samples: string[] }>();
  for (const body of bodies) walk(body, '', 0, fields);
  return [...fields.values()];
}

function walk(value: unknown, path: string, depth: number, fields: Map<string, { path: string; isGroup: boolean; isList: boolean; samples: string[] }>): void {
  if (depth > MAX_DEPTH) return;
  if (path !== '') {
    const isGroup = typeof value === 'object' && value !== null;
    let field = fields.get(path);
    if (!field) {
      if (fields.size >= MAX_FIELDS) return;
      fields.set(path, (field = { path, isGroup, isList: isListOfObjects(value), samples: [] }));
    }
    const sample = isGroup || value === null || value === undefined ? '' : cutText(String(value), MAX_SAMPLE_CHARACTERS);
    if (sample !== '' && field.samples.length < MAX_SAMPLES && !field.samples.includes(sample)) field.samples.push(sample);
  }
  if (Array.isArray(value)) value.slice(0, MAX_ELEMENTS).forEach((element, index) => walk(element, `${path}[${index}]`, depth + 1, fields));
  else if (isObject(value)) {
    for (const key of Object.keys(value)) {
      const step = stepOf(path, key);
      if (step !== null) walk(value[key], path + step, depth + 1, fields);
    }
  }
}

/** A list that is not empty and holds objects only. */
export function isListOfObjects(value: unknown): value is readonly JsonObject[] {
  return Array.isArray(value) && value.length > 0 && value.every(isObject);
}

/** How a path goes on to a key; `$` alone and blanks at the ends would be read as something else. */
export function stepOf(path: string, key: string): string | null {
  if (/^[^.[\]'$\s](?:[^.[\]]*[^.[\]\s])?$/.test(key)) return path === '' ? key : `.${key}`;
  return key === '' || key.includes("'") ? null : `['${key}']`;
}

import { MAX_PATH_STEPS } from '@kelvin/contracts';

/** Reads one value out of a parsed body; undefined when the way is blocked. */
export type PathReader = (body: unknown) => unknown;
/** Keys and places that lead to a value. */
export type PathSteps = readonly (string | number)[];

const STEP = /(?:^|\.)([^.[\]]+)|\[(\d+)\]|\['([^']+)'\]/y;

/** The steps of the plain part of JSONPath: `$.data.customer.id`, `data.items[0].sku`, `data['first name']`. Null when the text is no such path. */
export function parsePathSteps(path: string): PathSteps | null {
  const text = path.trim().replace(/^\$\.?/, '');
  const steps: (string | number)[] = [];
  STEP.lastIndex = 0;
  while (STEP.lastIndex < text.length) {
    const match = STEP.exec(text);
    if (!match || steps.length >= MAX_PATH_STEPS) return null;
    steps.push(match[2] === undefined ? (match[1] ?? match[3])! : Number(match[2]));
  }
  return steps;
}

/** The value that steps lead to; undefined when the way is blocked. */
export function readSteps(body: unknown, steps: PathSteps): unknown {
  let value = body;
  for (const step of steps) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Record<string | number, unknown>)[step];
  }
  return value;
}

/** A reader for a path as `parsePathSteps` understands it; null when it is none, so that a form can say so before anything is saved. */
export function compileJsonPath(path: string): PathReader | null {
  const steps = parsePathSteps(path);
  return steps === null ? null : (body) => readSteps(body, steps);
}

import type { JsonObject } from '../json.ts';
import { isProblem, type Problem } from '../outcome.ts';
import { cleanObject } from './clean-object.ts';
import type { PathSteps } from './json-path.ts';
import { withList, type BodyPiece } from './split-body.ts';
import type { ReadableItem } from './webhook-mapping.ts';

/** An item made storable, to be read by a mapping. */
export interface CleanItem extends ReadableItem {
  readonly body: JsonObject;
  readonly element: JsonObject | null;
  /** Of an element: the body without any, which is what its neighbours share. */
  readonly frame: JsonObject | null;
  /** The same as it came: a number beyond all bounds (1e400) is one there, and nothing in what is storable. */
  readonly raw: ReadableItem;
}

/** Webhook bodies are records of the sender's systems and run larger than tracking events. */
const WEBHOOK_ITEM_BYTES = 128 * 1024;

/** One piece of a body as an item, or why it is none. */
export function cleanPiece({ whole, inner, fault }: BodyPiece, items: PathSteps | null): CleanItem | Problem {
  if (fault !== null) return fault;
  const own = cleanObject(inner === null ? whole : inner.element, WEBHOOK_ITEM_BYTES);
  if (isProblem(own)) return own;
  if (inner === null || items === null) return { body: own, element: null, frame: null, raw: { body: whole, element: null } };
  return {
    body: withList(inner.frame, items, [own]) as JsonObject, element: own, frame: inner.frame,
    raw: { body: withList(inner.frame, items, [inner.element]), element: inner.element },
  };
}

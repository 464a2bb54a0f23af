import { isObject, type JsonObject } from '../json.ts';
import { isProblem, parking, rejection, type Problem } from '../outcome.ts';
import { cleanObject } from './clean-object.ts';
import { parsePathSteps, readSteps, type PathSteps } from './json-path.ts';
import type { ReadableItem } from './webhook-mapping.ts';

/** Further than this are the items of one body's list from each other in their numbers; an outer list of more elements has no body. */
const LIST_STEP = 1_000_000;
/** Elements of a list inside a body that become items. Senders gather some hundred. */
const MAX_LISTED_ITEMS = 1_000;
/** What all elements of a list share is kept with each that waits for repair. */
const FRAME_BYTES = 32 * 1024;
/** What the elements of one delivery share, all their copies together: a small body must not become hundreds of megabytes. */
const COPIED_CHARACTERS = 16 * 1024 * 1024;

/** One item of a body, before anything of it is read. */
export interface BodyPiece {
  /** Its number within the delivery, the same whenever the body is read: place in the outer list, plus a million for each place in the inner one. */
  readonly index: number;
  /** The body or element of the outer list that it is, or that holds it. */
  readonly whole: unknown;
  /** Of an element of the inner list: itself, and the whole without any element, made storable. */
  readonly inner: { readonly element: unknown; readonly frame: JsonObject } | null;
  /** Why the whole cannot be divided. */
  readonly fault: Problem | null;
}

/** Divides a body: a list into its elements, and what has a list at `items` into the elements of that one. Empty only for an empty list. */
export function splitBody(body: unknown, items: PathSteps | null): BodyPiece[] {
  const wholes: readonly unknown[] = Array.isArray(body) ? body : [body];
  let copied = 0;
  return wholes.flatMap((whole, place): BodyPiece[] => {
    const list = items === null ? undefined : readSteps(whole, items);
    if (items === null || !Array.isArray(list)) return [{ index: place, whole, inner: null, fault: null }];
    const frame = frameOf(whole, items, list.length);
    if (isProblem(frame)) return [{ index: place, whole, inner: null, fault: frame }];
    const copies = JSON.stringify(frame).length * list.length;
    if (copied + copies > COPIED_CHARACTERS) return [{ index: place, whole, inner: null, fault: parking('too_many_items', 'items', 'The body is too large to be written out for each item of its list.') }];
    copied += copies;
    return list.map((element: unknown, at) => ({ index: place + at * LIST_STEP, whole, inner: { element, frame }, fault: null }));
  });
}

function frameOf(whole: unknown, items: PathSteps, length: number): JsonObject | Problem {
  if (length === 0) return rejection('no_items', 'items', 'The list that holds the items of this body is empty.');
  if (length > MAX_LISTED_ITEMS) return parking('too_many_items', 'items', `The list in the body holds more than ${MAX_LISTED_ITEMS} items.`);
  return cleanObject(withList(whole, items, []), FRAME_BYTES);
}

/** A body in which the list at `items` holds these elements only, so that a path to its first element means whichever is there. */
export function withList(whole: unknown, items: PathSteps, elements: readonly unknown[]): unknown {
  const [step, ...rest] = items;
  if (step === undefined) return elements;
  if (typeof step === 'number') {
    const copy: unknown[] = Array.isArray(whole) ? [...whole as unknown[]] : [];
    copy[step] = withList(copy[step], rest, elements);
    return copy;
  }
  const holder: JsonObject = isObject(whole) ? whole : {};
  return { ...holder, [step]: withList(holder[step], rest, elements) };
}

/** The item alone as it was received; undefined for one that is no element of an inner list. */
export function partOf({ whole, inner }: BodyPiece, items: PathSteps | null): unknown {
  return inner === null || items === null ? undefined : withList(whole, items, [inner.element]);
}

/** What a mapping is made for and tried on: bodies as they came, or each with one element of the list that the mapping divides them by. */
export function listReadableItems(body: unknown, itemsPath: string | undefined): ReadableItem[] {
  const items = itemsPath === undefined ? null : parsePathSteps(itemsPath);
  return splitBody(body, items).map((piece) => ({ body: partOf(piece, items) ?? piece.whole, element: piece.inner?.element ?? null }));
}

import type { LiveEvent } from '@kelvin/contracts';

/** What came since the page was opened: shown rows, and those that wait until the reader wants them. Newest first. */
export type Feed = { readonly rows: readonly LiveEvent[]; readonly waiting: readonly LiveEvent[] };
export const EMPTY_FEED: Feed = { rows: [], waiting: [] };
/** More rows than this are of no use to a reader and slow the page. */
export const MAX_ROWS = 500;
/** Deliveries are processed side by side, so an event received a moment earlier may show up a moment later. */
const OVERLAP_MS = 3_000;

/** Rows of two lists as one: newest first, each event once, the first list's version of it. */
export function joinRows(newer: readonly LiveEvent[], older: readonly LiveEvent[]): LiveEvent[] {
  const known = new Set(newer.map(({ id }) => id));
  return [...newer, ...older.filter(({ id }) => !known.has(id))].sort((a, b) => (a.receivedAt < b.receivedAt ? 1 : a.receivedAt > b.receivedAt ? -1 : 0)).slice(0, MAX_ROWS);
}

/**
 * Takes in what the server answered. While the list is held, new events wait; those already shown are brought up
 * to date in place either way, since that moves nothing. `first` holds the rows the page was opened with.
 */
export function takeIn(feed: Feed, items: readonly LiveEvent[], first: readonly LiveEvent[], isHeld: boolean): Feed {
  const shown = new Set([...feed.rows, ...first].map(({ id }) => id));
  const known = items.filter(({ id }) => shown.has(id));
  const rows = joinRows(known, feed.rows);
  const waiting = joinRows(items.filter(({ id }) => !shown.has(id)), feed.waiting);
  return isHeld ? { rows, waiting } : { rows: joinRows(waiting, rows), waiting: [] };
}

/** Lets the waiting rows in. */
export function release(feed: Feed): Feed {
  return feed.waiting.length === 0 ? feed : { rows: joinRows(feed.waiting, feed.rows), waiting: [] };
}

/** Instant to ask from, a little before the newest row known; undefined while there is none. */
export function cursorOf(feed: Feed, first: readonly LiveEvent[]): string | undefined {
  const newest = [feed.waiting[0], feed.rows[0], first[0]].flatMap((row) => (row ? [Date.parse(row.receivedAt)] : []));
  return newest.length === 0 ? undefined : new Date(Math.max(...newest) - OVERLAP_MS).toISOString();
}

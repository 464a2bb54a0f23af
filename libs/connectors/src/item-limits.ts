/** Limits of one event and one batch: Segment's, which its clients are built around. */
export const TRACKING_LIMITS = {
  eventBytes: 32 * 1024,
  batchBytes: 500 * 1024,
  batchItems: 2_500,
  messageIdLength: 100,
  nameLength: 200,
} as const;

const encoder = new TextEncoder();

/**
 * True when an item takes more than `maxBytes` as JSON. `units` is its rough size in UTF-16 units, of which one is at
 * most three bytes: only items that might be too large are written out and measured.
 */
export function isTooLarge(item: unknown, units: number, maxBytes: number): boolean {
  return units * 3 > maxBytes && encoder.encode(JSON.stringify(item)).length > maxBytes;
}

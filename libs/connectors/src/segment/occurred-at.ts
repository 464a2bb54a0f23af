import { BELIEVABLE_FUTURE_MS, EARLIEST_INSTANT_MS, FUTURE_TOLERANCE_MS, parseInstant } from '../instant.ts';
import { parking, rejection, type Problem } from '../outcome.ts';

export interface ItemTimes {
  readonly timestamp: unknown;
  readonly sentAt: unknown;
  readonly receivedAtMs: number;
}

export interface OccurredAt {
  readonly ms: number;
  /** The sender's own time when it was not believed and receipt was taken instead. */
  readonly replaced: unknown;
}

/**
 * When an item happened by our clock: `receivedAt − (sentAt − timestamp)`, which takes a wrong device clock out because
 * both of its readings are wrong by the same amount (Segment's formula). Without `sentAt` the timestamp stands; without a
 * timestamp it happened now. A little in the future is set to receipt; far in the future or before 1990 is parked.
 */
export function occurredAtOf({ timestamp, sentAt, receivedAtMs }: ItemTimes): OccurredAt | Problem {
  if (timestamp === undefined || timestamp === null || timestamp === '') return { ms: receivedAtMs, replaced: undefined };
  const stated = parseInstant(timestamp);
  if (Number.isNaN(stated)) {
    return rejection('invalid_timestamp', 'timestamp', 'The timestamp is neither ISO 8601 nor unix seconds or milliseconds.');
  }
  const sent = sentAt === undefined || sentAt === null ? Number.NaN : parseInstant(sentAt);
  const ms = Number.isNaN(sent) ? stated : receivedAtMs - (sent - stated);
  return believe(ms, timestamp, receivedAtMs);
}

/** Keeps an instant inside the believable window: see `occurredAtOf`. */
export function believe(ms: number, stated: unknown, receivedAtMs: number): OccurredAt | Problem {
  if (ms < EARLIEST_INSTANT_MS) {
    return parking('timestamp_out_of_range', 'timestamp', 'The timestamp lies before 1990, which is usually an empty date.');
  }
  if (ms > receivedAtMs + BELIEVABLE_FUTURE_MS) {
    return parking('timestamp_out_of_range', 'timestamp', 'The timestamp lies more than a year in the future.');
  }
  return ms > receivedAtMs + FUTURE_TOLERANCE_MS ? { ms: receivedAtMs, replaced: stated } : { ms, replaced: undefined };
}

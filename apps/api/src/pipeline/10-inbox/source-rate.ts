import type { Clock } from '@kelvin/kernel';
import { createTooFastError } from './inbox.errors.ts';

/**
 * Requests that one source may send to this process within a second: a client that has run wild is told to wait before
 * anything is kept, and others are let in as ever. Where the key is in the body, the body was read to find it.
 */
export class SourceRate {
  private second = 0;
  private readonly requests = new Map<string, number>();

  constructor(private readonly perSecond: number, private readonly clock: Clock) {}

  /** Counts one request. @throws AppError `inbox.too_fast` when the source has had its share of this second. */
  note(sourceId: string): void {
    const second = Math.floor(this.clock.now().getTime() / 1000);
    if (second !== this.second) {
      this.second = second;
      this.requests.clear();
    }
    const requests = (this.requests.get(sourceId) ?? 0) + 1;
    this.requests.set(sourceId, requests);
    if (requests > this.perSecond) throw createTooFastError();
  }
}

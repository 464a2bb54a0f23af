import type { Clock } from '@kelvin/kernel';
import { newId } from '../../platform/db/ids.ts';
import { sqlState } from '../../platform/db/sql-state.ts';
import { createInboxFullError, createNotKeptError } from './inbox.errors.ts';
import type { ReceivedDelivery } from './delivery-insert.ts';
import type { NewDelivery } from './new-delivery.ts';

/** What the writer stands on; the database in the product, something that fails on purpose in tests. */
export interface InboxWriterPorts {
  readonly clock: Clock;
  /** Commits all of them or none. */
  readonly insert: (deliveries: readonly ReceivedDelivery[]) => Promise<void>;
  readonly ensurePartition: (instant: Date) => Promise<void>;
  /** Called once per workspace after a commit. */
  readonly ring: (workspaceId: string) => void;
  /** Deliveries waiting for a commit above which new ones are refused. */
  readonly queueBound: number;
  /** Hears once of each commit that failed, however many requests it carried. */
  readonly onFailure: (error: unknown, deliveries: number) => void;
}

interface Waiting {
  readonly delivery: ReceivedDelivery;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** Two commits overlap, so that one fsync never leaves the processor idle; more would only make them smaller. */
const MAX_FLUSHES_IN_FLIGHT = 2;
const MAX_FLUSH_ROWS = 1_000;
const MAX_FLUSH_BYTES = 4_000_000;
/** A queue of large bodies is bounded by its bytes, long before the number of requests. */
const MAX_WAITING_BYTES = 64_000_000;
const NO_PARTITION = '23514';
/** Data exceptions and broken constraints: one row's fault, not the database's. */
const ROW_FAULT = /^2[23]/;

/**
 * Group commit: deliveries that arrive while a commit runs share the next one. There is no fixed delay: a lone delivery
 * is committed at once, and the busier it gets, the more of them one commit carries.
 */
export class InboxWriter {
  private waiting: Waiting[] = [];
  private waitingBytes = 0;
  private inFlight = 0;
  private isScheduled = false;

  constructor(private readonly ports: InboxWriterPorts) {}

  /** Resolves when the delivery is committed, and only then. Rejects with `inbox.full` or `inbox.not_kept`, both worth a retry. */
  write(delivery: NewDelivery): Promise<void> {
    if (this.waiting.length >= this.ports.queueBound || this.waitingBytes > MAX_WAITING_BYTES) return Promise.reject(createInboxFullError());
    const receivedAt = this.ports.clock.now();
    const { workspaceId, sourceId, route, items, headers, body } = delivery;
    // Field by field: a copy by spread outlives the young collections, megabytes a second, and brings on the long ones.
    const received = { workspaceId, sourceId, route, items, headers, body, receivedAt, id: newId(receivedAt.getTime()) };
    return new Promise((resolve, reject) => {
      this.waiting.push({ delivery: received, resolve, reject });
      this.waitingBytes += delivery.body.length;
      this.schedule();
    });
  }

  /** Waits until everything accepted so far is committed or refused. */
  async drained(): Promise<void> {
    while (this.inFlight > 0 || this.waiting.length > 0) await new Promise((resolve) => setTimeout(resolve, 5));
  }

  /** After the present turn of the event loop, so that requests read together are committed together. */
  private schedule(): void {
    if (this.isScheduled || this.inFlight >= MAX_FLUSHES_IN_FLIGHT) return;
    this.isScheduled = true;
    setImmediate(() => {
      this.isScheduled = false;
      while (this.inFlight < MAX_FLUSHES_IN_FLIGHT && this.waiting.length > 0) void this.flush(this.takeFlush());
    });
  }

  private takeFlush(): Waiting[] {
    let bytes = 0;
    let count = 0;
    while (count < this.waiting.length && count < MAX_FLUSH_ROWS) {
      const length = this.waiting[count]!.delivery.body.length;
      if (count > 0 && bytes + length > MAX_FLUSH_BYTES) break;
      bytes += length;
      count += 1;
    }
    this.waitingBytes -= bytes;
    const taken = this.waiting.slice(0, count);
    this.waiting = this.waiting.slice(count);
    return taken;
  }

  private async flush(batch: readonly Waiting[]): Promise<void> {
    this.inFlight += 1;
    await this.commit(batch);
    this.inFlight -= 1;
    for (const workspaceId of new Set(batch.map(({ delivery }) => delivery.workspaceId))) this.ports.ring(workspaceId);
    this.schedule();
  }

  /** Never throws: every waiting request hears how its own delivery fared. */
  private async commit(batch: readonly Waiting[], mayMakePartition = true): Promise<void> {
    try {
      await this.ports.insert(batch.map(({ delivery }) => delivery));
      for (const { resolve } of batch) resolve();
    } catch (error) {
      const state = sqlState(error);
      if (state === NO_PARTITION && mayMakePartition && (await this.makePartitions(batch))) return this.commit(batch, false);
      if (state !== null && ROW_FAULT.test(state) && batch.length > 1) {
        const middle = batch.length >> 1;
        await this.commit(batch.slice(0, middle), mayMakePartition);
        return this.commit(batch.slice(middle), mayMakePartition);
      }
      this.ports.onFailure(error, batch.length);
      for (const { reject } of batch) reject(createNotKeptError(error));
    }
  }

  private async makePartitions(batch: readonly Waiting[]): Promise<boolean> {
    try {
      const days = new Map(batch.map(({ delivery: { receivedAt } }) => [receivedAt.toISOString().slice(0, 10), receivedAt]));
      for (const instant of days.values()) await this.ports.ensurePartition(instant);
      return true;
    } catch {
      return false;
    }
  }
}

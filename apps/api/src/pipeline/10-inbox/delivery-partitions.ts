import { MS_PER_DAY, MS_PER_HOUR, type Clock } from '@kelvin/kernel';
import type { DataSource } from 'typeorm';
import type { Log } from '../../platform/log/log.ts';

/** Makes the daily partitions of `delivery` before anything arrives for them. Days are UTC, as in `received_on`. */
export class DeliveryPartitions {
  private timer: NodeJS.Timeout | null = null;

  constructor(private readonly ingest: DataSource, private readonly clock: Clock, private readonly log: Log) {}

  /** Today and tomorrow now, and from then on every hour. */
  async start(): Promise<void> {
    await this.ensureAhead();
    this.timer = setInterval(() => {
      this.ensureAhead().catch((error: Error) => this.log.warn({ err: error.message }, 'The next day of deliveries could not be prepared; tried again in an hour'));
    }, MS_PER_HOUR);
    this.timer.unref();
  }

  stop(): void {
    if (this.timer) clearInterval(this.timer);
    this.timer = null;
  }

  /** The partition of the day an instant falls on. */
  async ensureFor(instant: Date): Promise<void> {
    await this.ingest.query(`SELECT ensure_partition('delivery', $1::date)`, [instant.toISOString().slice(0, 10)]);
  }

  private async ensureAhead(): Promise<void> {
    const now = this.clock.now();
    await this.ensureFor(now);
    await this.ensureFor(new Date(now.getTime() + MS_PER_DAY));
  }
}

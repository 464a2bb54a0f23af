import { MS_PER_DAY, MS_PER_HOUR, type Clock } from '@kelvin/kernel';
import type { DataSource } from 'typeorm';
import type { Log } from '../../platform/log/log.ts';

/**
 * Makes the daily partitions of `delivery` before anything arrives for them, and drops those that are past their time.
 * Days are UTC, as in `received_on`.
 */
export class DeliveryPartitions {
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly ingest: DataSource, private readonly sweep: DataSource, private readonly retentionHours: number, private readonly clock: Clock, private readonly log: Log,
  ) {}

  /** Today and tomorrow now; from then on every hour these, and away with the days that are over. */
  async start(): Promise<void> {
    await this.ensureAhead();
    this.timer = setInterval(() => {
      this.ensureAhead().then(() => this.dropOld())
        .catch((error: Error) => this.log.warn({ err: error }, 'The days of deliveries could not be tended; tried again in an hour'));
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

  /** Drops whole days of raw deliveries older than the retention; days with something still to be drained stay. Answers how many. */
  async dropOld(): Promise<number> {
    const keepFrom = new Date(this.clock.now().getTime() - this.retentionHours * MS_PER_HOUR).toISOString().slice(0, 10);
    const [row] = await this.sweep.query<{ dropped: number }[]>('SELECT drop_deliveries_before($1::date) AS dropped', [keepFrom]);
    const dropped = row?.dropped ?? 0;
    if (dropped > 0) this.log.info({ days: dropped }, 'Old raw deliveries dropped');
    return dropped;
  }

  private async ensureAhead(): Promise<void> {
    const now = this.clock.now();
    await this.ensureFor(now);
    await this.ensureFor(new Date(now.getTime() + MS_PER_DAY));
  }
}

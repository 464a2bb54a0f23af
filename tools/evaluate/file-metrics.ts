import { MetricRoom } from '@kelvin/profile';
import { MetricIndex } from '@kelvin/scoring';

/** Metrics and sections of a file, by numbers. */
export class FileMetrics {
  readonly sections = new MetricIndex();
  private readonly index = new MetricIndex();
  private readonly firstMs: number[] = [];

  /** The number of a metric that is counted at a moment. */
  idOf(metric: string, atMs: number): number {
    const id = this.index.intern(metric);
    // Of one that was never seen before there is no moment to be less than.
    if (!(atMs >= this.firstMs[id]!)) this.firstMs[id] = atMs;
    return id;
  }

  nameOf(id: number): string {
    return this.index.nameOf(id);
  }

  /** Those that the product would have room for: a family has only so many, and who comes first stays. */
  listCounted(): ReadonlySet<number> {
    const room = new MetricRoom();
    const byTime = this.firstMs.map((_unused, id) => id).sort((a, b) => this.firstMs[a]! - this.firstMs[b]! || a - b);
    return new Set(byTime.filter((id) => room.take(this.index.nameOf(id))));
  }
}

import type { DayRows, NamedDayRow } from '@kelvin/scoring';

/** Numbers of one row: day, metric, count, total, parts. */
const WIDTH = 5;
/** Of whoever did nothing yet; is never written to. */
const NO_CELLS = new Float64Array(0);

/**
 * Daily counts of somebody while a file is read, as numbers in one array: objects for every day and metric take twenty times
 * the memory. Rows come in any order; those of one day and metric are added up whenever the array is full.
 */
export class PackedDays {
  private cells = NO_CELLS;
  private used = 0;

  /** Rows that are held. */
  get length(): number {
    return this.used;
  }

  add({ day, n, total, parts }: Required<Omit<NamedDayRow, 'metric'>>, metric: number): void {
    if (this.used * WIDTH === this.cells.length) this.makeRoom();
    this.cells.set([day, metric, n, total, parts], this.used * WIDTH);
    this.used += 1;
  }

  /** The rows by day, without those that count nothing. `idOf` is asked for each metric in that order; null leaves its rows out. */
  toDayRows(idOf: (metric: number) => number | null): DayRows {
    this.addUp();
    const rows: number[] = [];
    const ids: number[] = [];
    for (let at = 0; at < this.used * WIDTH; at += WIDTH) {
      const id = this.cells[at + 2]! > 0 ? idOf(this.cells[at + 1]!) : null;
      if (id === null) continue;
      rows.push(at);
      ids.push(id);
    }
    return {
      days: Int32Array.from(rows, (at) => this.cells[at]!), metrics: Int32Array.from(ids),
      counts: Float64Array.from(rows, (at) => this.cells[at + 2]!), totals: Float64Array.from(rows, (at) => this.cells[at + 3]!), parts: Uint8Array.from(rows, (at) => this.cells[at + 4]!),
    };
  }

  private makeRoom(): void {
    this.addUp();
    if (this.used * WIDTH * 2 < this.cells.length) return;
    const larger = new Float64Array(Math.max(2 * WIDTH, this.cells.length * 2));
    larger.set(this.cells);
    this.cells = larger;
  }

  /** By day, and within a day in the order of first appearance, as a day's own events come. */
  private addUp(): void {
    const from = this.cells.slice(0, this.used * WIDTH);
    const order = Array.from({ length: this.used }, (_unused, row) => row * WIDTH).sort((a, b) => from[a]! - from[b]!);
    this.used = 0;
    for (const at of order) {
      const same = this.findRow(from[at]!, from[at + 1]!);
      if (same === null) {
        this.cells.set(from.subarray(at, at + WIDTH), this.used * WIDTH);
        this.used += 1;
      } else {
        this.cells[same + 2]! += from[at + 2]!;
        this.cells[same + 3]! += from[at + 3]!;
        this.cells[same + 4]! |= from[at + 4]!;
      }
    }
  }

  private findRow(day: number, metric: number): number | null {
    for (let at = (this.used - 1) * WIDTH; at >= 0 && this.cells[at] === day; at -= WIDTH) if (this.cells[at + 1] === metric) return at;
    return null;
  }
}

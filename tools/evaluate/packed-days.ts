import type { DayRows, NamedDayRow } from '@kelvin/scoring';

/** Numbers of one row: a key of day, metric and parts; count; total. */
const WIDTH = 3;
const PARTS = 2 ** 4;
const METRICS = 2 ** 24;
/** Days count from 1970; those before it are to have keys above zero too. */
const FIRST_DAY = -(2 ** 20);
const FIRST_ROOM = 4;

/**
 * Daily counts of somebody while a file is read, as numbers in one array: objects for every day and metric take twenty times
 * the memory. Rows come in any order; those of one day and metric are added up whenever there are twice as many.
 */
export class PackedDays {
  private cells: number[] = [];
  private room = FIRST_ROOM;

  /** Rows that are held. */
  get length(): number {
    return this.cells.length / WIDTH;
  }

  add({ day, n, total, parts }: Required<Omit<NamedDayRow, 'metric'>>, metric: number): void {
    if (this.length === this.room) {
      this.addUp();
      if (this.length * 2 >= this.room) this.room *= 2;
    }
    this.cells.push(((day - FIRST_DAY) * METRICS + metric) * PARTS + parts, n, total);
  }

  /** The rows by day, without those that count nothing. `idOf` is asked for each metric in that order; null leaves its rows out. */
  toDayRows(idOf: (metric: number) => number | null): DayRows {
    this.addUp();
    const { cells } = this;
    const rows: number[] = [];
    const ids: number[] = [];
    for (let at = 0; at < cells.length; at += WIDTH) {
      const id = cells[at + 1]! > 0 ? idOf(Math.floor(cells[at]! / PARTS) % METRICS) : null;
      if (id === null) continue;
      rows.push(at);
      ids.push(id);
    }
    return {
      days: Int32Array.from(rows, (at) => dayOf(cells[at]!) + FIRST_DAY), metrics: Int32Array.from(ids),
      counts: Float64Array.from(rows, (at) => cells[at + 1]!), totals: Float64Array.from(rows, (at) => cells[at + 2]!), parts: Uint8Array.from(rows, (at) => cells[at]! % PARTS),
    };
  }

  /** By day, and within a day in the order of first appearance, as a day's own events come. */
  private addUp(): void {
    const from = this.cells;
    const order = Array.from({ length: this.length }, (_unused, row) => row * WIDTH).sort((a, b) => dayOf(from[a]!) - dayOf(from[b]!));
    const cells: number[] = [];
    for (const at of order) {
      const same = findRow(cells, from[at]!);
      if (same === null) cells.push(from[at]!, from[at + 1]!, from[at + 2]!);
      else {
        const parts = (cells[same]! % PARTS) | (from[at]! % PARTS);
        cells[same] = cells[same]! - (cells[same]! % PARTS) + parts;
        cells[same + 1]! += from[at + 1]!;
        cells[same + 2]! += from[at + 2]!;
      }
    }
    this.cells = cells;
  }
}

/** The day of a key, from the first one on. */
function dayOf(key: number): number {
  return Math.floor(key / (METRICS * PARTS));
}

/** Where the row of the same day and metric lies among those of the last day. */
function findRow(cells: readonly number[], key: number): number | null {
  for (let at = cells.length - WIDTH; at >= 0 && dayOf(cells[at]!) === dayOf(key); at -= WIDTH) if (Math.floor(cells[at]! / PARTS) === Math.floor(key / PARTS)) return at;
  return null;
}

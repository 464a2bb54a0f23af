import type { DayNumber } from '@kelvin/kernel';

/** Daily rows of one profile as parallel arrays, sorted by day. */
export interface PastRows {
  readonly days: Int32Array;
  readonly metrics: Int32Array;
  readonly counts: Int32Array;
  readonly totals: Float64Array;
}

/** One row: an eight-byte total and three four-byte numbers. */
const ROW_BYTES = 20;

/** Totals first, because typed arrays of eight bytes want to begin at a multiple of eight. Little-endian, as Node is everywhere. */
export function packRows({ days, metrics, counts, totals }: PastRows): Buffer {
  const rows = days.length;
  const packed = Buffer.alloc(rows * ROW_BYTES);
  const bytesOf = (numbers: Int32Array | Float64Array) => new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
  packed.set(bytesOf(totals), 0);
  packed.set(bytesOf(days), rows * 8);
  packed.set(bytesOf(metrics), rows * 12);
  packed.set(bytesOf(counts), rows * 16);
  return packed;
}

/** Reads back what {@link packRows} wrote, of the days `fromDay` to `untilDay` only. */
export function unpackRows(packed: Buffer, fromDay: DayNumber, untilDay: DayNumber): PastRows {
  const rows = packed.length / ROW_BYTES;
  const { buffer } = new Uint8Array(packed);
  const days = new Int32Array(buffer, rows * 8, rows);
  const from = firstAtLeast(days, fromDay);
  const to = firstAtLeast(days, untilDay + 1);
  return {
    days: days.subarray(from, to), metrics: new Int32Array(buffer, rows * 12, rows).subarray(from, to),
    counts: new Int32Array(buffer, rows * 16, rows).subarray(from, to), totals: new Float64Array(buffer, 0, rows).subarray(from, to),
  };
}

function firstAtLeast(sorted: Int32Array, day: DayNumber): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! < day) low = middle + 1;
    else high = middle;
  }
  return low;
}

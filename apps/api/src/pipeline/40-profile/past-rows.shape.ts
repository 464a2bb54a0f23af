import type { DayNumber } from '@kelvin/kernel';

/** Daily rows of one profile as parallel arrays, sorted by day. */
export interface PastRows {
  readonly days: Int32Array;
  readonly metrics: Int32Array;
  readonly counts: Int32Array;
  readonly totals: Float64Array;
  /** Parts of the day, at most four bits. */
  readonly parts: Uint8Array;
}

/** The longest that three numbers of seven bits a byte, one of them with four bits more, and a total can take, and the head of two numbers. */
const MOST_ROW_BYTES = 3 * 5 + 8;
const MOST_HEAD_BYTES = 10;

/**
 * About four bytes a row, because what lies here is read again with every score: the number of rows and the first day, then
 * for each row the days since the row before, twice the metric (odd when a total follows), the parts of the day with the count, and the total as eight
 * bytes. Whole numbers are written in groups of seven bits, lowest first, the eighth saying that more follow; the parts are the four
 * lowest bits of a group, three bits of the count the others, so that the parts of whoever came up to seven times take no room.
 */
export function packRows({ days, metrics, counts, totals, parts }: PastRows): Buffer {
  const rows = days.length;
  const packed = Buffer.allocUnsafe(MOST_HEAD_BYTES + rows * MOST_ROW_BYTES);
  let at = 0;
  const write = (value: number): void => {
    let rest = value >>> 0;
    while (rest > 127) {
      packed[at++] = (rest & 127) | 128;
      rest >>>= 7;
    }
    packed[at++] = rest;
  };
  write(rows);
  write(rows === 0 ? 0 : days[0]!);
  let day = days[0] ?? 0;
  for (let row = 0; row < rows; row += 1) {
    const hasTotal = totals[row] !== 0;
    write(days[row]! - day);
    write(metrics[row]! * 2 + (hasTotal ? 1 : 0));
    const more = counts[row]! >>> 3;
    packed[at++] = parts[row]! | ((counts[row]! & 7) << 4) | (more === 0 ? 0 : 128);
    if (more !== 0) write(more);
    if (hasTotal) at = packed.writeDoubleLE(totals[row]!, at);
    day = days[row]!;
  }
  return packed.subarray(0, at);
}

/** Room for so many rows, of one profile or of many one after the other. */
export function makeRoom(rows: number): PastRows {
  return { days: new Int32Array(rows), metrics: new Int32Array(rows), counts: new Int32Array(rows), totals: new Float64Array(rows), parts: new Uint8Array(rows) };
}

/** How many rows {@link packRows} wrote. */
export function countPacked(packed: Buffer): number {
  let rows = 0;
  for (let at = 0; at < packed.length; at += 1) {
    rows |= (packed[at]! & 127) << (7 * at);
    if (packed[at]! < 128) break;
  }
  return rows;
}

/**
 * Reads back what {@link packRows} wrote, of the days `fromDay` to `untilDay` only, into `room` from row `begin` on, and answers
 * the row after the last one. `room` holds at least {@link countPacked} rows from there.
 */
export function unpackRows(packed: Buffer, fromDay: DayNumber, untilDay: DayNumber, { days, metrics, counts, totals, parts }: PastRows, begin: number): number {
  let at = 0;
  const read = (): number => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = packed[at++]!;
      value |= (byte & 127) << shift;
      if (byte < 128) return value;
    }
  };
  const rows = packed.length === 0 ? 0 : read();
  let day = rows === 0 ? 0 : read();
  let to = begin;
  for (let row = 0; row < rows; row += 1) {
    day += read();
    if (day > untilDay) break;
    const metric = read();
    days[to] = day;
    metrics[to] = metric >>> 1;
    const first = packed[at++]!;
    parts[to] = first & 15;
    counts[to] = (first >>> 4) & 7;
    if (first & 128) counts[to]! |= read() << 3;
    totals[to] = 0;
    if (metric & 1) {
      totals[to] = packed.readDoubleLE(at);
      at += 8;
    }
    if (day >= fromDay) to += 1;
  }
  return to;
}

import { describe, expect, it } from 'vitest';
import { countPacked, makeRoom, packRows, unpackRows } from './past-rows.shape.ts';

describe('packed rows of a profile', () => {
  const rows = {
    days: Int32Array.from([-3, 10, 10, 12]), metrics: Int32Array.from([7, 1, 2, 500]),
    counts: Int32Array.from([7, 8, 2_147_483_647, 4]), totals: Float64Array.from([0, 0.1, -12.5, 1e12]), parts: Uint8Array.from([15, 0, 9, 8]),
  };

  it.each<[string, number, number, number[]]>([
    ['all', -1000, 1000, [0, 1, 2, 3]], ['from a day on', 10, 1000, [1, 2, 3]], ['until a day', -1000, 10, [0, 1, 2]], ['a day without rows', 11, 11, []],
  ])('come back to the bit: %s', (_case, from, until, expected) => {
    const packed = packRows(rows);
    const room = makeRoom(1 + countPacked(packed));
    room.totals.fill(9);
    room.parts.fill(9);
    const end = unpackRows(packed, from, until, room, 1);
    for (const part of ['days', 'metrics', 'counts', 'totals', 'parts'] as const) expect([...room[part].subarray(1, end)]).toEqual(expected.map((at) => rows[part][at]));
  });

  it('take about four bytes a row where there is no money, hours and all', () => {
    const year = Array.from({ length: 365 }, (_unused, day) => 20_000 + day);
    const few = year.map(() => 3);
    expect(packRows({ days: Int32Array.from(year), metrics: Int32Array.from(few), counts: Int32Array.from(few), totals: new Float64Array(365), parts: Uint8Array.from(few) }).length).toBeLessThan(365 * 4);
  });

  it('read from anywhere in a larger buffer, and from none', () => {
    const packed = packRows(rows);
    const shifted = Buffer.concat([Buffer.from([1, 2, 3]), packed]).subarray(3);
    const room = makeRoom(4);
    expect(unpackRows(shifted, -1000, 1000, room, 0)).toBe(4);
    expect([...room.totals]).toEqual([...rows.totals]);
    expect([unpackRows(Buffer.alloc(0), 0, 10, room, 2), countPacked(Buffer.alloc(0))]).toEqual([2, 0]);
  });

  it.each([0, 1, 127, 128, 20_000])('say how many they are: %i', (many) => {
    expect(countPacked(packRows(makeRoom(many)))).toBe(many);
  });
});

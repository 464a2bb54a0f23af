import { describe, expect, it } from 'vitest';
import { chanceOf, type LabelledMatrix } from './model.ts';
import { makeRecencyEngine } from './recency.ts';
import { seededRandom } from './random.ts';

const engine = makeRecencyEngine('days_since_order');

/** Customers whose chance falls with the days since their last order (or rises, with a negative slope); some never ordered. */
function customers(slope: number, rows = 5000, neverRate = 0.02): LabelledMatrix {
  const random = seededRandom(2);
  const days = Float64Array.from({ length: rows }, () => (random.next() < 0.3 ? NaN : Math.floor(400 * random.next() ** 2)));
  const labels = Uint8Array.from(days, (value) => Number(random.next() < (Number.isNaN(value) ? neverRate : chanceOf(2 - slope * Math.log1p(value)))));
  return { rows, names: ['other', 'days_since_order'], columns: [days.map(() => random.next()), days], labels };
}
const ask = (data: LabelledMatrix, ...days: number[]) => {
  const matrix = { rows: days.length, names: data.names, columns: [new Float64Array(days.length), Float64Array.from(days)] };
  return [...engine.fit(data, { seed: 1 }).logOdds(matrix)];
};

describe('makeRecencyEngine', () => {
  it.each([0.8, -0.8])('finds the curve that customers were made with: slope %d', (slope) => {
    const [today, month, year] = ask(customers(slope), 0, 30, 365);
    expect(Math.abs(today! - 2)).toBeLessThan(0.3);
    expect(Math.abs(month! - (2 - slope * Math.log(31)))).toBeLessThan(0.3);
    expect(Math.abs(year! - (2 - slope * Math.log(366)))).toBeLessThan(0.3);
  });

  it('gives customers without a last time their own rate', () => {
    expect(chanceOf(ask(customers(0.8), NaN)[0]!)).toBeCloseTo(0.02, 2);
  });

  it('takes days before the first for none', () => {
    const [before, none] = ask(customers(0.8), -5, 0);
    expect(before).toBe(none);
  });

  it('stays finite where recency splits the labels, where it never changes, and where nobody has one', () => {
    const days = Float64Array.from({ length: 40 }, (_unused, row) => row);
    const split = { rows: 40, names: ['other', 'days_since_order'], columns: [days, days], labels: Uint8Array.from(days, (day) => Number(day < 20)) };
    const [early, late] = ask(split, 0, 39);
    expect(early).toBeGreaterThan(late!);
    expect([early, late].every(Number.isFinite)).toBe(true);
    expect(ask({ ...split, columns: [days, days.map(() => 7)] }, 7)[0]).toBeCloseTo(0, 6);
    expect(ask({ ...split, columns: [days, days.map(() => NaN)] }, 7, NaN)).toEqual([0, expect.closeTo(0, 1)]);
  });

  it('refuses rows without its column', () => {
    expect(() => makeRecencyEngine('gone').fit(customers(1), { seed: 1 })).toThrow(expect.objectContaining({ code: 'model.bad_matrix' }));
  });
});

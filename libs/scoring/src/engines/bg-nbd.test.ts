import { describe, expect, it } from 'vitest';
import { type BgNbdColumns, makeBgNbdEngine } from './bg-nbd.ts';
import { chanceOf, type LabelledMatrix } from './model.ts';
import { seededRandom } from './random.ts';
import { areaUnderCurve, exponential } from './sample-matrix.test-helper.ts';
import { shapleyValues } from './shapley.ts';

const COLUMNS: BgNbdColumns = { repeats: 'repeats', ageAtLast: 'age_at_last', age: 'age', horizonDays: 30, outcome: 'purchase' };

/** Customers that buy at rates of their own until they are gone, seen after 100 to 300 days; some never bought and seldom do. */
function shop(rows: number, seed: number): LabelledMatrix {
  const random = seededRandom(seed);
  const columns = [0, 1, 2, 3].map(() => new Float64Array(rows));
  const labels = new Uint8Array(rows);
  for (let row = 0; row < rows; row++) {
    const never = random.next() < 0.2;
    const age = 100 + Math.floor(200 * random.next());
    const rate = exponential(random) / 30;
    const times: number[] = [];
    for (let time = exponential(random) / rate; time < age + 30; time += exponential(random) / rate) {
      times.push(time);
      if (random.next() < 0.15) break;
    }
    const before = times.filter((time) => time < age);
    columns[0]![row] = random.next();
    columns[1]![row] = never ? NaN : before.length;
    columns[2]![row] = never ? NaN : (before.at(-1) ?? 0);
    columns[3]![row] = never ? NaN : age;
    labels[row] = never ? Number(random.next() < 0.03) : Number(times.length > before.length);
  }
  return { rows, names: ['other', 'repeats', 'age_at_last', 'age'], columns, labels };
}
const opposite = (data: LabelledMatrix): LabelledMatrix => ({ ...data, labels: data.labels.map((label) => 1 - label) });

describe('makeBgNbdEngine', () => {
  const data = shop(4000, 1);
  const later = shop(1500, 2);
  const model = makeBgNbdEngine(COLUMNS).fit(data, { seed: 1 });

  it('ranks customers it has not seen, and says how many will buy', () => {
    const logOdds = model.logOdds(later);
    expect(areaUnderCurve(logOdds, later.labels)).toBeGreaterThan(0.78);
    const expected = logOdds.reduce((sum, value) => sum + chanceOf(value), 0) / later.rows;
    const bought = later.labels.reduce((sum, label) => sum + label, 0) / later.rows;
    expect(Math.abs(expected - bought)).toBeLessThan(0.03);
  });

  it('turns round for the outcome that nobody buys', () => {
    const away = makeBgNbdEngine({ ...COLUMNS, outcome: 'no_purchase' }).fit(opposite(data), { seed: 1 });
    away.logOdds(later).forEach((logOdds, row) => expect(logOdds).toBeCloseTo(-model.logOdds(later)[row]!, 6));
  });

  it('gives those who never bought their own rate', () => {
    const never = model.logOdds({ rows: 1, names: data.names, columns: [1, NaN, NaN, NaN].map((value) => Float64Array.of(value)) });
    expect(Math.abs(chanceOf(never[0]!) - 0.03)).toBeLessThan(0.015);
  });

  it('lays everything on its three columns', () => {
    const { contributions, isApproximate } = model.explain({ rows: 1, names: data.names, columns: [1, 12, 30, 280].map((value) => Float64Array.of(value)) }, 0);
    expect(contributions[0]).toBe(0);
    expect(contributions[2]).toBeLessThan(-1);
    expect(isApproximate).toBe(true);
  });

  it('learns a rate only when no row has a history', () => {
    const nobody = { ...data, columns: data.columns.map((column) => column.map(() => NaN)) };
    const logOdds = makeBgNbdEngine(COLUMNS).fit(nobody, { seed: 1 }).logOdds(later);
    expect(logOdds.every(Number.isFinite)).toBe(true);
  });

  it('refuses rows without its columns', () => {
    expect(() => makeBgNbdEngine({ ...COLUMNS, age: 'gone' }).fit(data, { seed: 1 })).toThrow(expect.objectContaining({ code: 'model.bad_matrix' }));
  });
});

it('shapleyValues shares what players win together', () => {
  // Players 0 and 1 win 6 together and nothing alone; player 2 adds 1 to anything.
  expect([...shapleyValues(3, (joined) => ((joined & 3) === 3 ? 6 : 0) + (joined & 4 ? 1 : 0))].map((value) => Number(value.toFixed(9)))).toEqual([3, 3, 1]);
});

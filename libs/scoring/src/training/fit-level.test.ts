import { describe, expect, it } from 'vitest';
import { chanceOf, type Model } from '../engines/model.ts';
import { seededRandom } from '../engines/random.ts';
import { logLoss } from '../evaluation/chances.ts';
import { fitLevel, levelModel } from './fit-level.ts';
import type { Snapshots } from './snapshots.ts';

const CUSTOMERS = 600;
const SPREAD = 2;

/** Log-odds of each customer on each day, and what came of them where everybody's own were moved by `levelOf(day)`. */
function rowsOf(levels: readonly number[], seed: number) {
  const random = seededRandom(seed);
  const rows = levels.flatMap((level, day) => Array.from({ length: CUSTOMERS }, () => ({ day, level, logOdds: SPREAD * (random.next() - 0.75) })));
  return {
    days: Int32Array.from(rows, ({ day }) => day), logOdds: Float64Array.from(rows, ({ logOdds }) => logOdds),
    labels: Uint8Array.from(rows, ({ logOdds, level }) => (random.next() < chanceOf(logOdds + level) ? 1 : 0)),
  };
}

/** Mean loss on a later day of what is brought to the level of now, less that of what is left alone, over many histories. */
function gainOf(levels: readonly number[], later: number): number {
  const seeds = Array.from({ length: 40 }, (_unused, seed) => seed + 1);
  const losses = seeds.map((seed) => {
    const past = rowsOf(levels, seed);
    const next = rowsOf([later], seed + 1_000);
    const shift = fitLevel(past.logOdds, past);
    const lossAt = (moved: number): number => logLoss(next.logOdds.map((each) => chanceOf(each + moved)), next.labels)!;
    return lossAt(0) - lossAt(shift);
  });
  return losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
}

describe('fitLevel', () => {
  it.each<[string, number[], number]>([
    ['nothing moved', [0, 0, 0, 0], 0],
    ['the latest day', [0, 0, 0, 0.8], 0.5],
    ['all days alike', [0.8, 0.8, 0.8, 0.8], 0.8],
    ['a rise in steps', [-0.4, -0.2, 0.2, 0.4], 0.2],
    ['a day long past', [-0.8, 0, 0, 0], -0.1],
  ])('stands half-way between all days and the latest: %s', (_case, levels, expected) => {
    const rows = rowsOf(levels, 7);
    expect(Math.abs(fitLevel(rows.logOdds, rows) - expected)).toBeLessThan(0.1);
  });

  it('follows nothing but how common the outcome is: other customers on the latest day are no other level', () => {
    const rows = rowsOf([0, 0, 0], 3);
    const likely = Uint8Array.from(rows.days, (day, row) => (day < 2 || rows.logOdds[row]! > -0.2 ? 1 : 0));
    const isKept = (_value: number, row: number): boolean => likely[row] === 1;
    const kept = { days: rows.days.filter(isKept), labels: rows.labels.filter(isKept) };
    expect(Math.abs(fitLevel(rows.logOdds.filter(isKept), kept))).toBeLessThan(0.12);
  });

  it('costs a workspace with a steady rate no more than chance, and helps where the rate moved', () => {
    const costOfChance = 1 / (8 * CUSTOMERS);
    expect(gainOf([0, 0, 0, 0, 0, 0, 0, 0], 0)).toBeGreaterThan(-2 * costOfChance);
    expect(gainOf([0, 0, 0, 0, 0, 0.2, 0.3, 0.5], 0.5)).toBeGreaterThan(10 * costOfChance);
    expect(gainOf([0.3, 0.2, 0.1, 0, -0.1, -0.2, -0.3, -0.4], -0.5)).toBeGreaterThan(10 * costOfChance);
  });

  it('stays finite where the latest day has one kind only, and is 0 without rows', () => {
    const rows = rowsOf([0, 0], 5);
    const labels = rows.labels.map((label, row) => (rows.days[row] === 1 ? 0 : label));
    expect(fitLevel(rows.logOdds, { ...rows, labels })).toBeLessThan(-1);
    expect(Number.isFinite(fitLevel(rows.logOdds, { ...rows, labels }))).toBe(true);
    expect(fitLevel(new Float64Array(0), { labels: new Uint8Array(0), days: new Int32Array(0) })).toBe(0);
  });

});

describe('levelModel', () => {
  it.each([1, 0.5])('tells a mean chance of the share where nothing moved, whatever the stretch (%d) and the fault of the fit', (slope) => {
    const rows = rowsOf([0.3, 0.3, 0.3], 9);
    const matrix: Snapshots = { ...rows, rows: rows.days.length, names: ['x'], columns: [rows.logOdds], customers: new Int32Array(rows.days.length), points: new Float64Array(rows.days.length) };
    const faulty: Model = {
      engine: 'logistic', names: ['x'], logOdds: ({ columns }) => columns[0]!.map((each) => each - 3),
      explain: () => ({ base: -3, contributions: Float64Array.of(0), isApproximate: false }), save: () => new Uint8Array(0),
    };
    const chances = levelModel(faulty, matrix, slope).logOdds(matrix).map(chanceOf);
    const meanOf = (values: ArrayLike<number>): number => Array.from(values).reduce((sum, each) => sum + each, 0) / values.length;
    expect(Math.abs(meanOf(chances) - meanOf(rows.labels))).toBeLessThan(0.015);
  });
});

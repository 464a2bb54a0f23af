import { describe, expect, it } from 'vitest';
import { seededRandom } from '../engines/random.ts';
import { compareModels } from './bootstrap.ts';
import { evaluateRows } from './chances.ts';
import { areaUnderCurve } from './ranking.ts';
import { findWeakGroups } from './weak-groups.ts';

interface Group { readonly name: string; readonly rows: number; readonly knows: number; readonly shift?: number }

function simulated(groups: readonly Group[], seed = 1) {
  const random = seededRandom(seed);
  const rows = groups.flatMap(({ name, rows: n, knows, shift = 0 }) => Array.from({ length: n }, () => {
    const truth = 0.02 + 0.6 * random.next() ** 2;
    const noise = 0.02 + 0.6 * random.next() ** 2;
    return { name, chance: Math.min(1, Math.max(0, knows * truth + (1 - knows) * noise + shift)), label: random.next() < truth ? 1 : 0 };
  }));
  return { rows: evaluateRows(Float64Array.from(rows, (row) => row.chance), Uint8Array.from(rows, (row) => row.label)), names: rows.map((row) => row.name) };
}
const weaknesses = (groups: readonly Group[], seed?: number) => {
  const { rows, names } = simulated(groups, seed);
  return Object.fromEntries(findWeakGroups(rows, 'channel', names).map((group) => [group.group, group.weaknesses]));
};

describe('findWeakGroups', () => {
  it.each<[string, readonly Group[], Record<string, string[]>]>([
    ['all served alike', [{ name: 'a', rows: 2000, knows: 1 }, { name: 'b', rows: 800, knows: 1 }], { a: [], b: [] }],
    ['one that is ranked by chance', [{ name: 'a', rows: 2000, knows: 1 }, { name: 'b', rows: 800, knows: 0 }], { a: [], b: ['ranking'] }],
    ['one whose chances are too high', [{ name: 'a', rows: 2000, knows: 1 }, { name: 'b', rows: 800, knows: 1, shift: 0.12 }], { a: [], b: ['calibration'] }],
    ['one whose chances are too low', [{ name: 'a', rows: 3000, knows: 1 }, { name: 'b', rows: 800, knows: 1, shift: -0.15 }], { a: [], b: ['calibration'] }],
    ['everybody off alike is no weak group', [{ name: 'a', rows: 2000, knows: 1, shift: 0.1 }, { name: 'b', rows: 800, knows: 1, shift: 0.1 }], { a: [], b: [] }],
    ['one that is off, but less than the rest', [{ name: 'a', rows: 2000, knows: 1, shift: 0.25 }, { name: 'b', rows: 800, knows: 1, shift: 0.08 }], { a: ['calibration'], b: [] }],
    ['one that is ranked worse by a tenth', [{ name: 'a', rows: 6000, knows: 1 }, { name: 'b', rows: 6000, knows: 0.4 }], { a: [], b: ['ranking'] }],
    ['one whose chances are off by eight in a hundred', [{ name: 'a', rows: 6000, knows: 1 }, { name: 'b', rows: 6000, knows: 1, shift: 0.08 }], { a: [], b: ['calibration'] }],
    ['what is clear but hardly matters', [{ name: 'a', rows: 20_000, knows: 1, shift: 0.001 }, { name: 'b', rows: 20_000, knows: 0.7, shift: 0.035 }], { a: [], b: [] }],
    ['too few to tell', [{ name: 'a', rows: 2000, knows: 1 }, { name: 'b', rows: 60, knows: 0 }], { a: [], b: [] }],
    ['nobody to compare with', [{ name: 'a', rows: 2000, knows: 0 }], { a: [] }],
  ])('%s', (_case, groups, expected) => expect(weaknesses(groups)).toEqual(expected));

  it('seldom flags a group by chance', () => {
    const groups = Array.from({ length: 15 }, (_, at) => ({ name: `g${at}`, rows: 300, knows: 0.8 }));
    const flagged = Array.from({ length: 20 }, (_, seed) => Object.values(weaknesses(groups, seed)).filter((each) => each.length > 0).length);
    expect(flagged.reduce((sum, each) => sum + each, 0)).toBeLessThanOrEqual(3);
  });

  it('counts, and gives intervals like those of resampling', () => {
    const { rows, names } = simulated([{ name: 'a', rows: 900, knows: 0.7 }, { name: 'b', rows: 500, knows: 1 }]);
    const [a, b] = findWeakGroups(rows, 'country', names);
    expect(a).toMatchObject({ attribute: 'country', group: 'a', rows: 900 });
    expect(b).toMatchObject({ group: 'b', rows: 500 });
    const own = evaluateRows(rows.chances.slice(0, 900), rows.labels.slice(0, 900));
    expect(a!.positives).toBe(own.labels.reduce((sum, label) => sum + label, 0));
    expect(a!.auc!.value).toBeCloseTo(areaUnderCurve(own.chances, own.labels)!, 12);
    const resampled = compareModels({ own }, { seed: 1, resamples: 600 }).estimate('own', 'auc')!;
    expect((a!.auc!.high - a!.auc!.low) / (resampled.high - resampled.low)).toBeCloseTo(1, 0.9);
    expect(a!.calibrationGap.value).toBeCloseTo(own.chances.reduce((sum, chance, row) => sum + chance - own.labels[row]!, 0) / 900, 12);
  });

  it('has the variance of AUC by hand', () => {
    // Placements of the positives .9 and .4 among .5, .1: 1 and .5; of the negatives .5, .1 among them: .5 and 1.
    const [group] = findWeakGroups(evaluateRows(Float64Array.of(0.9, 0.5, 0.4, 0.1), Uint8Array.of(1, 0, 1, 0)), 'any', ['a', 'a', 'a', 'a']);
    const half = 1.959964 * Math.sqrt(0.125 / 2 + 0.125 / 2);
    expect(group!.auc).toEqual({ value: 0.75, low: expect.closeTo(0.75 - half, 12), high: 1 });
  });

  it('has no AUC for a group with one outcome, and nothing at all without rows', () => {
    const [group] = findWeakGroups(evaluateRows(Float64Array.of(0.1, 0.2), Uint8Array.of(0, 0)), 'any', ['a', 'a']);
    expect(group).toMatchObject({ rows: 2, positives: 0, auc: null, weaknesses: [] });
    expect(findWeakGroups(evaluateRows(new Float64Array(0), new Uint8Array(0)), 'any', [])).toEqual([]);
  });

  it('leaves rows without a group out of the list, and lists the twenty largest', () => {
    const names = Array.from({ length: 25 }, (_, at) => Array.from({ length: at + 1 }, () => `g${at}`)).flat();
    const rows = evaluateRows(new Float64Array(names.length + 1).fill(0.5), new Uint8Array(names.length + 1));
    const found = findWeakGroups(rows, 'any', [...names, null]);
    expect(found.map(({ group }) => group)).toEqual(Array.from({ length: 20 }, (_, at) => `g${24 - at}`));
  });

  it('refuses rows without an entry', () => {
    expect(() => findWeakGroups(evaluateRows(Float64Array.of(0.1), Uint8Array.of(0)), 'any', [])).toThrow(expect.objectContaining({ code: 'evaluation.bad_rows' }));
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../engines/random.ts';
import { evaluateRows } from './chances.ts';
import { computeCurves, computeCutOffs } from './curves.ts';
import { areaUnderCurve, averagePrecision, topDecileLift } from './ranking.ts';

function simulated(n: number, seed: number, decimals = 15) {
  const random = seededRandom(seed);
  const chances = Float64Array.from({ length: n }, () => Number(random.next().toFixed(decimals)));
  return evaluateRows(chances, Uint8Array.from(chances, (chance) => (random.next() < chance * chance ? 1 : 0)));
}

describe('computeCurves', () => {
  it('is by hand for four customers', () => {
    const curves = computeCurves(evaluateRows(Float64Array.of(0.9, 0.7, 0.7, 0.1), Uint8Array.of(1, 1, 0, 0)));
    expect(curves.roc).toEqual([{ x: 0, y: 0 }, { x: 0, y: 0.5 }, { x: 0.5, y: 1 }, { x: 1, y: 1 }]);
    expect(curves.precisionRecall).toEqual([{ x: 0.5, y: 1 }, { x: 1, y: 0.66667 }, { x: 1, y: 0.5 }]);
    // A quarter holds one positive; half adds half of the tie's one.
    expect(curves.gain[25]).toEqual({ x: 0.25, y: 0.5 });
    expect(curves.gain[50]).toEqual({ x: 0.5, y: 0.75 });
    expect(curves.lift[24]).toEqual({ x: 0.25, y: 2 });
    expect(curves.lift.at(-1)).toEqual({ x: 1, y: 1 });
  });

  it.each([[15], [2]])('keeps about a hundred points that say what the figures say (chances of %d decimals)', (decimals) => {
    const rows = simulated(5000, 7, decimals);
    const curves = computeCurves(rows);
    for (const curve of [curves.roc, curves.precisionRecall, curves.lift, curves.gain]) expect(curve.length).toBeLessThanOrEqual(103);
    const area = (points: readonly { x: number; y: number }[]) => points.slice(1).reduce((sum, { x, y }, at) => sum + ((x - points[at]!.x) * (y + points[at]!.y)) / 2, 0);
    expect(area(curves.roc)).toBeCloseTo(areaUnderCurve(rows.chances, rows.labels)!, 2);
    expect(area([{ x: 0, y: 1 }, ...curves.precisionRecall])).toBeCloseTo(averagePrecision(rows.chances, rows.labels)!, 1);
    expect(curves.lift[9]!.y).toBeCloseTo(topDecileLift(rows.chances, rows.labels)!, 4);
  });

  it('never turns back', () => {
    fc.assert(fc.property(fc.integer(), fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 3 }), (seed, n, decimals) => {
      const { roc, gain } = computeCurves(simulated(n, seed, decimals));
      for (const curve of [roc, gain]) curve.slice(1).forEach(({ x, y }, at) => expect(x >= curve[at]!.x && y >= curve[at]!.y).toBe(true));
    }));
  });

  it('is empty where one label never occurs', () => {
    const none = { roc: [], precisionRecall: [], lift: [], gain: [] };
    expect(computeCurves(evaluateRows(Float64Array.of(0.1, 0.2), Uint8Array.of(0, 0)))).toEqual(none);
    expect(computeCurves(evaluateRows(Float64Array.of(0.1, 0.2), Uint8Array.of(1, 1)))).toEqual(none);
    expect(computeCurves(evaluateRows(new Float64Array(0), new Uint8Array(0)))).toEqual(none);
  });
});

describe('computeCutOffs', () => {
  it('counts people and positives, likeliest first', () => {
    const chances = Float64Array.from({ length: 200 }, (_, at) => at / 200);
    const table = computeCutOffs(evaluateRows(chances, Uint8Array.from(chances, (chance) => (chance >= 0.9 ? 1 : 0))));
    expect(table).toHaveLength(100);
    expect(table[4]).toEqual({ share: 0.05, people: 10, hits: 10, precision: 1, recall: 0.5, chance: 0.95 });
    expect(table[19]).toEqual({ share: 0.2, people: 40, hits: 20, precision: 0.5, recall: 1, chance: 0.8 });
    expect(table.at(-1)).toMatchObject({ people: 200, hits: 20, recall: 1, chance: 0 });
  });

  it('repeats no row for few people, and shares ties out', () => {
    expect(computeCutOffs(evaluateRows(Float64Array.of(0.5, 0.5, 0.1), Uint8Array.of(1, 0, 0)))).toEqual([
      { share: 0.33333, people: 1, hits: 0.5, precision: 0.5, recall: 0.5, chance: 0.5 },
      { share: 0.66667, people: 2, hits: 1, precision: 0.5, recall: 1, chance: 0.5 },
      { share: 1, people: 3, hits: 1, precision: 0.33333, recall: 1, chance: 0.1 },
    ]);
  });

  it('is empty without rows, and has nothing to find without positives', () => {
    expect(computeCutOffs(evaluateRows(new Float64Array(0), new Uint8Array(0)))).toEqual([]);
    expect(computeCutOffs(evaluateRows(Float64Array.of(0.5), Uint8Array.of(0)))).toEqual([{ share: 1, people: 1, hits: 0, precision: 0, recall: 0, chance: 0.5 }]);
  });
});

import { describe, expect, it } from 'vitest';
import { chanceOf, type Engine, type LabelledMatrix, type Model } from '../engines/model.ts';
import { seededRandom } from '../engines/random.ts';
import { chooseSlopeByLater } from './choose-platt.ts';

const ROWS = 3_000;

/** Rows whose true log-odds are `level` + x, of which an engine will say `told` × x. */
function rowsOf(seed: number, { level, told }: { readonly level: number; readonly told: number }): LabelledMatrix {
  const random = seededRandom(seed);
  const xs = Float64Array.from({ length: ROWS }, () => 4 * random.next() - 2);
  return { rows: ROWS, names: ['told'], columns: [xs.map((x) => told * x)], labels: Uint8Array.from(xs, (x) => (random.next() < chanceOf(x + level) ? 1 : 0)) };
}

const model: Model = {
  engine: 'logistic', names: ['told'], logOdds: ({ columns }) => columns[0]!,
  explain: () => ({ base: 0, contributions: Float64Array.of(0), isApproximate: false }), save: () => new Uint8Array(0),
};
const engine: Engine = { code: 'logistic', fit: () => model, load: () => model };

interface When { readonly level: number; readonly told: number }
const slopeOf = (then: When, later: When, options: { readonly hasEarly?: boolean; readonly isOutOfTime?: () => boolean } = {}): number => {
  const validation = rowsOf(2, later);
  const fitLatest = rowsOf(1, then);
  return chooseSlopeByLater({ engine, logOdds: model.logOdds(validation), labels: validation.labels }, { early: options.hasEarly === false ? null : fitLatest, fitLatest }, { seed: 1, ...(options.isOutOfTime ? { isOutOfTime: options.isOutOfTime } : {}) });
};

describe('chooseSlopeByLater', () => {
  it.each<[string, When, When, number]>([
    ['too sure, twice', { level: 0, told: 2 }, { level: 0, told: 2 }, 0.75],
    ['too unsure, twice', { level: 0, told: 0.5 }, { level: 0, told: 0.5 }, 1.5],
    // The level moved the other way in between: it says nothing about how sure a model may be.
    ['too sure, twice, and another level each time', { level: 1, told: 2 }, { level: -1, told: 2 }, 0.75],
  ])('stretches half-way what was %s', (_case, then, later, expected) => {
    expect(Math.abs(Math.log(slopeOf(then, later) / expected))).toBeLessThan(0.1);
  });

  it('keeps to 1 where the later snapshot does not confirm it', () => {
    expect(slopeOf({ level: 0, told: 2 }, { level: 0, told: 1 })).toBe(1);
    expect(slopeOf({ level: 0, told: 2 }, { level: 0, told: 0.7 })).toBe(1);
  });

  it('keeps to 1 without an earlier time, and when time is up', () => {
    const sure = { level: 0, told: 2 };
    expect(slopeOf(sure, sure, { hasEarly: false })).toBe(1);
    expect(slopeOf(sure, sure, { isOutOfTime: () => true })).toBe(1);
  });
});

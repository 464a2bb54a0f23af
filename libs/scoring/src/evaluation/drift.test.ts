import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { driftSchema } from '@kelvin/contracts';
import { seededRandom } from '../engines/random.ts';
import { buildDriftReference, computeDrift, computeStabilityIndex, driftLevelOf, driftReferenceSchema, measureDrift } from './drift.ts';

const values = (n: number, next: (at: number) => number) => Float64Array.from({ length: n }, (_, at) => next(at));

describe('buildDriftReference', () => {
  it.each<[string, number[], number[], number[]]>([
    ['tenths', Array.from({ length: 11 }, (_, at) => at), [1, 2, 3, 4, 5, 6, 7, 8, 9], [2 / 11, ...Array.from({ length: 9 }, () => 1 / 11), 0]],
    ['a yes or no that is mostly no', [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1], [0], [11 / 12, 1 / 12, 0]],
    ['a yes or no that is mostly yes', [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0], [0], [1 / 21, 20 / 21, 0]],
    ['one value, some not known', [7, 7, NaN, 7], [], [0.75, 0.25]],
    ['nothing known', [NaN, NaN], [], [0, 1]],
    ['no rows', [], [], [0, 0]],
  ])('%s', (_case, given, edges, shares) => {
    const reference = buildDriftReference('any', Float64Array.from(given));
    expect(driftReferenceSchema.parse(reference)).toEqual(reference);
    expect(reference.edges).toEqual(edges);
    expect(reference.shares).toEqual(shares.map((share) => expect.closeTo(share, 12)));
  });
});

describe('computeStabilityIndex', () => {
  it('is by hand: 20 % yes then, 40 % yes now', () => {
    const yes = (share: number) => values(100_000, (at) => (at < share * 100_000 ? 1 : 0));
    const expected = (0.6 - 0.8) * Math.log(0.6 / 0.8) + (0.4 - 0.2) * Math.log(0.4 / 0.2);
    expect(computeStabilityIndex(buildDriftReference('outcome', yes(0.2)), yes(0.4))).toBeCloseTo(expected, 3);
  });

  it('is 0 for the rows it was built from, never below, and finite for anything', () => {
    const anyValues = fc.array(fc.oneof(fc.integer({ min: 0, max: 5 }), fc.double({ noNaN: false, noDefaultInfinity: true })), { maxLength: 50 }).map((each) => Float64Array.from(each));
    fc.assert(fc.property(anyValues, anyValues, (then, now) => {
      const reference = buildDriftReference('any', then);
      expect(computeStabilityIndex(reference, then)).toBeCloseTo(0, 12);
      const index = computeStabilityIndex(reference, now);
      expect(Number.isFinite(index) && index >= 0).toBe(true);
    }));
  });

  it('sees values that are no longer known', () => {
    const random = seededRandom(1);
    const then = values(2000, () => random.next());
    expect(measureDrift(buildDriftReference('any', then), then.map((value, at) => (at % 2 === 0 ? NaN : value))).level).toBe('drifted');
  });
});

describe('levels', () => {
  it.each([[0, 'steady'], [0.0999, 'steady'], [0.1, 'moved'], [0.2499, 'moved'], [0.25, 'drifted'], [3, 'drifted']] as const)('%d is %s', (index, level) => expect(driftLevelOf(index)).toBe(level));

  it.each([[0, 'steady'], [0.4, 'moved'], [1, 'drifted']] as const)('a normal feature shifted by %d standard deviations is %s', (shift, level) => {
    const random = seededRandom(2);
    const normal = () => Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
    const reference = buildDriftReference('any', values(5000, normal));
    expect(measureDrift(reference, values(5000, () => normal() + shift)).level).toBe(level);
    expect(measureDrift(reference, values(499, () => normal() + shift)).level).toBe('too_few_rows');
  });
});

describe('computeDrift', () => {
  it('lists features furthest first, and has no outcome until one is known', () => {
    const random = seededRandom(3);
    const then = values(1000, () => random.next());
    const of = (name: string, shift: number) => ({ reference: buildDriftReference(name, then), now: then.map((value) => value + shift) });
    const drift = computeDrift({ features: [of('still', 0), of('far', 0.8), of('near', 0.2), of('also still', 0)], chances: of('chances', 0.01), outcome: null });
    expect(driftSchema.parse(drift)).toEqual(drift);
    expect(drift.features.map(({ name }) => name)).toEqual(['far', 'near', 'also still', 'still']);
    expect(drift.chances.level).toBe('steady');
    expect(drift.outcome).toBeNull();
  });
});

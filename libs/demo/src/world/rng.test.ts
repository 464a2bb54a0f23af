import { describe, expect, it } from 'vitest';
import { dailyQuota } from './quota.ts';
import { Rng } from './rng.ts';

describe('Rng', () => {
  it('gives the same numbers for the same key and others for another', () => {
    const draw = (seed: number, stream: number, first: number, second: number): number[] => {
      const rng = new Rng(seed, stream, first, second);
      return Array.from({ length: 5 }, () => rng.next());
    };
    const usual = draw(7, 1, 2, 3);
    expect(draw(7, 1, 2, 3)).toEqual(usual);
    for (const other of [draw(8, 1, 2, 3), draw(7, 2, 2, 3), draw(7, 1, 3, 3), draw(7, 1, 2, 4)]) expect(other).not.toEqual(usual);
  });

  it.each([
    ['next', (rng: Rng) => rng.next(), 0.5],
    ['exponential', (rng: Rng) => rng.exponential(), 1],
    ['gamma', (rng: Rng) => rng.gamma(3), 1],
    ['normal', (rng: Rng) => rng.normal(), 0],
    ['poisson', (rng: Rng) => rng.poisson(4), 4],
  ] as const)('%s has the right mean', (_name, draw, mean) => {
    const rng = new Rng(1, 2);
    let sum = 0;
    for (let nth = 0; nth < 20_000; nth += 1) sum += draw(rng);
    expect(sum / 20_000).toBeCloseTo(mean, 1);
  });

  it('is even over neighbouring keys, as people and days are', () => {
    const rng = new Rng(1, 2);
    let sum = 0;
    for (let nth = 0; nth < 20_000; nth += 1) sum += rng.reseed(7, 4, nth, 20_000).next();
    expect(sum / 20_000).toBeCloseTo(0.5, 1.7);
  });
});

describe('dailyQuota', () => {
  it('adds up exactly', () => {
    const quota = dailyQuota(10, 374, 1_800, (day) => 1 + (day % 7));
    expect([...quota.values()].reduce((sum, each) => sum + each, 0)).toBe(1_800);
    expect(quota.size).toBe(365);
  });
});

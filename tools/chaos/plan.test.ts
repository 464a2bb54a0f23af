import { describe, expect, it } from 'vitest';
import { Random } from '../rig/random.ts';
import { planBlows } from './plan.ts';

describe('planBlows', () => {
  it('plans as many kills as asked for, of every kind, and wipes beside them', () => {
    const blows = planBlows(30, 200_000, true, new Random(1)).map(({ blow }) => blow);
    expect(blows.filter((blow) => blow !== 'wipe')).toHaveLength(30);
    expect(new Set(blows)).toEqual(new Set(['worker', 'api', 'database', 'everything', 'queue', 'wipe']));
  });

  it('hits the database where the queue has no server', () => {
    expect(planBlows(30, 200_000, false, new Random(1)).some(({ blow }) => blow === 'queue')).toBe(false);
  });

  it('spreads them over the run in order, the same for the same seed', () => {
    const plan = planBlows(30, 200_000, true, new Random(7));
    const moments = plan.map(({ atMs }) => atMs);
    expect(moments).toEqual([...moments].sort((a, b) => a - b));
    expect(moments.at(-1)).toBeLessThan(200_000);
    expect(planBlows(30, 200_000, true, new Random(7))).toEqual(plan);
  });
});

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ScoreRests, type Backlog } from './score-rests.ts';

describe('scoring', () => {
  let rung: string[];
  let rests: ScoreRests;

  beforeEach(() => {
    vi.useFakeTimers();
    rung = [];
    rests = new ScoreRests(async (workspaceId) => void rung.push(workspaceId));
  });
  afterEach(() => {
    rests.stop();
    vi.useRealTimers();
  });

  it.each<{ what: string; tookMs: number; backlog: Backlog; restMs: number }>([
    { what: 'not at all while nothing waits', tookMs: 800, backlog: 'none', restMs: 0 },
    { what: 'a quarter of a pass while something waits', tookMs: 800, backlog: 'short', restMs: 200 },
    { what: 'no longer than is noticed', tookMs: 8_000, backlog: 'short', restMs: 400 },
    { what: 'twice as long as a pass where the drain is behind', tookMs: 400, backlog: 'long', restMs: 800 },
    { what: 'within limits there too', tookMs: 8_000, backlog: 'long', restMs: 1_500 },
  ])('rests $what', async ({ tookMs, backlog, restMs }) => {
    expect(rests.begin('shop', tookMs, backlog)).toBe(restMs > 0);
    expect(rests.isResting('shop')).toBe(restMs > 0);
    await vi.advanceTimersByTimeAsync(Math.max(0, restMs - 1));
    expect(rung).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(rung).toEqual(restMs > 0 ? ['shop'] : []);
    expect(rests.isResting('shop')).toBe(false);
  });

  it('of one workspace rests without the others', async () => {
    rests.begin('shop', 400, 'long');
    expect(rests.isResting('forum')).toBe(false);
  });

  it('is not rung for once the process stops', async () => {
    rests.begin('shop', 400, 'long');
    rests.stop();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(rung).toEqual([]);
  });
});

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DrainBell } from './drain-bell.ts';

describe('DrainBell', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('rings at once, then at most every 50 ms, and never forgets the last', () => {
    const rung: string[] = [];
    const bell = new DrainBell({ ring: (workspaceId, stage) => { rung.push(`${workspaceId} ${stage}`); return Promise.resolve(); } });
    for (let n = 0; n < 10; n += 1) bell.ring('w1');
    bell.ring('w2');
    expect(rung).toEqual(['w1 drain', 'w2 drain']);
    vi.advanceTimersByTime(50);
    expect(rung).toEqual(['w1 drain', 'w2 drain', 'w1 drain']);
    vi.advanceTimersByTime(500);
    expect(rung).toHaveLength(3);
    bell.ring('w1');
    expect(rung).toHaveLength(4);
  });
});

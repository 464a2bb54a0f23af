import { describe, expect, it } from 'vitest';
import { MetricRoom } from './metric-room.ts';

const sections = (count: number): string[] => Array.from({ length: count }, (_unused, at) => `section:/${at}`);

describe('room for metrics', () => {
  it('is a family’s own, first come, first served', () => {
    const room = new MetricRoom();
    expect(sections(100).filter((metric) => room.take(metric))).toEqual(sections(60));
    expect([room.take('move:/a > /b'), room.take('order'), room.take('session')]).toEqual([true, true, true]);
  });

  it('counts what is there already, which may be more than there is room for', () => {
    const room = new MetricRoom([...sections(59), 'order']);
    expect([room.take('section:/new'), room.take('section:/newer'), room.take('refund')]).toEqual([true, false, true]);
    expect(new MetricRoom(sections(80)).take('section:/new')).toBe(false);
  });
});

import { describe, expect, it } from 'vitest';
import { bestHour, hourCounts } from './best-hour.ts';

const of = (hours: Readonly<Record<number, number>>): Float64Array => hourCounts(Object.entries(hours).map(([hour, n]) => ({ hour: Number(hour), n })));
const EVENINGS = of({ 12: 30, 20: 100 });

describe('bestHour', () => {
  it.each<[string, Float64Array, Float64Array, ReturnType<typeof bestHour>]>([
    ['his own, from ten events on', of({ 8: 10 }), EVENINGS, { hour: 8, isOwn: true }],
    ['everybody’s while he has fewer', of({ 8: 9 }), EVENINGS, { hour: 20, isOwn: false }],
    ['none where nobody did much', of({ 8: 9 }), of({ 9: 9 }), null],
    ['none without any event', of({}), of({}), null],
    ['the middle of neighbouring hours', of({ 3: 5, 18: 3, 19: 3, 20: 3 }), EVENINGS, { hour: 19, isOwn: true }],
    ['around midnight too', of({ 12: 4, 23: 3, 0: 3, 1: 3 }), EVENINGS, { hour: 0, isOwn: true }],
    ['of two alike what the workspace prefers', of({ 12: 10, 20: 10 }), EVENINGS, { hour: 20, isOwn: true }],
    ['else the earlier', of({ 5: 10, 15: 10 }), of({}), { hour: 5, isOwn: true }],
  ])('is %s', (_case, own, workspace, expected) => {
    expect(bestHour(own, workspace)).toEqual(expected);
  });
});

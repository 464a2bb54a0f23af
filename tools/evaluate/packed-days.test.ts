import fc from 'fast-check';
import { expect, it } from 'vitest';
import { PackedDays } from './packed-days.ts';

it('adds up what came on one day under one metric, in any order, and keeps the days in order', () => {
  const row = fc.record({ day: fc.integer({ min: -3, max: 3 }), metric: fc.constantFrom(0, 1, 2 ** 24 - 1), n: fc.integer({ min: 0, max: 3 }), total: fc.integer({ min: 0, max: 9 }), parts: fc.integer({ min: 0, max: 15 }) });
  fc.assert(fc.property(fc.array(row, { maxLength: 60 }), (rows) => {
    const packed = new PackedDays();
    const expected = new Map<string, [number, number, number, number, number]>();
    for (const { day, metric, n, total, parts } of rows) {
      packed.add({ day, n, total, parts }, metric);
      const [, , sum, money, bits] = expected.get(`${day} ${metric}`) ?? [0, 0, 0, 0, 0];
      expected.set(`${day} ${metric}`, [day, metric, sum + n, money + total, bits | parts]);
    }
    const { days, metrics, counts, totals, parts } = packed.toDayRows((metric) => (metric === 1 ? null : metric));
    const got = Array.from(days, (day, at) => [day, metrics[at], counts[at], totals[at], parts[at]]);
    const wanted = [...expected.values()].filter(([, metric, n]) => metric !== 1 && n > 0);
    expect(got.map((each) => each.join(' ')).sort()).toEqual(wanted.map((each) => each.join(' ')).sort());
    expect(Array.from(days)).toEqual(Array.from(days).sort((a, b) => a - b));
  }));
});

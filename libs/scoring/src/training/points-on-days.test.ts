import fc from 'fast-check';
import { expect, it } from 'vitest';
import { packDayRows } from '../day-rows.ts';
import { MetricIndex } from '../metric-index.ts';
import { compileRules } from '../rules/compile-rules.ts';
import { B2B_PRESET, B2C_PRESET } from '../rules/presets.ts';
import { scorePoint } from '../rules/score-customer.ts';
import { STATS } from '../sample-rows.test-helper.ts';
import { pointsOnDays } from './points-on-days.ts';

const METRICS = ['order', 'view', 'refund', 'email_sent', 'ticket_opened', 'ticket_closed', 'payment_failed', 'subscription_payment', 'text:1', 'text:4', 'feature:chat', 'intent:leave'];
const aRow = fc.record({ day: fc.integer({ min: 0, max: 120 }), metric: fc.constantFrom(...METRICS), n: fc.integer({ min: 0, max: 4 }), total: fc.integer({ min: 0, max: 90 }) });

it.each([['b2c', B2C_PRESET], ['b2b', B2B_PRESET]])('one walk says of every day what scoring that day alone does: %s', (_name, preset) => {
  fc.assert(fc.property(fc.array(aRow, { maxLength: 60 }), fc.uniqueArray(fc.integer({ min: 0, max: 200 }), { maxLength: 8 }), (rows, unsorted) => {
    const index = new MetricIndex();
    const packed = packDayRows(rows, index);
    const rules = compileRules(preset, index);
    const days = unsorted.toSorted((a, b) => a - b);
    expect(pointsOnDays(rules, packed, days)).toEqual(days.map((asOfDay) => scorePoint(rules, { rows: packed, asOfDay, stats: STATS, previous: null }).hundredths / 100));
  }));
});

import { describe, expect, it } from 'vitest';
import { packDayRows } from '../day-rows.ts';
import { type CompiledFeatures, compileFeatures } from '../features/compute-features.ts';
import { type Feature, FEATURES_VERSION, featureSchema, nameOfFeature } from '../features/feature.ts';
import { proposeFeatures } from '../features/propose-features.ts';
import { MetricIndex } from '../metric-index.ts';
import { ago, TODAY } from '../sample-rows.test-helper.ts';
import { findLeaks } from './find-leaks.ts';

const METRICS = ['order', 'view', 'refund', 'email_sent', 'email_opened', 'ticket_opened', 'ticket_closed', 'section:a', 'move:a > b', 'text:2', 'text:5'];
const index = new MetricIndex();
const customers = Array.from({ length: 12 }, (_unused, customer) => ({
  rows: packDayRows(Array.from({ length: 40 }, (_alike, at) => ({ ...ago((at * (7 + customer)) % 200, METRICS[(at + customer) % METRICS.length]!, 1 + (at % 3), at), parts: at % 16 })), index),
  categories: [{ of: 'country' as const, value: 'DE', firstDay: TODAY - 10 * customer }],
}));
const DAYS = [TODAY - 120, TODAY - 60, TODAY - 20];
const { features } = proposeFeatures({
  customers: 1_000, customersByMetric: new Map(METRICS.map((metric) => [metric, 500])), outcomeMetrics: ['order'], historyDays: 800,
  customersByPart: { night: 30, morning: 400, afternoon: 600, evening: 500 }, categories: { country: new Map([['DE', 500], ['FR', 400]]) },
});
const compiled = compileFeatures({ version: FEATURES_VERSION, features }, index, ['order']);

/** A feature that counts orders of the days after. */
function withPlanted(honest: CompiledFeatures): CompiledFeatures {
  const order = index.intern('order');
  return {
    names: [...honest.names, 'planted'],
    writeVector(input, columns, row) {
      honest.writeVector(input, columns.slice(0, -1), row);
      let future = 0;
      for (let at = 0; at < input.rows.days.length; at++) if (input.rows.days[at]! > input.asOfDay && input.rows.metrics[at] === order) future += 1;
      columns[columns.length - 1]![row] = future;
    },
  };
}

describe('findLeaks', () => {
  it('finds none in any kind of feature that there is', () => {
    expect(findLeaks(compiled, customers, DAYS, 1)).toEqual([]);
    const kinds = new Set(featureSchema.options.map((option) => option.shape.kind.value as Feature['kind']));
    expect([...kinds].filter((kind) => !features.some((feature) => feature.kind === kind)).sort()).toEqual([]);
  });

  it('catches a planted feature that sees the future, and names it alone', () => {
    const leaks = findLeaks(withPlanted(compiled), customers, DAYS, 1);
    expect(new Set(leaks.map(({ feature }) => feature))).toEqual(new Set(['planted']));
    expect(leaks.length).toBeGreaterThan(DAYS.length);
  });

  it('catches it for customers who have no future yet, by an invented one', () => {
    const past = customers.map((customer) => ({ ...customer, rows: packDayRows([ago(300, 'order'), ago(250, 'view')], index) }));
    expect(findLeaks(withPlanted(compiled), past, [TODAY], 2).length).toBeGreaterThan(0);
    expect(findLeaks(compiled, past, [TODAY], 2)).toEqual([]);
  });

  it('says the customer and the day', () => {
    const [leak] = findLeaks(withPlanted(compiled), customers.slice(0, 1), [DAYS[0]!], 1);
    expect(leak).toEqual({ feature: 'planted', customer: 0, asOfDay: DAYS[0] });
    expect(features.map(nameOfFeature)).not.toContain(leak!.feature);
  });
});

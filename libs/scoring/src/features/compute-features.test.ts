import { ALL_DAY_PARTS, DAY_PARTS, type DayPart, dayPartBit } from '@kelvin/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type NamedDayRow, packDayRows } from '../day-rows.ts';
import { MetricIndex } from '../metric-index.ts';
import { ago, TODAY } from '../sample-rows.test-helper.ts';
import { type Categories, compileFeatures } from './compute-features.ts';
import { type Feature, FEATURES_VERSION, featureSchema, nameOfFeature } from './feature.ts';
import { proposeFeatures } from './propose-features.ts';
import { FEATURE_LOOKBACK_DAYS } from './tracks.ts';

function valuesOf(features: readonly Feature[], rows: readonly NamedDayRow[], categories: Categories = {}, asOfDay = TODAY): number[] {
  const index = new MetricIndex();
  const compiled = compileFeatures({ version: FEATURES_VERSION, features: features.map((feature) => featureSchema.parse(feature)) }, index, ['order']);
  const columns = compiled.names.map(() => new Float64Array(1));
  compiled.writeVector({ rows: packDayRows(rows, index), asOfDay, categories }, columns, 0);
  return columns.map(([value]) => value!);
}

/** Orders 40, 25 and 5 days ago: gaps of 15 and 20 days. */
const ORDERS = [ago(40, 'order', 1, 30), ago(25, 'order', 2, 50), ago(5, 'order', 1, 10)];
const MAILS = [ago(20, 'email_sent', 4), ago(10, 'email_opened', 1), ago(9, 'email_opened', 2)];
const at = (part: DayPart, daysAgo: number, metric: string): NamedDayRow => ({ ...ago(daysAgo, metric), parts: dayPartBit(part) });
/** Four days of which the hours are known, one with two parts and two kinds; of a fifth only the date. */
const BY_PARTS = [at('night', 30, 'view'), at('evening', 9, 'order'), at('morning', 9, 'view'), at('evening', 5, 'order'), at('afternoon', 2, 'view'), ago(1, 'view')];
const TICKETS = [ago(30, 'ticket_opened', 2), ago(20, 'ticket_closed', 1), ago(10, 'ticket_opened', 1)];

describe('a feature', () => {
  it.each<[Feature, readonly NamedDayRow[], number]>([
    [{ kind: 'count', of: 'order', days: 30 }, ORDERS, 3],
    [{ kind: 'count', of: 'order', days: 25 }, ORDERS, 1],
    [{ kind: 'count', of: 'order', days: 26 }, ORDERS, 3],
    [{ kind: 'count', of: 'order', days: 1 }, [ago(0, 'order', 2), ago(1, 'order')], 2],
    [{ kind: 'count', of: 'order', days: 30 }, [], 0],
    [{ kind: 'count', of: 'outcome', days: 90 }, [...ORDERS, ago(1, 'view', 9)], 4],
    [{ kind: 'count', of: 'activity', days: 90 }, [...ORDERS, ago(1, 'view', 9), ago(1, 'email_sent', 5), ago(1, 'other', 1)], 14],
    [{ kind: 'days', of: 'order', days: 30 }, ORDERS, 2],
    [{ kind: 'days', of: 'activity', days: 30 }, [ago(3, 'view'), ago(3, 'order'), ago(2, 'view')], 2],
    [{ kind: 'sum', of: 'order', days: 30 }, ORDERS, 60],
    [{ kind: 'sum', of: 'order', days: 365 }, ORDERS, 90],
    [{ kind: 'trend', of: 'order', days: 30 }, ORDERS, Math.log(3.5 / 1.5)],
    [{ kind: 'trend', of: 'order', days: 30 }, [], 0],
    [{ kind: 'faded', of: 'order', halfLifeDays: 5 }, ORDERS, 2 ** -8 + 2 * 2 ** -5 + 2 ** -1],
    [{ kind: 'since', of: 'order' }, ORDERS, 5],
    [{ kind: 'since', of: 'order' }, [], NaN],
    [{ kind: 'age', of: 'order' }, ORDERS, 40],
    [{ kind: 'span', of: 'order' }, ORDERS, 35],
    [{ kind: 'repeats', of: 'order' }, ORDERS, 2],
    [{ kind: 'repeats', of: 'order' }, [], NaN],
    [{ kind: 'gap', of: 'order', stat: 'mean' }, ORDERS, 17.5],
    [{ kind: 'gap', of: 'order', stat: 'last' }, ORDERS, 20],
    [{ kind: 'gap', of: 'order', stat: 'spread' }, ORDERS, 2.5],
    [{ kind: 'gap', of: 'order', stat: 'usual' }, ORDERS, 18.75],
    [{ kind: 'gap', of: 'order', stat: 'spread' }, ORDERS.slice(1), NaN],
    [{ kind: 'gap', of: 'order', stat: 'mean' }, ORDERS.slice(2), NaN],
    [{ kind: 'overdue', of: 'order' }, ORDERS, 5 / 18.75],
    [{ kind: 'overdue', of: 'order' }, ORDERS.slice(2), NaN],
    [{ kind: 'price', of: 'order', stat: 'mean' }, ORDERS, 22.5],
    [{ kind: 'price', of: 'order', stat: 'last' }, ORDERS, 10],
    [{ kind: 'price', of: 'order', stat: 'mean' }, [], NaN],
    [{ kind: 'ratio', of: 'email_opened', by: 'email_sent', days: 90 }, MAILS, 0.75],
    [{ kind: 'ratio', of: 'email_opened', by: 'email_sent', days: 15 }, MAILS, NaN],
    [{ kind: 'open', of: 'ticket_opened', by: 'ticket_closed', stat: 'count' }, TICKETS, 2],
    [{ kind: 'open', of: 'ticket_opened', by: 'ticket_closed', stat: 'days' }, TICKETS, 30],
    [{ kind: 'open', of: 'ticket_opened', by: 'ticket_closed', stat: 'days' }, [ago(3, 'ticket_opened'), ago(3, 'ticket_closed')], 0],
    [{ kind: 'open', of: 'ticket_opened', by: 'ticket_closed', stat: 'count' }, [ago(91, 'ticket_opened')], 0],
    [{ kind: 'variety', prefix: 'section:', days: 7 }, [ago(1, 'section:a', 5), ago(2, 'section:b'), ago(2, 'move:a > b'), ago(7, 'section:c')], 2],
    // 2026-01-01 was a Thursday, so 5 and 4 days before it were a Saturday and a Sunday.
    [{ kind: 'weekend', of: 'activity' }, [ago(5, 'view'), ago(4, 'view'), ago(3, 'view'), ago(0, 'view')], 0.5],
    [{ kind: 'part', of: 'activity', part: 'evening', days: 90 }, BY_PARTS, 0.5],
    [{ kind: 'part', of: 'activity', part: 'morning', days: 90 }, BY_PARTS, 0.25],
    [{ kind: 'part', of: 'activity', part: 'night', days: 90 }, BY_PARTS, 0.25],
    [{ kind: 'part', of: 'activity', part: 'night', days: 3 }, BY_PARTS, 0],
    [{ kind: 'part', of: 'order', part: 'evening', days: 90 }, BY_PARTS, 1],
    // What is no activity is no visit, a date without an hour says nothing, and neither does what lies too far back.
    [{ kind: 'part', of: 'activity', part: 'evening', days: 90 }, [at('evening', 1, 'email_sent'), ago(2, 'view'), at('evening', 90, 'view')], NaN],
    [{ kind: 'part', of: 'activity', part: 'evening', days: 90 }, [], NaN],
    [{ kind: 'season', wave: 'sin' }, [], Math.sin((2 * Math.PI * TODAY) / 365.25)],
    [{ kind: 'season', wave: 'cos' }, [], Math.cos((2 * Math.PI * TODAY) / 365.25)],
    [{ kind: 'mood', stat: 'mean' }, [ago(9, 'text:1'), ago(8, 'text:5'), ago(2, 'text:4'), ago(1, 'text:3')], 4],
    [{ kind: 'mood', stat: 'change' }, [ago(9, 'text:5'), ago(8, 'text:5'), ago(1, 'text:2')], -3],
    [{ kind: 'mood', stat: 'change' }, [ago(1, 'text:2')], NaN],
    [{ kind: 'mood', stat: 'mean' }, [ago(1, 'view')], NaN],
  ])('%j', (feature, rows, expected) => {
    const [value] = valuesOf([feature], rows);
    if (Number.isNaN(expected)) expect(value).toBeNaN();
    else expect(value).toBeCloseTo(expected, 10);
  });

  it('of a place is 1 for those who have it', () => {
    const isGerman: Feature = { kind: 'category', of: 'country', value: 'DE' };
    expect([valuesOf([isGerman], [], { country: 'DE' }), valuesOf([isGerman], [], { country: 'FR' }), valuesOf([isGerman], [])]).toEqual([[1], [0], [0]]);
  });

  it('has a name of its own', () => {
    const { features } = proposeFeatures(GROUND);
    expect(new Set(features.map(nameOfFeature)).size).toBe(features.length);
    expect(features.length).toBeGreaterThan(100);
  });
});

const METRICS = ['order', 'view', 'refund', 'email_sent', 'email_opened', 'ticket_opened', 'ticket_closed', 'cart', 'section:a', 'section:b', 'move:a > b', 'text:2', 'text:5'];
const GROUND = {
  customers: 1_000, customersByMetric: new Map(METRICS.map((metric) => [metric, 500])), outcomeMetrics: ['order'], historyDays: 800,
  customersByPart: { night: 30, morning: 400, afternoon: 600, evening: 500 },
  categories: { country: new Map([['DE', 500], ['FR', 400]]) },
};
const row = fc.record({ day: fc.integer({ min: TODAY - 1_100, max: TODAY + 100 }), metric: fc.constantFrom(...METRICS), n: fc.integer({ min: 1, max: 5 }), total: fc.integer({ min: 0, max: 900 }), parts: fc.integer({ min: 0, max: ALL_DAY_PARTS }) });

describe('a vector', () => {
  const { features } = proposeFeatures(GROUND);

  it('never hangs on rows after the day or beyond the look-back, so it is the one that was made on the day', () => {
    fc.assert(fc.property(fc.array(row, { maxLength: 60 }), fc.integer({ min: TODAY - 200, max: TODAY }), (rows, asOfDay) => {
      const onTheDay = rows.filter(({ day }) => day <= asOfDay && day >= asOfDay - FEATURE_LOOKBACK_DAYS);
      expect(valuesOf(features, rows, {}, asOfDay)).toEqual(valuesOf(features, onTheDay, {}, asOfDay));
    }), { numRuns: 150 });
  });

  it('is the same for rows of one day in parts, and at whatever row it is written', () => {
    const index = new MetricIndex();
    const compiled = compileFeatures({ version: FEATURES_VERSION, features }, index, ['order']);
    const columns = compiled.names.map(() => new Float64Array(3));
    const parts = packDayRows([ago(3, 'order', 1, 10), ago(3, 'order', 2, 30), ago(2, 'view')], index);
    const whole = packDayRows([ago(3, 'order', 3, 40), ago(2, 'view')], index);
    compiled.writeVector({ rows: parts, asOfDay: TODAY, categories: {} }, columns, 0);
    compiled.writeVector({ rows: packDayRows(Array.from({ length: 300 }, (_unused, day) => ago(day, 'order', 3, 9)), index), asOfDay: TODAY, categories: { country: 'FR' } }, columns, 1);
    compiled.writeVector({ rows: whole, asOfDay: TODAY, categories: {} }, columns, 2);
    expect(columns.map((column) => column[0])).toEqual(columns.map((column) => column[2]));
  });
});

describe('proposeFeatures', () => {
  const namesOf = (ground: Partial<typeof GROUND>) => proposeFeatures({ ...GROUND, ...ground }).features.map(nameOfFeature);

  it('knows a season only with a year of history', () => {
    expect(namesOf({ historyDays: 364 })).not.toContain('season.sin');
    expect(namesOf({ historyDays: 365 })).toContain('season.sin');
  });

  it('has moods once texts are labelled, and sections and moves where there are pages', () => {
    expect(namesOf({})).toEqual(expect.arrayContaining(['mood.mean', 'variety.section:.30', 'variety.move:.30', 'count.move:a > b.30']));
    const bare = namesOf({ customersByMetric: new Map([['order', 500]]) });
    expect(bare.filter((name) => /^(mood|variety)/.test(name))).toEqual([]);
  });

  it('looks at parts of the day where hours vary, but for the commonest, which follows from the others', () => {
    const partsOf = (byPart: readonly number[]) => namesOf({ customersByPart: Object.fromEntries(DAY_PARTS.map((part, place) => [part, byPart[place]!])) as typeof GROUND['customersByPart'] }).filter((name) => name.startsWith('part.'));
    expect(partsOf([30, 400, 600, 500])).toEqual(['part.activity.evening.90', 'part.activity.morning.90', 'part.activity.night.90']);
    expect(partsOf([0, 900, 19, 20])).toEqual(['part.activity.evening.90']);
    // All at one hour, few at any other, or dates only.
    for (const dull of [[1_000, 0, 0, 0], [5, 19, 1_000, 19], [0, 0, 0, 0]]) expect(partsOf(dull)).toEqual([]);
  });

  it('leaves out metrics that few customers have, and a place that all have', () => {
    const names = namesOf({ customersByMetric: new Map([['order', 500], ['cart', 9]]), categories: { country: new Map([['DE', 990]]) } as typeof GROUND['categories'] });
    expect(names.filter((name) => name.includes('cart') || name.startsWith('category'))).toEqual([]);
  });
});

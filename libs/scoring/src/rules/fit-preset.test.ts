import { describe, expect, it } from 'vitest';
import { compileRules } from './compile-rules.ts';
import { type NamedDayRow, packDayRows } from '../day-rows.ts';
import { fitPreset, PopulationAccumulator, type PopulationStats } from './fit-preset.ts';
import { MetricIndex } from '../metric-index.ts';
import { B2B_PRESET, B2C_PRESET } from './presets.ts';
import { rulePresetSchema } from './rule-preset.ts';
import { scoreCustomer } from './score-customer.ts';
import { ago, STATS, TODAY } from '../sample-rows.test-helper.ts';

function population(customers: readonly NamedDayRow[][], index = new MetricIndex()): PopulationStats {
  const accumulator = new PopulationAccumulator(B2C_PRESET, index);
  for (const rows of customers) accumulator.add(packDayRows(rows, index), TODAY);
  return accumulator.result();
}
const buyers = (n: number, gap: number): NamedDayRow[][] => Array.from({ length: n }, () => [ago(gap, 'order'), ago(0, 'order')]);

describe('presets', () => {
  it.each([['B2C', B2C_PRESET, 100], ['B2B', B2B_PRESET, 85]])('%s is valid data with the caps of the table', (_name, preset, caps) => {
    expect(rulePresetSchema.parse(JSON.parse(JSON.stringify(preset)))).toEqual(preset);
    expect(preset.groups.reduce((sum, group) => sum + group.cap, 0)).toBe(caps);
  });

  it('refuses two groups of one code', () => {
    expect(rulePresetSchema.safeParse({ ...B2C_PRESET, groups: [B2C_PRESET.groups[0], B2C_PRESET.groups[0]] }).success).toBe(false);
  });
});

describe('fitPreset', () => {
  it('gives one fresh order 41 points in a workspace that knows orders only', () => {
    const index = new MetricIndex();
    const { preset, factor, groups } = fitPreset(B2C_PRESET, population(buyers(50, 30), index));
    expect(preset.groups.map(({ code, cap, halfLifeDays }) => [code, cap, halfLifeDays])).toEqual([['purchases', 100, 60]]);
    expect(factor).toBeCloseTo(100 / 30);
    expect(groups.filter((group) => !group.isKept).map((group) => group.code)).toEqual(['presence', 'interest', 'response', 'voice']);
    const score = scoreCustomer(compileRules(preset, index), { rows: packDayRows([ago(0, 'order')], index), asOfDay: TODAY, stats: STATS, previous: null });
    expect(Math.round(score.hundredths / 100)).toBe(41);
    expect(rulePresetSchema.safeParse(preset).success).toBe(true);
  });

  it.each([[30, 60], [2, 7], [300, 180]])('half-life from gaps of %d days is %d', (gap, halfLife) => {
    expect(fitPreset(B2C_PRESET, population(buyers(50, gap))).preset.groups[0]!.halfLifeDays).toBe(halfLife);
  });

  it('keeps a group from 1 % of customers on, and its half-life while gaps are few', () => {
    const visitor = [[ago(3, 'visit'), ago(0, 'visit')]];
    expect(fitPreset(B2C_PRESET, population([...buyers(99, 30), ...visitor])).groups[0]).toMatchObject({ code: 'presence', isKept: true, share: 0.01, halfLifeAfter: 14 });
    expect(fitPreset(B2C_PRESET, population([...buyers(100, 30), ...visitor])).groups[0]).toMatchObject({ isKept: false, capAfter: 0 });
  });

  it('leaves the groups that take alone, and everything when there is no data', () => {
    expect(fitPreset(B2C_PRESET, population(buyers(50, 30))).preset.minusGroups).toEqual(B2C_PRESET.minusGroups);
    expect(fitPreset(B2C_PRESET, population([])).preset).toEqual(B2C_PRESET);
    expect(fitPreset(B2C_PRESET, population([[ago(1, 'other')]])).preset).toEqual(B2C_PRESET);
  });

  it('reads nothing after the as-of day', () => {
    expect(population([[ago(-1, 'visit')], [ago(1, 'order'), ago(-5, 'order')]])).toMatchObject({ customers: 1 });
  });
});

import { describe, expect, it } from 'vitest';
import { type NamedDayRow, NO_ROWS, packDayRows } from '../day-rows.ts';
import { logOddsOf } from '../engines/model.ts';
import { measureDrift } from '../evaluation/drift.ts';
import type { FeatureSet } from '../features/feature.ts';
import { MetricIndex } from '../metric-index.ts';
import { compileRules } from '../rules/compile-rules.ts';
import { B2C_PRESET } from '../rules/presets.ts';
import { modelPoints } from '../serving/model-points.ts';
import { ago, STATS, TODAY } from '../sample-rows.test-helper.ts';
import { freezeServingFacts, makeStanding, referencesOf } from './standing.ts';

const FEATURES: FeatureSet = { version: 1, features: [{ kind: 'since', of: 'outcome' }, { kind: 'category', of: 'country', value: 'DE' }] };

function standingOf(people: readonly (readonly NamedDayRow[])[]) {
  const metrics = new MetricIndex();
  const customers = people.map((rows) => ({ rows: rows.length === 0 ? NO_ROWS : packDayRows(rows, metrics), categories: [{ of: 'country' as const, value: 'DE', firstDay: TODAY - 5 }] }));
  return makeStanding({ customers, features: FEATURES, metrics, outcomeMetrics: ['order'], rules: compileRules(B2C_PRESET, metrics), stats: { ...STATS, topValueLimit: 500 }, asOfDay: TODAY });
}

describe('makeStanding', () => {
  it('sees everybody with any activity until the day, and nothing of tomorrow', () => {
    const standing = standingOf([[ago(3, 'order', 1, 40)], [], [ago(-1, 'order', 1, 40)], [ago(200, 'order', 1, 40), ago(-2, 'order', 1, 40)]]);
    expect(standing.rows).toBe(2);
    expect([...standing.columns[0]!]).toEqual([3, 200]);
    expect([...standing.columns[1]!]).toEqual([1, 1]);
    expect(standing.points[0]).toBeGreaterThan(standing.points[1]!);
  });

  it.each([
    ['new', [ago(3, 'visit')], 1],
    ['long known and cold', [ago(300, 'visit')], 0],
    ['long known, of high value', [ago(300, 'order', 1, 600)], 1],
    ['warm within a quarter', [ago(300, 'visit'), ...Array.from({ length: 10 }, (_unused, at) => [ago(40 + at, 'order', 2, 10), ago(40 + at, 'visit'), ago(40 + at, 'view', 5)]).flat()], 1],
  ])('knows who is worth saving: %s', (_who, rows, expected) => {
    expect([...standingOf([rows]).worthSaving]).toEqual([expected]);
  });

  it('knows who is warm by rules today, whatever he was', () => {
    const busy = (until: number) => Array.from({ length: 10 }, (_unused, at) => [ago(until + at, 'order', 2, 10), ago(until + at, 'visit'), ago(until + at, 'view', 5)]).flat();
    expect([...standingOf([busy(0), busy(120), [ago(1, 'visit')]]).isWarm]).toEqual([1, 0, 0]);
  });
});

describe('freezeServingFacts', () => {
  const standing = (chances: readonly number[], meant: readonly number[]) => [
    { points: Float64Array.from(chances, (_chance, at) => at), worthSaving: Uint8Array.from(meant), isWarm: Uint8Array.from(meant) }, Float64Array.from(chances, logOddsOf),
  ] as const;
  const hundred = Array.from({ length: 101 }, (_unused, at) => Math.min(0.999, Math.max(0.001, at / 100)));
  const everybody = hundred.map(() => 1);
  const nobody = hundred.map(() => 0);

  it('keeps the means of everybody', () => {
    const [everyone, logOdds] = standing([0.5, 0.8], [0, 0]);
    const facts = freezeServingFacts({ ...everyone, points: Float64Array.of(30, 50) }, logOdds, 'buys');
    expect(facts.meanPoints).toBe(40);
    expect(facts.meanLogOdds).toBeCloseTo(Math.log(4) / 2, 12);
  });

  it.each([['buys', 1], ['leaves', -1]] as const)('moves nobody’s mean score, though most are kept at 0: %s', (role, sign) => {
    const logOdds = Float64Array.from({ length: 200 }, (_unused, at) => sign * (at < 120 ? -9 : at / 100));
    const points = Float64Array.from(logOdds, (_each, at) => (at < 120 ? 5 : 60));
    const facts = freezeServingFacts({ points, worthSaving: new Uint8Array(200), isWarm: new Uint8Array(200) }, logOdds, role);
    const kept = logOdds.map((each) => Math.min(100, Math.max(0, modelPoints(each, { points: facts.meanPoints, logOdds: facts.meanLogOdds }, role === 'buys'))));
    expect(kept.filter((each) => each === 0)).toHaveLength(120);
    expect(kept.reduce((sum, each) => sum + each, 0) / 200).toBeCloseTo(facts.meanPoints, 6);
  });

  it('knows the same for every use that the outcome may be given later', () => {
    const [everyone, logOdds] = standing([...hundred.map(() => 0.05), ...hundred], [...nobody, ...everybody]);
    const roles = ['buys', 'leaves', 'support', 'own'] as const;
    const each = roles.map((role) => freezeServingFacts(everyone, logOdds, role));
    for (const { byRole, meanPoints } of each) {
      expect(roles.map((role) => ({ meanPoints, ...byRole[role] }))).toEqual(each.map(({ byRole: _all, ...facts }) => facts));
    }
    expect(new Set(each.map(({ limit }) => limit)).size).toBe(3);
  });

  it.each([
    ['leaving: the 80th percentile', hundred, everybody, 'leaves', 0.8],
    ['or half as much again as the mean, where that is more', hundred.map((each) => (each < 0.9 ? 0.4 : 0.45)), everybody, 'leaves', 0.6],
    ['of those worth saving only', [...hundred.map(() => 0.9), ...hundred.map((each) => each / 5)], [...nobody, ...everybody], 'leaves', 0.15],
    ['or of everybody where nobody is', hundred, nobody, 'leaves', 0.8],
    ['to five per cent', hundred.map((each) => each * 0.53), everybody, 'leaves', 0.4],
    ['never everybody', hundred.map(() => 0.001), everybody, 'leaves', 0.05],
    ['never nobody', hundred.map(() => 0.999), everybody, 'leaves', 0.95],
    ['buying: the 85th percentile', hundred, everybody, 'buys', 0.85],
    ['to one per cent', hundred.map((each) => each / 5), everybody, 'buys', 0.17],
    ['of those who are warm only, however many are gone', [...hundred.map(() => 0.01), ...hundred.map(() => 0.02), ...hundred], [...nobody, ...nobody, ...everybody], 'buys', 0.85],
    ['or of everybody where nobody is warm', hundred, nobody, 'buys', 0.85],
    ['of everybody for what moves no temperature', [...hundred.map(() => 0.01), ...hundred], [...nobody, ...everybody], 'own', 0.7],
    ['of nobody', [], [], 'buys', 0.01],
  ] as const)('proposes a limit, %s', (_what, chances, meant, role, expected) => {
    expect(freezeServingFacts(...standing(chances, meant), role).limit).toBeCloseTo(expected, 12);
  });
});

describe('referencesOf', () => {
  it('compares a later standing with the one of training', () => {
    const people = (away: (at: number) => number) => standingOf(Array.from({ length: 600 }, (_unused, at) => [ago(away(at), 'order', 1, 40)]));
    const then = people((at) => at % 60);
    const references = referencesOf(then, Float64Array.from(then.columns[0]!, (since) => -since / 10), Uint8Array.from(then.columns[0]!, (since) => (since < 20 ? 1 : 0)));
    const driftOf = (away: (at: number) => number) => measureDrift(references.features[0]!, people(away).columns[0]!).level;
    expect(references.features.map(({ name }) => name)).toEqual(['since.outcome', 'category.country.DE']);
    expect(driftOf((at) => (at * 7) % 60)).toBe('steady');
    expect(driftOf((at) => 40 + (at % 60))).toBe('drifted');
    expect(references.outcome.shares.slice(0, 2)).toEqual([2 / 3, 1 / 3]);
  });
});

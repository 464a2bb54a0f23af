import { describe, expect, it } from 'vitest';
import type { Drift, Importance } from '@kelvin/contracts';
import { type RetrainInput, whatWouldRetrain } from './retrain.ts';

const steady = { index: 0.01, level: 'steady' } as const;
const DRIFT: Drift = { features: [{ name: 'visits', ...steady }, { name: 'mood', ...steady }], chances: { name: 'chances', ...steady }, outcome: { name: 'outcome', ...steady } };
const importance = (feature: string, share: number): Importance => ({ feature, share, meanContribution: share, direction: 'up' });
const INPUT: RetrainInput = { drift: DRIFT, importance: [importance('visits', 0.99), importance('mood', 0.01)], ageDays: 10, trainingPositives: 100, positivesNow: 120 };
const drifted = { index: 0.3, level: 'drifted' } as const;

describe('whatWouldRetrain', () => {
  it.each<[string, Partial<RetrainInput>, string[]]>([
    ['nothing', {}, []],
    ['a feature that matters', { drift: { ...DRIFT, features: [{ name: 'visits', ...drifted }] } }, ['retrain.feature_drifted']],
    ['a feature that does not', { drift: { ...DRIFT, features: [{ name: 'mood', ...drifted }] } }, []],
    ['a feature with too few rows to tell', { drift: { ...DRIFT, features: [{ name: 'visits', index: 0.9, level: 'too_few_rows' }] } }, []],
    ['the chances', { drift: { ...DRIFT, chances: { name: 'chances', ...drifted } } }, ['retrain.chances_drifted']],
    ['the outcome', { drift: { ...DRIFT, outcome: { name: 'outcome', ...drifted } } }, ['retrain.outcome_drifted']],
    ['an outcome not known yet', { drift: { ...DRIFT, outcome: null } }, []],
    ['age', { ageDays: 90 }, ['retrain.age']],
    ['twice the outcomes', { positivesNow: 200 }, ['retrain.more_outcomes']],
    ['nothing measured', { drift: null }, []],
  ])('%s', (_case, change, expected) => {
    const conditions = whatWouldRetrain({ ...INPUT, ...change });
    expect(conditions.filter(({ isMet }) => isMet).map(({ code }) => code)).toEqual(expected);
    expect(conditions.map(({ code }) => code)).toEqual(['retrain.feature_drifted', 'retrain.chances_drifted', 'retrain.outcome_drifted', 'retrain.age', 'retrain.more_outcomes']);
  });

  it('names the feature that moved furthest among those that matter', () => {
    const [feature] = whatWouldRetrain({ ...INPUT, importance: [importance('visits', 0.5), importance('mood', 0.5)], drift: { ...DRIFT, features: [{ name: 'visits', ...steady }, { name: 'mood', index: 0.12, level: 'moved' }] } });
    expect(feature).toEqual({ code: 'retrain.feature_drifted', isMet: false, value: 0.12, limit: 0.25, feature: 'mood' });
  });
});

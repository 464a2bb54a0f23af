import { describe, expect, it } from 'vitest';
import { areaUnderCurve } from './rule-quality.auc.ts';
import { holds } from './rule-quality.checks.ts';

describe('areaUnderCurve', () => {
  it.each<[string, number[], boolean[], number]>([
    ['perfect', [1, 2, 3, 4], [false, false, true, true], 1],
    ['reversed', [4, 3, 2, 1], [false, false, true, true], 0],
    ['all tied', [1, 1, 1, 1], [true, false, true, false], 0.5],
    ['one pair of four wrong', [1, 3, 2, 4], [false, false, true, true], 0.75],
    ['a tie counts half', [1, 2, 2, 4], [false, false, true, true], 0.875],
  ])('%s', (_case, scores, outcomes, expected) => {
    expect(areaUnderCurve(scores, outcomes)).toBe(expected);
  });
});

describe('holds', () => {
  it.each([[0.8, 0.8, 'higher', true], [0.79, 0.8, 'higher', false], [0.1, 0.15, 'lower', true], [0.16, 0.15, 'lower', false], [0.1, null, 'higher', true], [NaN, 0.5, 'higher', false]] as const)(
    '%d against %d, %s is better: %s', (value, floor, better, expected) => expect(holds({ metric: 'any', value, floor, goal: null, better })).toBe(expected),
  );
});

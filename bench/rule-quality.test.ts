import { describe, expect, it } from 'vitest';
import { holds } from './rule-quality.checks.ts';

describe('holds', () => {
  it.each([[0.8, 0.8, 'higher', true], [0.79, 0.8, 'higher', false], [0.1, 0.15, 'lower', true], [0.16, 0.15, 'lower', false], [0.1, null, 'higher', true], [NaN, 0.5, 'higher', false]] as const)(
    '%d against %d, %s is better: %s', (value, floor, better, expected) => expect(holds({ metric: 'any', value, floor, goal: null, better })).toBe(expected),
  );
});

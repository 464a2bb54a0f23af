import type { GateReasonCode } from '@kelvin/contracts';
import { describe, expect, it } from 'vitest';
import { failedLooksAfter } from './looks.ts';

describe('failedLooksAfter', () => {
  it.each<[string, GateReasonCode[][], number | null]>([
    ['a model that was promoted', [['gate.passed']], 0],
    ['one that only the model in use kept out', [['gate.champion_better']], 0],
    ['one as good as the rules', [['gate.rules_as_good']], 4],
    ['one as good as the recency rule, and worse than the one in use', [['gate.recency_as_good', 'gate.champion_better']], 4],
    ['one that waited and is better', [['gate.rules_as_good'], ['gate.passed']], 0],
    ['one that waited and is not', [['gate.rules_as_good'], ['gate.recency_as_good']], 4],
    ['too few outcomes to test', [['gate.too_few_positives']], null],
    ['nothing at all', [], null],
  ])('%s', (_what, gates, expected) => {
    expect(failedLooksAfter(4, gates.map((codes) => ({ reasons: codes.map((code) => ({ code, values: {} })) })))).toBe(expected);
  });
});

import type { FigureSource } from '@kelvin/contracts';
import { dayToIso } from '@kelvin/kernel';
import { describe, expect, it } from 'vitest';
import { compareModels } from '../evaluation/bootstrap.ts';
import { evaluateRows } from '../evaluation/chances.ts';
import { judgeChampion } from './judge-champion.ts';
import type { TrainedOutcome } from './train-outcome.ts';

const labels = Uint8Array.from({ length: 200 }, (_unused, row) => (row % 3 === 0 ? 1 : 0));
const chances = (share: number) => Float64Array.from(labels, (label, row) => 0.1 + 0.8 * share * label + 0.001 * (row % 7));
const comparison = compareModels<FigureSource>({ champion: evaluateRows(chances(0.2), labels), rules: evaluateRows(chances(0.9), labels), recency: evaluateRows(chances(0.1), labels) }, { seed: 1 });
const trained = { comparison, plan: { comparisonDays: [], validationDay: 970, trainingDays: [], testDay: 1_000 }, test: { rows: 200 } as TrainedOutcome['test'] };
const cardTo = (day: number) => ({ train: { from: dayToIso(900), to: dayToIso(day), rows: 0, customers: 0, positives: 0 } });

describe('judgeChampion', () => {
  // An outside model's card says the day of the test that it was judged by: what it has learned from nobody here knows.
  it.each([['the same test', 1_000], ['a test before it knew less', 1_001]])('says nothing anew by %s', (_what, day) => {
    expect(judgeChampion(cardTo(day), trained, 30)).toBeNull();
  });

  it('looks at a later one, from the day after it to the end of its horizon', () => {
    expect(judgeChampion(cardTo(999), trained, 30)).toMatchObject({ standing: 'worse', test: { from: dayToIso(1_001), to: dayToIso(1_030), rows: 200, customers: 200 } });
  });
});

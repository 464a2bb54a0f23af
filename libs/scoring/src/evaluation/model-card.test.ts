import { describe, expect, it } from 'vitest';
import { type FigureSource, modelCardSchema } from '@kelvin/contracts';
import { seededRandom } from '../engines/random.ts';
import { compareModels } from './bootstrap.ts';
import { evaluateRows } from './chances.ts';
import { decidePromotion } from './gate.ts';
import { buildModelCard, type ModelCardInput } from './model-card.ts';

function anInput(overrides: Partial<ModelCardInput> = {}): ModelCardInput {
  const random = seededRandom(4);
  const truth = Float64Array.from({ length: 1200 }, () => 0.02 + 0.5 * random.next() ** 2);
  const labels = Uint8Array.from(truth, (chance) => (random.next() < chance ? 1 : 0));
  const knows = (share: number) => evaluateRows(truth.map((chance) => share * chance + (1 - share) * 0.5 * random.next()), labels);
  const comparison = compareModels<FigureSource>({ model: knows(1), rules: knows(0.5), recency: knows(0.2), majority: evaluateRows(truth.map(() => 0.18), labels) }, { seed: 1 });
  return {
    engine: 'gbdt', outcome: 'buys', horizonDays: 30,
    train: { fromDay: 20_000, toDay: 20_099, rows: 4000, customers: 1500, positives: 700 },
    test: { fromDay: 20_100, toDay: 20_129, customers: 1200 },
    comparison, gate: decidePromotion(comparison),
    importance: [{ feature: 'recency', meanContribution: 0.4, share: 1, direction: 'down' }],
    groups: { country: Array.from({ length: 1200 }, (_, row) => (row % 3 === 0 ? null : row % 2 === 0 ? 'DE' : 'FR')) },
    ...overrides,
  };
}

describe('buildModelCard', () => {
  it('is what the schema says, and survives being stored', () => {
    const card = buildModelCard(anInput());
    expect(modelCardSchema.parse(JSON.parse(JSON.stringify(card)))).toEqual(card);
    expect(JSON.stringify(card).length).toBeLessThan(40_000);
  });

  it('says what was split, what it was compared with and what came of it', () => {
    const card = buildModelCard(anInput());
    expect(card.train).toEqual({ from: '2024-10-04', to: '2025-01-11', rows: 4000, customers: 1500, positives: 700 });
    expect(card.test).toMatchObject({ from: '2025-01-12', to: '2025-02-10', rows: 1200 });
    expect(card.figures.map(({ source }) => source)).toEqual(['model', 'rules', 'recency', 'majority']);
    const [model, rules, , majority] = card.figures;
    expect(model!.auc!.value).toBeGreaterThan(rules!.auc!.value);
    expect(majority!.auc).toEqual({ value: 0.5, low: 0.5, high: 0.5 });
    expect(majority!.averagePrecision!.value).toBeCloseTo(card.test.positives / 1200, 12);
    expect(card.accuracy.majorityShare).toBeCloseTo(1 - card.test.positives / 1200, 12);
    expect(card.gate.isPromoted).toBe(true);
    expect(card.groups.map(({ attribute, group, rows }) => [attribute, group, rows])).toEqual([['country', 'DE', 400], ['country', 'FR', 400]]);
    expect(card.retrain.every(({ isMet }) => !isMet)).toBe(true);
  });

  it('keeps the same bits for the same rows and seed', () => {
    expect(JSON.stringify(buildModelCard(anInput()))).toBe(JSON.stringify(buildModelCard(anInput())));
  });

  it('refuses a training that saw the test period', () => {
    expect(() => buildModelCard(anInput({ test: { fromDay: 20_099, toDay: 20_129, customers: 1 } }))).toThrow(expect.objectContaining({ code: 'evaluation.leak' }));
  });

  it('refuses a test without rows', () => {
    expect(() => buildModelCard(anInput({ comparison: compareModels<FigureSource>({}, { seed: 1 }) }))).toThrow(expect.objectContaining({ code: 'evaluation.bad_rows' }));
  });
});

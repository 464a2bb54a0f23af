import { modelLookSchema, type FigureSource } from '@kelvin/contracts';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../engines/random.ts';
import { compareModels } from './bootstrap.ts';
import { evaluateRows } from './chances.ts';
import { lookAgain } from './look-again.ts';

/** Chances that keep so much of what can be known, the rest noise. */
function lookAt(knowledge: Readonly<Partial<Record<FigureSource, number>>>, n = 2000, raise = 1) {
  const random = seededRandom(21);
  const truth = Float64Array.from({ length: n }, () => 0.02 + 0.9 * random.next() ** 2);
  const labels = Uint8Array.from(truth, (chance) => (random.next() < chance ? 1 : 0));
  const noise = truth.map(() => 0.02 + 0.9 * random.next() ** 2);
  const rows = Object.entries(knowledge).map(([source, share]) => [source, evaluateRows(truth.map((chance, row) => (share * chance + (1 - share) * noise[row]!) ** (source === 'champion' ? raise : 1)), labels)] as const);
  return lookAgain(compareModels<FigureSource>(Object.fromEntries(rows), { seed: 1 }), { fromDay: 20_001, toDay: 20_030, customers: n });
}

describe('lookAgain', () => {
  it.each<[string, ReturnType<typeof lookAt>, string]>([
    ['still better than both', lookAt({ champion: 1, rules: 0.6, recency: 0.4 }), 'better'],
    ['as good as the rules', lookAt({ champion: 0.7, rules: 0.7, recency: 0.4 }), 'as_good'],
    ['better than the rules, as good as the recency rule', lookAt({ champion: 0.7, rules: 0.4, recency: 0.7 }), 'as_good'],
    ['worse than the rules', lookAt({ champion: 0.3, rules: 0.7, recency: 0.4 }), 'worse'],
    ['worse by its chances alone: the ranking is better', lookAt({ champion: 1, rules: 0.8, recency: 0.4 }, 2000, 4), 'worse'],
    ['better by less than can be told', lookAt({ champion: 0.9, rules: 0.85, recency: 0.4 }, 150), 'as_good'],
  ])('a model that is %s', (_what, look, standing) => {
    expect(look!.standing).toBe(standing);
    expect(look!.automationReasons.some(({ code }) => code === 'automate.not_better')).toBe(standing !== 'better');
  });

  it('says what it was looked at with, in the words of the gate', () => {
    const look = lookAt({ model: 0.5, champion: 1, rules: 0.6, recency: 0.4 })!;
    expect(modelLookSchema.omit({ at: true, runId: true }).parse(look)).toEqual(look);
    expect(look.test).toMatchObject({ from: '2024-10-05', to: '2024-11-03', rows: 2000, customers: 2000 });
    expect(look.figures.map(({ source }) => source)).toEqual(['model', 'rules', 'recency']);
    expect(look.gains.logLossGainAtLeast).toBeGreaterThan(0);
    expect(look.automationReasons).toEqual([]);
  });

  it.each([['nothing in use', lookAt({ model: 1, rules: 0.5, recency: 0.4 })], ['too few outcomes', lookAt({ champion: 0.1, rules: 1, recency: 0.4 }, 60)]])('decides nothing with %s', (_what, look) => {
    expect(look).toBeNull();
  });
});

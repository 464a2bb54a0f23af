import { describe, expect, it } from 'vitest';
import { answeredModel, judgeExternal, TEST_ONLY_ENGINES } from './judge-external.ts';
import { aTraining, makeShop } from './synthetic-shop.test-helper.ts';
import { trainOutcome } from './train-outcome.ts';

const TEST_DAY = 66;
const shop = makeShop(700, 75, 3, (_customer, { views, carts }) => ((views > 0) !== (carts > 0) ? 0.12 : 0.005));
const input = aTraining(shop, TEST_DAY);
const trained = trainOutcome(input);
const testOnly = trainOutcome({ ...input, engines: TEST_ONLY_ENGINES });
const said = trained.model.logOdds(trained.test);

describe('judgeExternal', () => {
  it('gives a model elsewhere the figures and the verdict that it would have had here', () => {
    expect(testOnly.test.columns).toEqual(trained.test.columns);
    const card = judgeExternal(testOnly, said, input);
    expect(card.figures).toEqual(trained.card.figures);
    expect(card.gate).toEqual(trained.card.gate);
    expect(card.gate.isPromoted).toBe(true);
  });

  it('tells nothing of what it cannot know', () => {
    expect(judgeExternal(testOnly, said, input)).toMatchObject({ engine: 'external', importance: [], retrain: [], train: { rows: 0, customers: 0, positives: 0 }, test: trained.card.test });
  });

  it('does not let it in where it knows nothing', () => {
    expect(judgeExternal(testOnly, new Float64Array(said.length).fill(-2), input).gate.isPromoted).toBe(false);
  });

  it('compares with a model elsewhere by its answers, as with one that is here', () => {
    const beside = (model: Parameters<typeof answeredModel>[0] | null) => trainOutcome({ ...input, engines: TEST_ONLY_ENGINES, champion: { model: model ? answeredModel(model) : trained.model, features: trained.features } });
    expect(beside(said).card.figures).toEqual(beside(null).card.figures);
    expect(() => beside(said.subarray(1))).toThrow(expect.objectContaining({ code: 'model.not_asked' }));
  });
});

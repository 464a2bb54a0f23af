import { describe, expect, it } from 'vitest';
import { MetricIndex } from '../metric-index.ts';
import { loadModel } from '../engines/load-model.ts';
import { chancesOf } from './compare-candidates.ts';
import { aCustomer, aTraining, makeShop } from './synthetic-shop.test-helper.ts';
import { refitForServing } from './refit-for-serving.ts';
import { trainOutcome } from './train-outcome.ts';

const DAYS = 75;
const TEST_DAY = 66;
/** Who looks without a cart, or fills carts without looking, buys; who does both only plays. Neither adds up by points. */
const hidden = makeShop(700, DAYS, 3, (_customer, { views, carts }) => ((views > 0) !== (carts > 0) ? 0.12 : 0.005));
/** Chance alone. */
const noise = makeShop(700, DAYS, 4, () => 0.05);

describe('trainOutcome', () => {
  const trained = trainOutcome(aTraining(hidden, TEST_DAY));

  it('promotes a model where it knows what rules cannot: two things that count against each other', () => {
    const aucOf = (source: string) => trained.card.figures.find((figures) => figures.source === source)!.auc!.value;
    expect(trained.card.gate).toMatchObject({ isPromoted: true, reasons: [{ code: 'gate.passed' }] });
    expect(aucOf('model')).toBeGreaterThan(aucOf('rules') + 0.05);
    expect(trained.card.figures.map(({ source }) => source)).toEqual(['model', 'rules', 'recency', 'majority']);
  });

  it('says on the card why its engine was chosen, where there was a choice', () => {
    const { card, why, engine } = trained;
    expect(card.choice).toEqual(why);
    expect(why.isBest).toBe(why.best === engine);
    expect(trainOutcome({ ...aTraining(hidden, TEST_DAY), engines: ['logistic'] }).card.choice).toBeUndefined();
  });

  it('tests on later days than any it learned from', () => {
    expect(trained.card.train.to < trained.card.test.from).toBe(true);
    expect(Math.max(...trained.training.days) + 7).toBeLessThanOrEqual(TEST_DAY);
    expect(new Set(trained.test.days)).toEqual(new Set([TEST_DAY]));
    expect(trained.why.difference).toBeGreaterThanOrEqual(0);
  });

  it('is the same for the same seed, to the bit, and after saving and loading', () => {
    const again = trainOutcome(aTraining(hidden, TEST_DAY));
    expect(again.card).toEqual(trained.card);
    expect(chancesOf(loadModel(again.model.save()), trained.test)).toEqual(chancesOf(trained.model, trained.test));
  });

  it('sees nothing after the test day: another future changes the labels of the test and nothing else', () => {
    const cut = hidden.customers.map((customer) => ({ ...customer, comesTrue: (day: number, horizonDays: number) => day + horizonDays <= TEST_DAY && customer.comesTrue(day, horizonDays) }));
    const later = trainOutcome(aTraining({ ...hidden, customers: cut.map((customer, at) => ({ ...customer, comesTrue: (day: number, days: number) => (day === TEST_DAY ? at % 9 === 0 : customer.comesTrue(day, days)) })) }, TEST_DAY));
    expect(chancesOf(later.model, later.test)).toEqual(chancesOf(trained.model, trained.test));
    expect(later.card.figures).not.toEqual(trained.card.figures);
  });

  it('fits what serves to its end although the competition ran out of time, so that it still tells customers apart', () => {
    const hurried = trainOutcome({ ...aTraining(hidden, TEST_DAY), isOutOfTime: () => true });
    for (const model of [hurried.model, refitForServing(hurried, false).model]) expect(new Set(chancesOf(model, hurried.test)).size).toBeGreaterThan(50);
    expect(hurried.timing().model).toMatchObject({ ownDays: 7 });
  });

  it('promotes nothing where there is nothing to know', () => {
    const { card } = trainOutcome(aTraining(noise, TEST_DAY));
    expect(card.gate.isPromoted).toBe(false);
    expect(card.gate.reasons.map(({ code }) => code)).toContain('gate.rules_as_good');
    expect(card.figures[0]!.auc!.value).toBeLessThan(0.6);
  });

  it('thins out rows beyond the limit, the same ones every time', () => {
    const [one, other] = [1, 2].map(() => trainOutcome(aTraining(hidden, TEST_DAY, { mostRows: 900 })).training);
    expect(one!.rows).toBeGreaterThan(600);
    expect(one!.rows).toBeLessThan(1_100);
    expect(other!.customers).toEqual(one!.customers);
    // Whoever stays, stays on every day.
    expect(one!.rows % new Set(one!.customers).size).toBe(0);
  });
});

describe('trainOutcome says what is missing', () => {
  const metrics = new MetricIndex();
  const anOrderOn = (...days: number[]) => aCustomer(days.map((day) => ({ day, metric: 'order' })), metrics);
  const crowd = (days: (at: number) => number[]) => Array.from({ length: 120 }, (_unused, at) => anOrderOn(...days(at)));
  it.each<[string, ReturnType<typeof anOrderOn>[], string]>([
    ['one customer', [anOrderOn(0, 20, 40)], 'training.too_few_outcomes'],
    ['no customer', [], 'training.no_customers'],
    ['no outcome', crowd((at) => [at % 5]), 'training.too_few_outcomes'],
    ['all outcomes', crowd(() => Array.from({ length: DAYS }, (_unused, day) => day)), 'training.too_few_outcomes'],
    ['few people, looked at again and again', crowd((at) => [at % 7, 9 + at % 5, 20 + at % 3, 41, 55]).slice(0, 39), 'training.too_few_outcomes'],
    ['events in the future only', crowd(() => [TEST_DAY + 8, TEST_DAY + 9]), 'training.no_customers'],
    ['a history that began after the test', crowd(() => [TEST_DAY + 5, TEST_DAY + 6]), 'training.short_history'],
    ['a short history', crowd(() => [TEST_DAY - 20, TEST_DAY - 3]), 'training.short_history'],
  ])('%s', (_case, customers, code) => {
    expect(() => trainOutcome(aTraining({ customers, metrics }, TEST_DAY))).toThrow(expect.objectContaining({ code, message: expect.stringMatching(/^[A-Z].*\.$/) }));
  });
});

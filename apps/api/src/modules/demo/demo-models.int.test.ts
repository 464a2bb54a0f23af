import { dayFromIso } from '@kelvin/kernel';
import { areaUnderCurve, categoriesAt, chancesOf, compileFeatures, FamilyExplainer, type ScoreResult } from '@kelvin/scoring';
import { beforeAll, describe, expect, it } from 'vitest';
import { createTruth, type DemoTruth } from '../../../../../libs/demo/src/truth.ts';
import { countDemoInMemory, type DemoInMemory } from './demo-in-memory.test-helper.ts';
import { TrainedDemo } from './train-demo.test-helper.ts';

/** The truth is known, so what models make of the demo can be held against it. */
describe('the demo with models in use', () => {
  const options = { seed: 7, nowMs: Date.parse('2026-11-23T19:30:00Z') };
  let truth: DemoTruth;
  let world: DemoInMemory;
  let demo: TrainedDemo;
  let byRules: ScoreResult[];
  let byModels: ScoreResult[];
  beforeAll(() => {
    truth = createTruth({ ...options, timeZone: 'Europe/Moscow' });
    world = countDemoInMemory(options, new Map(truth.secondAccounts.map(({ userId, secondUserId }) => [secondUserId, userId])));
    demo = new TrainedDemo(world);
    byRules = demo.scoresOn(world.today, 'rules');
    byModels = demo.scoresOn(world.today, 'models');
  }, 600_000);

  const shareOf = (scores: readonly ScoreResult[], band: string): number => scores.filter((score) => score.band.band === band).length / scores.length;
  const meanOf = (scores: readonly ScoreResult[]): number => scores.reduce((sum, { hundredths }) => sum + hundredths, 0) / scores.length / 100;

  it.each(['buys', 'leaves'] as const)('has a model of who %s that earns its place', (role) => {
    expect(demo.models[role].trained.card.gate).toMatchObject({ isPromoted: true, isSafeToAutomate: true });
  });

  it.each(['rules', 'models'] as const)('has the planted shares of hot customers and of those at risk by %s', (by) => {
    const scores = by === 'rules' ? byRules : byModels;
    const { hot, atRisk } = truth.bandShares;
    expect(shareOf(scores, 'hot')).toBeGreaterThan(hot.least);
    expect(shareOf(scores, 'hot')).toBeLessThan(hot.most);
    expect(shareOf(scores, 'at_risk')).toBeGreaterThan(atRisk.least);
    expect(shareOf(scores, 'at_risk')).toBeLessThan(atRisk.most);
  });

  it('scores everybody as high on average as before', () => {
    expect(meanOf(byModels)).toBeCloseTo(meanOf(byRules), 0);
  });

  it('sees no wave of leaving in the New Year holidays', { timeout: 120_000 }, () => {
    const atRiskOn = (day: string): number => shareOf(demo.scoresOn(dayFromIso(day), 'models'), 'at_risk');
    expect(Math.max(atRiskOn('2026-01-05'), atRiskOn('2026-01-10'))).toBeLessThan(1.5 * atRiskOn('2026-02-15'));
  });

  it('knows nearly as well who leaves as who knows who has decided to', () => {
    const { trained } = demo.models.leaves;
    const { testDay } = trained.plan;
    const people = new Map(truth.people.map((person) => [person.userId, person]));
    const truly = Float64Array.from(trained.test.customers, (customer) => {
      const { leaveHazard, leftDay } = people.get(world.customers[customer]!.userId)!;
      const hazard = leaveHazard[testDay - truth.firstDay]!;
      // Nobody decides twice: from the decision on there is no hazard, and the longer ago, the surer he has come for the last time.
      return hazard > 0 ? hazard : 1 + Math.max(0, testDay - (leftDay ?? testDay));
    });
    const auc = (chances: Float64Array): number => areaUnderCurve(chances, trained.test.labels)!;
    expect(auc(chancesOf(trained.model, trained.test))).toBeGreaterThan(auc(truly) - 0.03);
  });

  it('takes the path Cancel → Help for one of the first reasons of those who walked it', () => {
    const { trained, served: { model: { model, features }, outcomeMetrics } } = demo.models.leaves;
    expect(trained.card.importance.slice(0, 20).map(({ feature }) => feature)).toContain('since.move:/cancel > /help');
    const compiled = compileFeatures(features, world.metrics, outcomeMetrics);
    const explainer = new FamilyExplainer(features);
    const customers = new Map(world.customers.map((customer) => [customer.userId, customer]));
    const walkers = truth.people.filter(({ cancelThenHelpDays }) => cancelThenHelpDays.some((day) => day <= world.today && day > world.today - 60)).map(({ userId }) => customers.get(userId)!);
    const paths = walkers.map(({ rows, categories }) => {
      const columns = compiled.names.map(() => new Float64Array(1));
      compiled.writeVector({ rows, asOfDay: world.today, categories: categoriesAt(categories, world.today) }, columns, 0);
      const families = explainer.families(model.explain({ rows: 1, names: compiled.names, columns }, 0), (feature) => columns[feature]![0]!).toSorted((a, b) => Math.abs(b.logOdds) - Math.abs(a.logOdds));
      return { rank: families.findIndex(({ family }) => family === 'path'), path: families.find(({ family }) => family === 'path')! };
    });
    const shareWith = (isSo: (each: (typeof paths)[number]) => boolean): number => paths.filter(isSo).length / paths.length;
    expect(paths.length).toBeGreaterThan(100);
    expect(shareWith(({ rank }) => rank < 3)).toBeGreaterThan(0.75);
    expect(shareWith(({ path }) => path.logOdds > 0 && path.evidence['name'] === 'move:/cancel > /help')).toBeGreaterThan(0.75);
  });

  it('says that the chances of those who came from partners are off', () => {
    expect(demo.models.buys.trained.card.groups.find(({ attribute, group }) => attribute === 'channel' && group === 'partner')).toMatchObject({ weaknesses: ['calibration'] });
  });
});

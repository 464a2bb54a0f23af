import { describe, expect, it } from 'vitest';
import { type FigureSource, gateSchema } from '@kelvin/contracts';
import { seededRandom } from '../engines/random.ts';
import { compareModels } from './bootstrap.ts';
import { evaluateRows } from './chances.ts';
import { automationReasonsOf, decidePromotion, refusePromotion } from './gate.ts';

/** Chances that keep so much of what can be known: the truth, drawn towards its mean, with noise that pays for nothing. */
function chancesOf(knowledge: Readonly<Partial<Record<FigureSource, number>>>, n = 2000, power = 2) {
  const random = seededRandom(21);
  const truth = Float64Array.from({ length: n }, () => 0.02 + 0.9 * random.next() ** power);
  const labels = Uint8Array.from(truth, (chance) => (random.next() < chance ? 1 : 0));
  const noise = truth.map(() => 0.02 + 0.9 * random.next() ** power);
  return Object.fromEntries(Object.entries(knowledge).map(([source, share]) => [source, evaluateRows(truth.map((chance, row) => share * chance + (1 - share) * noise[row]!), labels)])) as Partial<Record<FigureSource, ReturnType<typeof evaluateRows>>>;
}
const decide = (rows: ReturnType<typeof chancesOf>) => gateSchema.parse(decidePromotion(compareModels<FigureSource>(rows, { seed: 1 })));
const codes = (gate: ReturnType<typeof decide>) => gate.reasons.map(({ code }) => code);

describe('decidePromotion', () => {
  it.each<[string, Partial<Record<FigureSource, number>>, string[]]>([
    ['better than both', { model: 1, rules: 0.6, recency: 0.4 }, ['gate.passed']],
    ['better than both, champion beaten', { model: 1, rules: 0.6, recency: 0.4, champion: 0.7 }, ['gate.passed']],
    ['as good as the champion', { model: 0.9, rules: 0.4, recency: 0.3, champion: 0.9 }, ['gate.passed']],
    ['worse than the champion', { model: 0.7, rules: 0.4, recency: 0.3, champion: 1 }, ['gate.champion_better']],
    ['no better than rules', { model: 0.7, rules: 0.7, recency: 0.3 }, ['gate.rules_as_good']],
    ['no better than recency', { model: 0.7, rules: 0.3, recency: 0.7 }, ['gate.recency_as_good']],
    ['worse than everything', { model: 0.2, rules: 0.7, recency: 0.7, champion: 0.9 }, ['gate.rules_as_good', 'gate.recency_as_good', 'gate.champion_better']],
    ['nothing to compare with', { model: 1 }, ['gate.rules_as_good', 'gate.recency_as_good']],
  ])('%s', (_case, knowledge, expected) => {
    const gate = decide(chancesOf(knowledge));
    expect(codes(gate)).toEqual(expected);
    expect(gate.isPromoted).toBe(expected[0] === 'gate.passed');
  });

  it('wants both figures better: a ranking as good with worse chances does not pass', () => {
    const { model, rules, recency } = chancesOf({ model: 1, rules: 0.6, recency: 0.4 });
    // Squared chances rank the same, so only the log loss suffers.
    const spoilt = evaluateRows(model!.chances.map((chance) => chance ** 4), model!.labels);
    const gate = decide({ model: spoilt, rules: rules!, recency: recency! });
    expect(codes(gate)).toContain('gate.rules_as_good');
    const { logLossGain, averagePrecisionGainLow } = gate.reasons[0]!.values;
    expect(logLossGain).toBeLessThan(0);
    expect(averagePrecisionGainLow).toBeGreaterThan(0);
  });

  it('wants a difference that can be told: the same edge passes with many customers, not with few', () => {
    const knowledge = { model: 1, rules: 0.85, recency: 0.4 };
    expect(codes(decide(chancesOf(knowledge, 6000)))).toEqual(['gate.passed']);
    expect(codes(decide(chancesOf(knowledge, 150)))).toEqual(['gate.rules_as_good']);
  });

  it('asks whether it is better, not by how much: the two-sided interval may reach below 0', () => {
    const comparison = compareModels<FigureSource>(chancesOf({ model: 1, rules: 0.85, recency: 0.4 }, 750), { seed: 1 });
    expect(comparison.gain('model', 'rules', 'averagePrecision')!.low).toBeLessThan(0);
    expect(codes(decidePromotion(comparison))).toEqual(['gate.passed']);
  });

  it('asks for more at a later look, where one of many would pass by chance, and lets through what is clear', () => {
    const slight = compareModels<FigureSource>(chancesOf({ model: 1, rules: 0.85, recency: 0.4 }, 750), { seed: 1 });
    expect(decidePromotion(slight, 1).isPromoted).toBe(true);
    const later = gateSchema.parse(decidePromotion(slight, 20));
    expect(later).toMatchObject({ isPromoted: false, isSafeToAutomate: false, reasons: [{ code: 'gate.rules_as_good', values: { look: 20, errorShare: 0.05 / 420 } }] });
    expect(later.reasons[0]!.values.averagePrecisionGainAtLeast).toBeLessThanOrEqual(0);
    expect(decidePromotion(compareModels<FigureSource>(chancesOf({ model: 1, rules: 0.6, recency: 0.4 }), { seed: 1 }), 20).isPromoted).toBe(true);
  });

  it('lets no model in that is worse by little, where the rows are enough to tell', () => {
    const { model, rules, recency } = chancesOf({ model: 1, rules: 0.3, recency: 0 }, 6000);
    const comparison = compareModels<FigureSource>({ model: evaluateRows(model!.chances.map((chance) => 0.9 * chance), model!.labels), rules: rules!, recency: recency!, champion: model! }, { seed: 1 });
    const gain = comparison.gain('model', 'champion', 'logLoss')!;
    expect(gain.high).toBeLessThan(0);
    expect(gain.value).toBeGreaterThan(-0.02 * comparison.estimate('champion', 'logLoss')!.value);
    expect(codes(decidePromotion(comparison))).toEqual(['gate.champion_better']);
  });

  it('lets no model in that looks much worse, where the rows are too few to tell', () => {
    const { model, rules, recency } = chancesOf({ model: 1, rules: 0, recency: 0 }, 400);
    // Wrong about one customer only, who is missing from a third of the resamples.
    const row = model!.labels.indexOf(1);
    const spoilt = evaluateRows(model!.chances.map((chance, at) => (at === row ? 1e-6 : chance)), model!.labels);
    const comparison = compareModels<FigureSource>({ model: spoilt, rules: rules!, recency: recency!, champion: model! }, { seed: 1 });
    expect(comparison.gain('model', 'champion', 'logLoss')!.high).toBe(0);
    expect(codes(decidePromotion(comparison))).toEqual(['gate.champion_better']);
  });

  it.each<[string, number, number, string[]]>([['few positives', 39, 100, ['gate.too_few_positives']], ['few of both', 10, 12, ['gate.too_few_positives', 'gate.too_few_negatives']], ['no rows', 0, 0, ['gate.too_few_positives', 'gate.too_few_negatives']]])('%s', (_case, positives, negatives, expected) => {
    const labels = Uint8Array.from({ length: positives + negatives }, (_, row) => (row < positives ? 1 : 0));
    const perfect = evaluateRows(Float64Array.from(labels, (label) => 0.1 + 0.8 * label), labels);
    const flat = evaluateRows(new Float64Array(labels.length).fill(0.5), labels);
    const gate = decide({ model: perfect, rules: flat, recency: flat });
    expect(gate.isPromoted).toBe(false);
    expect(codes(gate)).toEqual(expected);
  });

  it('says the gain and its interval', () => {
    const { values } = decide(chancesOf({ model: 1, rules: 0.6, recency: 0.4 })).reasons[0]!;
    expect(values.logLossGainLow).toBeGreaterThan(0);
    expect(values.logLossGain).toBeGreaterThan(values.logLossGainLow!);
    expect(values.logLossGainHigh).toBeGreaterThan(values.logLossGain!);
    expect(values.logLossGainAtLeast).toBeGreaterThan(values.logLossGainLow!);
    expect(values.logLossGainAtLeast).toBeLessThan(values.logLossGain!);
  });
});

describe('isSafeToAutomate', () => {
  const sources = { model: 1, rules: 0.5, recency: 0.3 };
  it('holds for a good, calibrated model with enough positives', () => {
    expect(decide(chancesOf(sources))).toMatchObject({ isSafeToAutomate: true, automationReasons: [] });
  });

  it.each<[string, () => ReturnType<typeof chancesOf>, string[]]>([
    ['few positives', () => chancesOf(sources, 1300, 8), ['automate.too_few_positives']],
    ['no better than rules', () => chancesOf({ ...sources, rules: 1 }), ['automate.not_better']],
    ['chances that are off', () => {
      const { model, rules, recency } = chancesOf({ model: 1, rules: 0.1, recency: 0.1 });
      return { model: evaluateRows(model!.chances.map((chance) => chance * 0.8), model!.labels), rules: rules!, recency: recency! };
    }, ['automate.not_calibrated']],
  ])('not with %s', (_case, rows, expected) => {
    const gate = decide(rows());
    expect(gate.isSafeToAutomate).toBe(false);
    expect(gate.automationReasons.map(({ code }) => code)).toEqual(expected);
  });
});

it.each([[199, ['automate.too_few_positives']], [200, []]])('automations need 200 outcomes in the test, and %d get %j', (positives, expected) => {
  const { model } = chancesOf({ model: 1 });
  let seen = 0;
  const labels = model!.labels.map((label) => (label === 1 && (seen += 1) > positives ? 0 : label));
  const comparison = compareModels<FigureSource>({ model: evaluateRows(model!.chances.map((chance, row) => (labels[row] === model!.labels[row] ? chance : 0.001)), labels) }, { seed: 1 });
  expect(automationReasonsOf(comparison, 'model', true).map(({ code }) => code).filter((code) => code === 'automate.too_few_positives')).toEqual(expected);
});

describe('refusePromotion', () => {
  it('names what is missing', () => {
    expect(refusePromotion({ positives: 12, negatives: 0 })).toMatchObject({ isPromoted: false, isSafeToAutomate: false, reasons: [{ code: 'gate.too_few_positives', values: { missing: 12, needed: 40 } }] });
  });
});

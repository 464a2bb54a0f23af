import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DayRows, type NamedDayRow, packDayRows } from '../day-rows.ts';
import { makeLogisticEngine } from '../engines/logistic.ts';
import type { Model } from '../engines/model.ts';
import { seededRandom } from '../engines/random.ts';
import { compileFeatures } from '../features/compute-features.ts';
import type { FeatureSet } from '../features/feature.ts';
import { MetricIndex } from '../metric-index.ts';
import { compileRules } from '../rules/compile-rules.ts';
import { B2C_PRESET } from '../rules/presets.ts';
import { scoreCustomer, scorePoint } from '../rules/score-customer.ts';
import { ago, STATS, TODAY } from '../sample-rows.test-helper.ts';
import { FamilyExplainer } from './explain-families.ts';
import { familyOf, REASON_FAMILIES } from './families.ts';
import { Predictor, type ServedOutcome } from './predict-customers.ts';

const index = new MetricIndex();
const rules = compileRules(B2C_PRESET, index);
const FEATURES: FeatureSet = {
  version: 1,
  features: [
    { kind: 'since', of: 'outcome' }, { kind: 'gap', of: 'outcome', stat: 'usual' }, { kind: 'count', of: 'outcome', days: 90 },
    { kind: 'count', of: 'view', days: 30 }, { kind: 'sum', of: 'outcome', days: 365 }, { kind: 'trend', of: 'activity', days: 30 },
  ],
};

/** Buyers of the last month who looked around are likelier to buy: a model that has learned just that. */
function trainedModel(): Model {
  const random = seededRandom(7);
  const features = compileFeatures(FEATURES, index, ['order']);
  const rows = 400;
  const columns = features.names.map(() => new Float64Array(rows));
  const labels = new Uint8Array(rows);
  for (let row = 0; row < rows; row++) {
    const days = random.int(60);
    const views = random.int(5);
    const packed = packDayRows([ago(days + 30, 'order', 1, 40), ago(days, 'order', 1, 40), ...(views ? [ago(random.int(20), 'view', views)] : [])], index);
    features.writeVector({ rows: packed, asOfDay: TODAY, categories: {} }, columns, row);
    labels[row] = random.next() < 1 / (1 + Math.exp(0.08 * days - 0.6 * views)) ? 1 : 0;
  }
  return makeLogisticEngine({}).fit({ rows, names: features.names, columns, labels }, { seed: 1 });
}

const model = trainedModel();
const buys: ServedOutcome = {
  id: 'buys', role: 'buys', outcomeMetrics: ['order'], ruleCurve: null, limit: 0.6,
  model: { model, features: FEATURES, means: { points: 45, logOdds: -0.5 } },
};
const leaves: ServedOutcome = { id: 'leaves', role: 'leaves', outcomeMetrics: ['order'], model: null, limit: 0.3, ruleCurve: { intercept: 2, slope: -0.05, positives: 50, negatives: 50 } };

function scored(rows: readonly NamedDayRow[], outcomes: readonly ServedOutcome[]) {
  const packed = packDayRows(rows, index);
  const [predict] = new Predictor(outcomes, 'b2c', index).predict([{ rows: packed, asOfDay: TODAY, categories: [] }]);
  const input = { rows: packed, asOfDay: TODAY, stats: STATS, previous: null, predict: predict! };
  return { ...scoreCustomer(rules, input), point: scorePoint(rules, input) };
}

const anyRows = fc.array(fc.record({
  day: fc.integer({ min: TODAY - 400, max: TODAY }), metric: fc.constantFrom('order', 'view', 'visit', 'refund', 'ticket_opened'),
  n: fc.integer({ min: 1, max: 30 }), total: fc.integer({ min: 0, max: 500 }),
}), { minLength: 1, maxLength: 60 });

describe('Predictor', () => {
  it('adds the ledger up to the score exactly, with rules, model and what keeps it within 0–100', () => {
    fc.assert(fc.property(anyRows, (rows) => {
      const result = scored(rows, [buys, leaves]);
      expect(result.ledger.reduce((sum, row) => sum + row.hundredths, 0)).toBe(result.hundredths);
      expect(result.point.hundredths).toBe(result.hundredths);
      expect(result.hundredths).toBeGreaterThanOrEqual(0);
      expect(result.hundredths).toBeLessThanOrEqual(10_000);
    }), { numRuns: 200 });
  });

  it('makes odds that double worth ten points of the model, five of the score', () => {
    const rows = [ago(3, 'order', 1, 40), ago(40, 'order', 1, 40), ago(5, 'view', 2)];
    const { ledger, prediction } = scored(rows, [buys]);
    const chance = prediction.chances[0]!.chance;
    const fromModel = ledger.filter((row) => row.group === 'model').reduce((sum, row) => sum + row.hundredths, 0) / 100;
    // M = 45 + 10·log2(odds ÷ e^−0.5), half of it.
    expect(fromModel).toBeCloseTo(0.5 * (45 + 10 * Math.log2(chance / (1 - chance) / Math.exp(-0.5))), 1);
    expect(ledger.find((row) => row.code === 'model.recency')?.evidence).toMatchObject({ days: 3, usualGapDays: 37 });
  });

  it('tells in which part of the day a customer comes, where that weighs most of his rhythm', () => {
    const features: FeatureSet = { version: 1, features: [{ kind: 'gap', of: 'order', stat: 'usual' }, { kind: 'part', of: 'activity', part: 'evening', days: 90 }] };
    const explainer = new FamilyExplainer(features);
    const told = (values: readonly number[]) => explainer.families({ base: 0, contributions: Float64Array.from([0.1, -0.4]), isApproximate: false }, (at) => values[at]!);
    expect(told([12, 0.666])).toMatchObject([{ family: 'rhythm', evidence: { dayPart: 'evening', partShare: 0.67 } }]);
    expect(told([12, NaN])[0]!.evidence).not.toHaveProperty('dayPart');
  });

  it('tells a change against what the same model would have said then', () => {
    const rows = [ago(100, 'order', 1, 40), ago(60, 'order', 1, 40), ago(31, 'order', 1, 40)];
    const today = scored(rows, [buys]);
    const packed = packDayRows(rows, index);
    const [predictThen] = new Predictor([buys], 'b2c', index).predict([{ rows: packed, asOfDay: TODAY - 30, categories: [] }]);
    const then = scoreCustomer(rules, { rows: packed, asOfDay: TODAY - 30, stats: STATS, previous: null, predict: predictThen! });
    expect(today.change30).toBe(today.hundredths - then.hundredths);
  });

  it('lets only a model move a band, and rules only money', () => {
    const loyal = [ago(2, 'order', 1, 40), ago(32, 'order', 1, 40), ago(62, 'order', 1, 40), ...Array.from({ length: 8 }, (_unused, at) => ago(at, 'view', 4))];
    const { prediction } = scored(loyal, [buys, leaves]);
    expect(prediction.buys).toMatchObject({ limit: 0.6 });
    expect(prediction.leaves).toBeNull();
    expect(prediction.leavesChance).toBeGreaterThan(0);
    expect(prediction.chances.map(({ outcomeId, source }) => [outcomeId, source])).toEqual([['buys', 'model'], ['leaves', 'rules']]);
  });

  it('predicts nothing where there are no outcomes, and leaves the score to the rules', () => {
    const rows = [ago(3, 'order', 1, 40)];
    const packed = packDayRows(rows, index);
    expect(scored(rows, []).hundredths).toBe(scoreCustomer(rules, { rows: packed, asOfDay: TODAY, stats: STATS, previous: null }).hundredths);
  });

  it('takes the half of the score from staying where businesses buy', () => {
    const packed = packDayRows([ago(3, 'order', 1, 40), ago(33, 'order', 1, 40)], index);
    const staying: ServedOutcome = { ...buys, id: 'leaves', role: 'leaves' };
    const [predict] = new Predictor([staying], 'b2b', index).predict([{ rows: packed, asOfDay: TODAY, categories: [] }]);
    const { model: part } = predict!(50);
    const chance = predict!(50).chances[0]!.chance;
    expect(part!.rows.reduce((sum, row) => sum + row.points, 0)).toBeCloseTo(45 - 10 * Math.log2(chance / (1 - chance) / Math.exp(-0.5)), 6);
  });
});

describe('answers of a model elsewhere', () => {
  const features = compileFeatures(FEATURES, index, ['order']);
  const said = (packed: DayRows, day: number): number => {
    const columns = features.names.map(() => new Float64Array(1));
    features.writeVector({ rows: packed, asOfDay: day, categories: {} }, columns, 0);
    return model.logOdds({ rows: 1, names: features.names, columns })[0]!;
  };
  const scoreWith = (packed: DayRows, outcome: ServedOutcome) => {
    const [predict] = new Predictor([outcome], 'b2c', index).predict([{ id: 'somebody', rows: packed, asOfDay: TODAY, categories: [] }]);
    return scoreCustomer(rules, { rows: packed, asOfDay: TODAY, stats: STATS, previous: null, predict: predict! });
  };

  it('make the same score and change as the model itself would, in two rows that add up', () => {
    fc.assert(fc.property(anyRows, (rows) => {
      const packed = packDayRows(rows, index);
      const asked = { ...buys, model: null, answers: { of: (id: string, day: number) => (id === 'somebody' ? said(packed, day) : null), means: buys.model!.means } };
      const own = scoreWith(packed, buys);
      const other = scoreWith(packed, asked);
      expect([other.hundredths, other.change30, other.band.band]).toEqual([own.hundredths, own.change30, own.band.band]);
      expect(other.ledger.reduce((sum, row) => sum + row.hundredths, 0)).toBe(other.hundredths);
      for (const { code } of other.ledger.filter(({ group }) => group === 'model')) expect(['model.base', 'model.external']).toContain(code);
      expect(other.prediction.chances).toEqual(own.prediction.chances.map((chance) => ({ ...chance, isExternal: true })));
    }), { numRuns: 100 });
  });

  it('may be missing of a month ago, and never of today', () => {
    const packed = packDayRows([ago(3, 'order', 1, 40), ago(50, 'order', 1, 40)], index);
    const answering = (of: (id: string, day: number) => number | null): ServedOutcome => ({ ...buys, model: null, answers: { of, means: buys.model!.means } });
    expect(scoreWith(packed, answering((_id, day) => (day === TODAY ? 0.4 : null))).prediction.model).toMatchObject({ pointsThen: null });
    expect(() => scoreWith(packed, answering(() => null))).toThrow(expect.objectContaining({ code: 'model.not_asked' }));
  });
});

describe('familyOf', () => {
  it.each([
    [{ kind: 'since', of: 'outcome' }, 'recency'], [{ kind: 'since', of: 'email_opened' }, 'mail'], [{ kind: 'count', of: 'cart', days: 7 }, 'interest'],
    [{ kind: 'count', of: 'move:/pricing > /cancel', days: 30 }, 'path'], [{ kind: 'open', of: 'payment_failed', by: 'order', stat: 'days' }, 'payment'],
    [{ kind: 'category', of: 'country', value: 'RU' }, 'profile'], [{ kind: 'trend', of: 'activity', days: 30 }, 'trend'],
  ] as const)('%j: %s', (feature, family) => {
    expect(familyOf(feature)).toBe(family);
    expect(REASON_FAMILIES).toContain(family);
  });
});

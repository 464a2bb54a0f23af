import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toBandState } from './band.ts';
import { compileRules } from './compile-rules.ts';
import { type NamedDayRow, NO_ROWS, packDayRows } from '../day-rows.ts';
import { MetricIndex } from '../metric-index.ts';
import { NO_PREDICTION } from './prediction.ts';
import { B2B_PRESET, B2C_PRESET } from './presets.ts';
import { type ScoreInput, scoreCustomer, scorePoint, type ScoreResult } from './score-customer.ts';
import { ago, STATS, TODAY } from '../sample-rows.test-helper.ts';

const index = new MetricIndex();
const b2c = compileRules(B2C_PRESET, index);
const b2b = compileRules(B2B_PRESET, index);

function score(rows: readonly NamedDayRow[], overrides: Partial<ScoreInput> = {}, rules = b2c): ScoreResult {
  return scoreCustomer(rules, { rows: packDayRows(rows, index), asOfDay: TODAY, stats: STATS, previous: null, ...overrides });
}

const METRICS = [
  'visit', 'sign_in', 'key_action', 'view', 'cart', 'price_page', 'order', 'refund', 'subscription_payment', 'payment_failed', 'email_opened',
  'email_clicked', 'email_replied', 'unsubscribed', 'spam_complaint', 'message_in', 'text:1', 'text:2', 'text:4', 'text:5', 'ticket_opened',
  'ticket_closed', 'review:5', 'social', 'feature:export', 'other',
];
const PLUS_METRICS = ['visit', 'view', 'cart', 'order', 'subscription_payment', 'email_clicked', 'text:5', 'review:5', 'social'];
const rowsOf = (metrics: readonly string[]): fc.Arbitrary<NamedDayRow[]> =>
  fc.array(
    fc.record({
      day: fc.integer({ min: TODAY - 800, max: TODAY + 30 }), metric: fc.constantFrom(...metrics),
      n: fc.integer({ min: 0, max: 50 }), total: fc.integer({ min: 0, max: 10_000 }),
    }),
    { maxLength: 80 },
  );

describe('scoreCustomer', () => {
  it('adds its ledger up to the score exactly, whatever the rows', () => {
    fc.assert(
      fc.property(rowsOf(METRICS), fc.constantFrom(b2c, b2b), (rows, rules) => {
        const result = score(rows, {}, rules);
        expect(result.ledger.reduce((sum, row) => sum + row.hundredths, 0)).toBe(result.hundredths);
        expect(Number.isInteger(result.hundredths) && result.hundredths >= 0 && result.hundredths <= 10_000).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('never rises by time alone while nothing takes points', () => {
    fc.assert(
      fc.property(rowsOf(PLUS_METRICS), fc.integer({ min: 0, max: 400 }), fc.integer({ min: 1, max: 200 }), (rows, later, more) => {
        const past = rows.filter((row) => row.day <= TODAY);
        const before = score(past, { asOfDay: TODAY + later });
        const after = score(past, { asOfDay: TODAY + later + more });
        expect(after.hundredths).toBeLessThanOrEqual(before.hundredths);
      }),
      { numRuns: 200 },
    );
  });

  it('says the same about 30 days ago as a score of that day, to the bit, and never looks ahead', () => {
    fc.assert(
      fc.property(rowsOf(METRICS), (rows) => {
        const now = score(rows);
        const then = score(rows.filter((row) => row.day <= TODAY - 30), { asOfDay: TODAY - 30 });
        if (now.change30 !== null) expect(now.hundredths - now.change30).toBe(then.hundredths);
        expect(score(rows.filter((row) => row.day <= TODAY))).toEqual(now);
      }),
      { numRuns: 200 },
    );
  });

  it('gives the same point with and without ledger, and knows a peak at least as high as today', () => {
    fc.assert(
      fc.property(rowsOf(METRICS), (rows) => {
        const { ledger: _ledger, mainReason: _mainReason, prediction: _prediction, ...point } = score(rows);
        expect(scorePoint(b2c, { rows: packDayRows(rows, index), asOfDay: TODAY, stats: STATS, previous: null })).toEqual(point);
        expect(point.peakHundredths).toBeGreaterThanOrEqual(point.hundredths);
      }),
      { numRuns: 100 },
    );
  });

  it('shows what was earned by the last day and what silence has taken since', () => {
    const { ledger } = score([ago(20, 'visit'), ago(16, 'visit')]);
    expect(ledger.map(({ code, kind }) => [code, kind])).toEqual([['presence.earned', 'earned'], ['presence.faded', 'faded']]);
    expect(ledger[0]!.hundredths).toBeGreaterThan(0);
    expect(ledger[1]!.hundredths).toBeLessThan(0);
    expect(ledger[1]!.evidence).toEqual({ days: 16, usualGapDays: 4 });
  });

  it('keeps a score of complaints only at 0 and says so', () => {
    const { hundredths, ledger } = score([ago(0, 'message_in'), ago(0, 'text:1', 3), ago(0, 'spam_complaint')]);
    expect(hundredths).toBe(0);
    expect(ledger.map((row) => row.code)).toEqual(['presence.earned', 'discontent.text_1', 'trouble.spam_complaint', 'clamp']);
  });

  it('names an answered and an open complaint as one reason', () => {
    const { ledger } = score([ago(9, 'visit'), ago(9, 'text:1'), ago(8, 'ticket_closed'), ago(1, 'text:1')]);
    expect(ledger.filter((row) => row.kind === 'minus').map(({ code, evidence }) => [code, evidence])).toEqual([['discontent.text_1', { events: 2, days: 1 }]]);
  });

  it.each<[string, NamedDayRow[], Partial<ScoreInput>, string, string]>([
    ['nothing counted', [ago(3, 'other')], {}, 'not_scored', 'none.no_events'],
    ['excluded', [ago(3, 'visit')], { isExcluded: true }, 'not_scored', 'none.excluded'],
    ['a visitor', [ago(3, 'visit')], { isCustomer: false }, 'not_scored', 'none.visitor'],
    ['only later rows', [ago(-3, 'visit')], {}, 'not_scored', 'none.no_events'],
    ['new', [ago(1, 'visit'), ago(0, 'visit')], {}, 'warm', 'band.new'],
    ['old and quiet', [ago(30, 'visit'), ago(1, 'visit')], {}, 'cold', 'band.low'],
    ['away for long', [ago(300, 'visit')], {}, 'cold', 'band.gone'],
    ['a complaint, whatever the score', [ago(100, 'visit'), ago(1, 'message_in'), ago(1, 'text:1')], {}, 'at_risk', 'risk.mood_unanswered'],
  ])('band of %s', (_case, rows, overrides, band, cause) => {
    const result = score(rows, overrides);
    expect([result.band.band, result.band.causes[0]!.code]).toEqual([band, cause]);
  });

  it('scores visitors although they have no band', () => {
    expect(score([ago(0, 'visit')], { isCustomer: false }).hundredths).toBe(453);
  });

  it('keeps the band while a source is silent', () => {
    const loyal = Array.from({ length: 40 }, (_, at) => ago(40 + at, 'visit'));
    const previous = toBandState(score(loyal, { asOfDay: TODAY - 40 }).band);
    expect(score(loyal, { previous }).band.band).not.toBe('warm');
    expect(score(loyal, { previous: { ...previous, band: 'warm' }, keepsBand: true }).band.band).toBe('warm');
  });

  it('has money at risk only of customers at risk, and no chance without a model', () => {
    const rows = [ago(40, 'order', 1, 100), ago(30, 'visit'), ago(1, 'text:1')];
    expect(score(rows).revenueAtRisk).toEqual({ atRisk: null, yearly: score(rows).money.expectedValue });
    const withChance = score(rows, { predict: () => ({ ...NO_PREDICTION, leavesChance: 0.5 }) });
    expect(withChance.revenueAtRisk?.atRisk).toBeCloseTo(withChance.money.expectedValue / 2);
    expect(score([ago(1, 'order', 1, 100)]).revenueAtRisk).toBeNull();
  });

  it('scores somebody without rows', () => {
    const result = scoreCustomer(b2c, { rows: NO_ROWS, asOfDay: TODAY, stats: STATS, previous: null });
    expect(result).toMatchObject({ hundredths: 0, ledger: [], change30: null, band: { band: 'not_scored' } });
  });
});

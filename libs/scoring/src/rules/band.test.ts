import { describe, expect, it } from 'vitest';
import { type BandState, bandStateSchema, decideBand, toBandState } from './band.ts';
import { DEFAULT_BAND_LIMITS } from './band-limits.ts';
import { type BandFacts, findDangers } from './dangers.ts';
import type { NamedDayRow } from '../day-rows.ts';
import { aBandFacts, ago, TODAY } from '../sample-rows.test-helper.ts';

const decide = (facts: BandFacts, previous: BandState | null = null) => decideBand(facts, DEFAULT_BAND_LIMITS, previous);
const state = (band: BandState['band'], overrides: Partial<BandState> = {}): BandState => ({ band, sinceDay: TODAY - 9, lastDangerDay: null, causes: [{ code: 'band.score', values: {} }], ...overrides });
const CALM = [ago(60, 'visit'), ago(0, 'visit')];

describe('decideBand: temperature', () => {
  it.each<[number, BandState['band'] | null, BandState['band']]>([
    [70, null, 'hot'], [69.99, null, 'warm'], [67, 'hot', 'hot'], [66.99, 'hot', 'warm'], [69, 'warm', 'warm'],
    [40, null, 'warm'], [39.99, null, 'cold'], [37, 'warm', 'warm'], [36.99, 'warm', 'cold'], [38, 'hot', 'warm'], [38, 'cold', 'cold'], [38, 'at_risk', 'cold'],
  ])('%d points after %s: %s', (points, before, expected) => {
    expect(decide(aBandFacts({ points, points30DaysAgo: points }), before && state(before)).band).toBe(expected);
  });

  it('takes a high chance to buy for hot from 40 points on', () => {
    const buys = { chance: 0.6, limit: 0.5 };
    expect(decide(aBandFacts({ points: 40, points30DaysAgo: 40, buys }))).toMatchObject({ band: 'hot', causes: [{ code: 'band.chance' }] });
    expect(decide(aBandFacts({ points: 39, points30DaysAgo: 39, buys })).band).toBe('cold');
  });

  it('keeps the day a band began while it lasts', () => {
    expect(decide(aBandFacts(), state('warm')).sinceDay).toBe(TODAY - 9);
    expect(decide(aBandFacts(), state('cold')).sinceDay).toBe(TODAY);
  });

  it('has new customers at least warm, for 14 days', () => {
    expect(decide(aBandFacts({ points: 5, points30DaysAgo: null }, [ago(14, 'visit'), ago(1, 'visit')]))).toMatchObject({ band: 'warm', causes: [{ code: 'band.new', values: { days: 14 } }] });
    expect(decide(aBandFacts({ points: 5, points30DaysAgo: null }, [ago(15, 'visit'), ago(1, 'visit')])).band).toBe('cold');
  });

  it('labels the gone unless a subscription runs', () => {
    const away = { points: 5, points30DaysAgo: 5, peakPoints: 45, silence: 6 };
    expect(decide(aBandFacts(away))).toMatchObject({ band: 'cold', label: 'gone' });
    expect(decide(aBandFacts({ ...away, silence: 5.9 }))).toMatchObject({ band: 'at_risk', label: null });
    expect(decide(aBandFacts({ ...away, hasRunningSubscription: true }))).toMatchObject({ band: 'at_risk', label: null });
  });
});

describe('decideBand: at risk', () => {
  const silent = { silence: 2, points: 20, points30DaysAgo: 20 };
  it.each<[string, Partial<BandFacts>, readonly NamedDayRow[], boolean]>([
    ['nothing', { peakPoints: 39.9 }, CALM, false],
    ['a peak of 40', { peakPoints: 40 }, CALM, true],
    ['a running subscription', { peakPoints: 0, hasRunningSubscription: true }, CALM, true],
    ['top value', { peakPoints: 0, isTopValue: true }, CALM, true],
    ['newness', { peakPoints: 0 }, [ago(14, 'visit'), ago(12, 'visit')], true],
  ])('worth saving by %s', (_case, overrides, rows, expected) => {
    expect(decide(aBandFacts({ ...silent, ...overrides }, rows)).band === 'at_risk').toBe(expected);
  });

  it.each<[string, Partial<BandFacts>, readonly NamedDayRow[], string[]]>([
    ['calm', {}, CALM, []],
    ['silence', { silence: 2 }, [ago(60, 'visit'), ago(8, 'visit')], ['risk.silence']],
    ['silence just below', { silence: 1.99 }, CALM, []],
    ['a fall of 15 points and 30 %', { points: 35, points30DaysAgo: 50 }, CALM, ['risk.falling']],
    ['a fall of 15 points, under 30 %', { points: 65, points30DaysAgo: 80 }, CALM, []],
    ['a fall of 30 %, under 15 points', { points: 6, points30DaysAgo: 20 }, CALM, []],
    ['chance to leave', { leaves: { chance: 0.3, limit: 0.3 } }, CALM, ['risk.chance']],
    ['chance below its limit', { leaves: { chance: 0.29, limit: 0.3 } }, CALM, []],
    ['an unanswered complaint', {}, [...CALM, ago(14, 'text:2')], ['risk.mood_unanswered']],
    ['a complaint of 15 days ago', {}, [...CALM, ago(15, 'text:2')], []],
    ['an answered complaint', {}, [...CALM, ago(3, 'text:1'), ago(2, 'ticket_closed')], []],
    ['a complaint after the answer', {}, [...CALM, ago(3, 'ticket_closed'), ago(2, 'text:1')], ['risk.mood_unanswered']],
    ['wants to leave', {}, [...CALM, ago(30, 'intent:leave')], ['risk.mood_leaving']],
    ['wanted to leave long ago', {}, [...CALM, ago(31, 'intent:leave')], []],
    ['three low texts', {}, [...CALM, ago(60, 'text:2'), ago(40, 'text:1'), ago(20, 'text:3')], ['risk.mood_low']],
    ['three low texts, the first too old', {}, [...CALM, ago(61, 'text:2'), ago(40, 'text:1'), ago(20, 'text:2')], []],
    ['two low texts', {}, [...CALM, ago(40, 'text:1'), ago(20, 'text:2')], []],
    ['three middling texts', {}, [...CALM, ago(40, 'text:2', 2), ago(20, 'text:3')], []],
    ['a payment unpaid for 3 days', {}, [...CALM, ago(3, 'payment_failed')], ['risk.payment']],
    ['a payment that failed yesterday', {}, [...CALM, ago(1, 'payment_failed')], []],
    ['a payment made good', {}, [...CALM, ago(5, 'payment_failed'), ago(4, 'subscription_payment')], []],
    ['renewal near with a low score', { renewalDay: TODAY + 60, points: 49, points30DaysAgo: 49 }, CALM, ['risk.renewal']],
    ['renewal near with a good score', { renewalDay: TODAY + 60 }, CALM, []],
    ['renewal far away', { renewalDay: TODAY + 61, points: 49, points30DaysAgo: 49 }, CALM, []],
    ['no second day by day 3', {}, [ago(3, 'visit')], ['risk.not_started']],
    ['no second day on day 2', {}, [ago(2, 'visit')], []],
    ['a second day', {}, [ago(3, 'visit'), ago(1, 'visit')], []],
    ['one day, but it was an order', {}, [ago(3, 'order')], []],
    ['one day, long ago', {}, [ago(15, 'visit')], []],
    ['several, the most urgent first', { silence: 2 }, [ago(9, 'visit'), ago(9, 'payment_failed'), ago(9, 'text:1')], ['risk.mood_unanswered', 'risk.payment', 'risk.not_started', 'risk.silence']],
  ])('dangers of %s', (_case, overrides, rows, codes) => {
    expect(findDangers(aBandFacts(overrides, rows), DEFAULT_BAND_LIMITS).map((danger) => danger.code)).toEqual(codes);
  });

  it('lets a mood act whatever score, worth and absence', () => {
    const rows = [ago(60, 'visit'), ago(10, 'message_in'), ago(10, 'text:1')];
    expect(decide(aBandFacts({ points: 95, points30DaysAgo: 90, peakPoints: 0, silence: 9 }, rows))).toMatchObject({ band: 'at_risk', hasProblem: true, label: null });
  });
});

describe('decideBand: the end of at risk', () => {
  const cause = { code: 'risk.silence', values: { days: 9 } };
  it.each<[number, readonly NamedDayRow[], BandState['band']]>([
    [0, CALM, 'at_risk'], [1, CALM, 'at_risk'], [2, CALM, 'at_risk'], [3, CALM, 'warm'], [7, CALM, 'warm'],
    [1, [...CALM, ago(0, 'order')], 'warm'], [1, [...CALM, ago(1, 'order')], 'warm'], [1, [...CALM, ago(2, 'order')], 'at_risk'],
  ])('%d days after the last danger with %j: %s', (days, rows, expected) => {
    const decided = decide(aBandFacts({}, rows), state('at_risk', { lastDangerDay: TODAY - days, causes: [cause] }));
    expect(decided.band).toBe(expected);
    if (expected === 'at_risk') expect(decided).toMatchObject({ causes: [cause], sinceDay: TODAY - 9, lastDangerDay: TODAY - days });
  });

  it('begins the three days anew with each day of danger', () => {
    const again = decide(aBandFacts({ silence: 3 }), state('at_risk', { lastDangerDay: TODAY - 2 }));
    expect(again).toMatchObject({ band: 'at_risk', lastDangerDay: TODAY, sinceDay: TODAY - 9 });
  });

  it('does not end on an order while a danger remains', () => {
    const rows = [...CALM, ago(1, 'text:1'), ago(0, 'order')];
    expect(decide(aBandFacts({}, rows), state('at_risk', { lastDangerDay: TODAY - 1 })).band).toBe('at_risk');
  });

  it('survives being stored', () => {
    const stored = toBandState(decide(aBandFacts({ silence: 3 })));
    expect(bandStateSchema.parse(JSON.parse(JSON.stringify(stored)))).toEqual(stored);
  });
});

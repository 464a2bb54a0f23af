import { describe, expect, it } from 'vitest';
import { toBandState } from './band.ts';
import { compileRules } from './compile-rules.ts';
import { packDayRows } from '../day-rows.ts';
import { MetricIndex } from '../metric-index.ts';
import { B2C_PRESET } from './presets.ts';
import { scoreCustomer } from './score-customer.ts';
import { scoreHistory, weeklyDaysBefore } from './score-history.ts';
import { ago, STATS, TODAY } from '../sample-rows.test-helper.ts';

const index = new MetricIndex();
const rules = compileRules(B2C_PRESET, index);
const DAILY = Array.from({ length: 40 }, (_, at) => ago(70 - at, 'key_action')).concat([ago(60, 'order', 1, 20), ago(32, 'order', 1, 20)]);

describe('scoreHistory', () => {
  const rows = packDayRows(DAILY, index);

  it('says what scoring day by day would have said', () => {
    const days = weeklyDaysBefore(TODAY, 52);
    const history = scoreHistory(rules, { rows, previous: null }, days, () => STATS);
    let previous = null;
    const live = [];
    for (const asOfDay of days) {
      const { ledger: _ledger, mainReason: _mainReason, prediction: _prediction, ...point } = scoreCustomer(rules, { rows, asOfDay, stats: STATS, previous });
      if (point.activity.firstDay === null) continue;
      live.push(point);
      previous = toBandState(point.band);
    }
    expect(history).toEqual(live);
  });

  it('leaves out days before the first activity', () => {
    expect(scoreHistory(rules, { rows, previous: null }, weeklyDaysBefore(TODAY, 52), () => STATS)[0]!.asOfDay).toBe(TODAY - 70);
  });

  it('follows a customer from new to at risk to gone', () => {
    const days = [70, 58, 31, 27, 8, 0].map((before) => TODAY - before);
    const bands = scoreHistory(rules, { rows, previous: null }, days, () => STATS).map(({ band }) => band.label ?? band.band);
    expect(bands).toEqual(['warm', 'warm', 'warm', 'at_risk', 'gone', 'gone']);
  });

  it('keeps the band on days on which an outage hides the customer, and only there', () => {
    const days = [31, 27, 26, 8].map((before) => TODAY - before);
    const bandsWhen = (isHidden: (day: number) => boolean) => scoreHistory(rules, { rows, previous: null }, days, () => STATS, (day) => ({ keepsBand: isHidden(day) })).map(({ band }) => band.label ?? band.band);
    expect(bandsWhen(() => false)).toEqual(['warm', 'at_risk', 'at_risk', 'gone']);
    expect(bandsWhen((day) => day === TODAY - 27)).toEqual(['warm', 'warm', 'at_risk', 'gone']);
    expect(bandsWhen(() => true)).toEqual(['warm', 'warm', 'warm', 'warm']);
  });

  it('counts its weeks back from the last day', () => {
    expect(weeklyDaysBefore(100, 3)).toEqual([79, 86, 93]);
  });
});

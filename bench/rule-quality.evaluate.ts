import type { Band, DayNumber } from '@kelvin/kernel';
import {
  areaUnderCurve, B2C_PRESET, compileRules, fitPreset, PopulationAccumulator, type PresetFit, scoreHistory, scorePoint, toBandState, weeklyDaysBefore, WorkspaceHistory,
} from '@kelvin/scoring';
import type { PurchaseSet } from './rule-quality.data.ts';

export interface Task {
  /** The split: scores see the days before it, outcomes count from it on. */
  readonly testDay: DayNumber;
  readonly horizonDays: number;
  /** True: the outcome is staying away. */
  readonly isChurn: boolean;
}

export interface BandShare {
  readonly band: Band | 'gone';
  readonly share: number;
  /** Share of them who bought in the horizon. */
  readonly boughtAgain: number;
  readonly customers: number;
}

export interface Evaluation {
  readonly customers: number;
  readonly positives: number;
  readonly aucRules: number;
  readonly aucRecency: number;
  readonly bands: readonly BandShare[];
  readonly fit: PresetFit;
  readonly gapDays: number | null;
  readonly season: number;
  /** Customers × days scored per second, histories included. */
  readonly scoresPerSecond: number;
}

const HISTORY_WEEKS = 52;

/**
 * Scores everyone who had ordered before the test day, from nothing later than the day before it (fit and workspace figures included),
 * with a year of weekly scores before it so that bands have their memory, and compares with the days that followed.
 */
export function evaluate({ metrics, customers }: PurchaseSet, { testDay, horizonDays, isChurn }: Task): Evaluation {
  const asOfDay = testDay - 1;
  const population = new PopulationAccumulator(B2C_PRESET, metrics);
  const history = new WorkspaceHistory(metrics);
  for (const { rows } of customers) {
    population.add(rows, asOfDay);
    history.add(rows);
  }
  const fit = fitPreset(B2C_PRESET, population.result());
  const rules = compileRules(fit.preset, metrics);
  const weeks = weeklyDaysBefore(asOfDay, HISTORY_WEEKS);
  const statsByDay = new Map([...weeks, asOfDay].map((day) => [day, history.statsAt(day)]));
  const stats = statsByDay.get(asOfDay)!;

  const scores: number[] = [];
  const recency: number[] = [];
  const outcomes: boolean[] = [];
  const seen: { band: Band; isGone: boolean; bought: boolean }[] = [];
  const startedMs = performance.now();
  let scored = 0;
  for (const { rows, orderDays } of customers) {
    if (orderDays[0] === undefined || orderDays[0] > asOfDay) continue;
    const past = scoreHistory(rules, { rows, previous: null }, weeks, (day) => statsByDay.get(day)!);
    const lastBand = past.at(-1)?.band;
    const point = scorePoint(rules, { rows, asOfDay, stats, previous: lastBand ? toBandState(lastBand) : null });
    scored += past.length + 1;
    const bought = orderDays.some((day) => day >= testDay && day < testDay + horizonDays);
    const sign = isChurn ? -1 : 1;
    scores.push(sign * point.hundredths);
    recency.push(sign * orderDays.filter((day) => day <= asOfDay).at(-1)!);
    outcomes.push(isChurn ? !bought : bought);
    seen.push({ band: point.band.band, isGone: point.band.label === 'gone', bought });
  }
  const seconds = (performance.now() - startedMs) / 1000;
  const labels = Uint8Array.from(outcomes, Number);
  return {
    customers: outcomes.length,
    positives: outcomes.filter(Boolean).length,
    aucRules: areaUnderCurve(Float64Array.from(scores), labels) ?? NaN,
    aucRecency: areaUnderCurve(Float64Array.from(recency), labels) ?? NaN,
    bands: (['hot', 'warm', 'at_risk', 'cold', 'gone'] as const).map((band) => bandShare(band, seen)),
    fit,
    gapDays: stats.gapDays,
    season: stats.season,
    scoresPerSecond: scored / seconds,
  };
}

function bandShare(band: Band | 'gone', seen: readonly { band: Band; isGone: boolean; bought: boolean }[]): BandShare {
  const inBand = seen.filter((each) => (band === 'gone' ? each.isGone : each.band === band));
  return {
    band,
    customers: inBand.length,
    share: inBand.length / seen.length,
    boughtAgain: inBand.length === 0 ? 0 : inBand.filter((each) => each.bought).length / inBand.length,
  };
}

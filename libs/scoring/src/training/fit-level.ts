import { calibrateModel, fitShift } from '../engines/calibrate.ts';
import type { Model } from '../engines/model.ts';
import type { Snapshots } from './snapshots.ts';

/** Of the way from how common the outcome was on all snapshots to how common it was on the latest one. */
const SHARE_OF_LATEST = 0.5;

/**
 * What to add to log-odds so that they tell how common the outcome is now: half-way between what brings their mean chance to
 * the share of all rows, and to that of the latest day's. A rate that moves is followed by the latter, one that only shakes
 * by the former; where nothing moved, following half of the latest day's chance costs about 1 ÷ 8n of log loss a customer
 * (n customers that day), which is nothing beside what any model's parameters cost.
 *
 * The rows may be those the model learned from: that moves the mean little. 0 without rows.
 */
export function fitLevel(logOdds: Float64Array, { labels, days }: Pick<Snapshots, 'labels' | 'days'>): number {
  const latest = days.reduce((most, day) => Math.max(most, day), -Infinity);
  const isLatest = (_value: number, row: number): boolean => days[row] === latest;
  return (1 - SHARE_OF_LATEST) * fitShift(logOdds, labels) + SHARE_OF_LATEST * fitShift(logOdds.filter(isLatest), labels.filter(isLatest));
}

/** A model fitted on these rows, stretched by `slope` and brought to the level of now: the level of another fit would be that of other days. */
export function levelModel(model: Model, rows: Snapshots, slope: number): Model {
  return calibrateModel(model, { slope, intercept: fitLevel(model.logOdds(rows).map((each) => each * slope), rows) });
}

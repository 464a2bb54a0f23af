import type { ModelMetric } from '@kelvin/contracts';
import { type EvaluatedRows, weightedBrierScore, weightedCalibrationError, weightedLogLoss } from './chances.ts';
import { weightedAreaUnderCurve, weightedAveragePrecision, weightedTopDecileLift } from './ranking.ts';

/** A figure of rows that count `weights[row]` times each; null where it has no answer. */
export interface Metric {
  readonly isHigherBetter: boolean;
  /** Chance alone makes it larger than it is, and drawing rows anew makes it larger by as much once more; never below 0. */
  readonly isInflatedByChance?: true;
  readonly compute: (rows: EvaluatedRows, weights: Int32Array) => number | null;
}

export const METRICS: Readonly<Record<ModelMetric, Metric>> = {
  auc: { isHigherBetter: true, compute: ({ ranking }, weights) => weightedAreaUnderCurve(ranking, weights) },
  averagePrecision: { isHigherBetter: true, compute: ({ ranking }, weights) => weightedAveragePrecision(ranking, weights) },
  logLoss: { isHigherBetter: false, compute: weightedLogLoss },
  brier: { isHigherBetter: false, compute: weightedBrierScore },
  calibrationError: { isHigherBetter: false, isInflatedByChance: true, compute: (rows, weights) => weightedCalibrationError(rows, weights) },
  topDecileLift: { isHigherBetter: true, compute: ({ ranking }, weights) => weightedTopDecileLift(ranking, weights) },
};

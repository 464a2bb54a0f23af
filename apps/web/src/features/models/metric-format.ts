import type { Estimate, ModelMetric } from '@kelvin/contracts';
import type { Formatter } from '../../shared/format/formatter.ts';

/** The order in which a reader who knows no statistics gets most from them. */
export const METRIC_ORDER = ['auc', 'averagePrecision', 'topDecileLift', 'calibrationError', 'brier', 'logLoss'] as const satisfies readonly ModelMetric[];

/** Whether more of a figure is better. */
export const IS_MORE_BETTER: Readonly<Record<ModelMetric, boolean>> = { auc: true, averagePrecision: true, topDecileLift: true, calibrationError: false, brier: false, logLoss: false };

export function metricValue(metric: ModelMetric, value: number, format: Formatter): string {
  return metric === 'topDecileLift' ? format.times(value) : format.figure(value);
}

/** The 95 % interval of a figure, such as "0.83–0.85". */
export function metricInterval(metric: ModelMetric, { low, high }: Estimate, format: Formatter): string {
  return `${metricValue(metric, low, format)}–${metricValue(metric, high, format)}`;
}

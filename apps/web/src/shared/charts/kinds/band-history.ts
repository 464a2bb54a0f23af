import { BAND_TOKEN } from '@kelvin/ui';
import { MS_PER_DAY } from '@kelvin/kernel';
import type { EChartsCoreOption } from 'echarts/core';
import type { ChartContext, ChartSpec } from '../chart-spec.ts';
import { axisStyle, tooltipContent, tooltipStyle, valueAxis } from './parts.ts';

/** Bottom-up, so that those at risk stand on the base line, where their change is easiest to see. */
const STACK = [['at_risk', 'atRisk'], ['cold', 'cold'], ['warm', 'warm'], ['hot', 'hot'], ['not_scored', 'notScored']] as const;

/** Customers by temperature over time, stacked; as people or as shares of all. */
export function bandHistoryOption({ data, unit }: Extract<ChartSpec, { kind: 'band-history' }>, context: ChartContext): EChartsCoreOption {
  const { token, format, bandWord } = context;
  const isShare = unit === 'share';
  const times = data.map((point) => Date.parse(`${point.day}T00:00:00Z`));
  const totals = data.map((point) => STACK.reduce((sum, [, field]) => sum + point[field], 0) || 1);
  const figure = (value: number) => (isShare ? format.percent(value) : format.number(value));
  return {
    grid: { left: 8, right: 12, top: 8, bottom: 4, containLabel: true },
    // Labels are days; of a few days an axis would name each several times.
    xAxis: { type: 'time', ...axisStyle(context), splitLine: { show: false }, boundaryGap: false, minInterval: MS_PER_DAY, splitNumber: Math.max(2, Math.floor(context.width / 110)), axisLabel: { ...axisStyle(context).axisLabel, hideOverlap: true, formatter: (ms: number) => format.day(new Date(ms).toISOString().slice(0, 10)) } },
    yAxis: { ...valueAxis(context, isShare ? format.percent : format.compact), ...(isShare ? { max: 1 } : { minInterval: 1 }) },
    tooltip: {
      ...tooltipStyle(context), trigger: 'axis',
      formatter: (points: { dataIndex: number }[]) => {
        const at = points[0]?.dataIndex ?? 0;
        const point = data[at]!;
        return tooltipContent(format.longDay(point.day), [...STACK].reverse().map(([band, field]) => ({ color: token(BAND_TOKEN[band]), label: bandWord(band), value: isShare ? format.percent(point[field] / totals[at]!) : figure(point[field]) })));
      },
    },
    series: STACK.map(([band, field]) => ({
      type: 'line', name: bandWord(band), stack: 'all', showSymbol: false, emphasis: { disabled: true },
      lineStyle: { width: 1, color: token('--surface') }, itemStyle: { color: token(BAND_TOKEN[band]) }, areaStyle: { color: token(BAND_TOKEN[band]), opacity: 0.92 },
      data: data.map((point, at) => [times[at], isShare ? point[field] / totals[at]! : point[field]]),
    })),
  };
}

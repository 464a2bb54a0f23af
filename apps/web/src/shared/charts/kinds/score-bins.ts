import { BAND_TOKEN } from '@kelvin/ui';
import type { EChartsCoreOption } from 'echarts/core';
import type { ChartContext, ChartSpec } from '../chart-spec.ts';
import { axisStyle, tooltipContent, tooltipStyle, valueAxis } from './parts.ts';

const BIN_POINTS = 5;
const STACK = [['at_risk', 'atRisk'], ['cold', 'cold'], ['warm', 'warm'], ['hot', 'hot']] as const;

/** The scores of a bin: five points from its start; the last one takes 100 as well. */
export function binOfIndex(index: number): { min: number; max: number } {
  const min = index * BIN_POINTS;
  return { min, max: min + BIN_POINTS >= 100 ? 100 : min + BIN_POINTS };
}

/** How many customers have which score; dragging across it selects a range. */
export function scoreBinsOption({ data }: Extract<ChartSpec, { kind: 'score-bins' }>, context: ChartContext): EChartsCoreOption {
  const { token, format, bandWord } = context;
  const axis = axisStyle(context);
  return {
    grid: { left: 4, right: 8, top: 8, bottom: 4, containLabel: true },
    xAxis: { type: 'category', data: data.map((bin) => String(bin.from)), ...axis, splitLine: { show: false }, axisLabel: { ...axis.axisLabel, interval: 3 } },
    yAxis: { ...valueAxis(context, format.compact), minInterval: 1 },
    brush: { xAxisIndex: 0, toolbox: [], brushStyle: { color: token('--accent-soft'), borderColor: token('--accent'), borderWidth: 1, opacity: 0.5 }, outOfBrush: { colorAlpha: 0.35 } },
    tooltip: {
      ...tooltipStyle(context), trigger: 'axis', axisPointer: { type: 'shadow' },
      formatter: (points: { dataIndex: number }[]) => {
        const at = points[0]?.dataIndex ?? 0;
        const bin = data[at]!;
        const { min, max } = binOfIndex(at);
        return tooltipContent(`${format.number(min)}–${format.number(max)}`, [...STACK].reverse().filter(([, field]) => bin[field] > 0).map(([band, field]) => ({ color: token(BAND_TOKEN[band]), label: bandWord(band), value: format.number(bin[field]) })));
      },
    },
    series: STACK.map(([band, field]) => ({ type: 'bar', name: bandWord(band), stack: 'all', barCategoryGap: '8%', itemStyle: { color: token(BAND_TOKEN[band]) }, data: data.map((bin) => bin[field]) })),
  };
}

import type { EChartsCoreOption } from 'echarts/core';
import type { ChartContext, ChartSpec } from '../chart-spec.ts';
import { axisStyle, tooltipContent, tooltipStyle } from './parts.ts';

/** One curve over shares from 0 to 1, beside what chance alone would give; with a line where the reader has cut. */
export function curveOption({ data, reference, axes, yUnit, cut }: Extract<ChartSpec, { kind: 'curve' }>, context: ChartContext): EChartsCoreOption {
  const { token, format } = context;
  const style = axisStyle(context);
  const yText = (value: number) => (yUnit === 'share' ? format.percent(value) : format.times(value));
  const name = (text: string, gap: number) => ({ name: text, nameLocation: 'middle' as const, nameGap: gap, nameTextStyle: { color: token('--text-3'), fontSize: 11 } });
  return {
    animation: false,
    // Fixed sides: a slider under the picture lines up with its axis.
    grid: { left: 58, right: 14, top: cut === null ? 10 : 20, bottom: 40 },
    xAxis: { type: 'value', min: 0, max: 1, interval: 0.25, ...style, axisLabel: { ...style.axisLabel, formatter: format.percent }, ...name(axes.x, 26) },
    yAxis: { type: 'value', min: 0, ...(yUnit === 'share' ? { max: 1, interval: 0.25 } : { splitNumber: 4 }), ...style, axisLabel: { ...style.axisLabel, formatter: yText }, ...name(axes.y, 42) },
    tooltip: {
      ...tooltipStyle(context), trigger: 'axis',
      formatter: (points: { seriesIndex: number; dataIndex: number }[]) => {
        const at = data[points.find((point) => point.seriesIndex === 1)?.dataIndex ?? -1];
        return at ? tooltipContent('', [{ label: axes.x, value: format.percent(at.x) }, { color: token('--accent'), label: axes.y, value: yText(at.y) }]) : '';
      },
    },
    series: [
      { type: 'line', silent: true, symbol: 'none', lineStyle: { color: token('--line-strong'), type: 'dashed', width: 1 }, data: reference.map(({ x, y }) => [x, y]) },
      {
        type: 'line', symbol: 'none', lineStyle: { color: token('--accent'), width: 2 }, itemStyle: { color: token('--accent') }, areaStyle: { color: token('--accent'), opacity: 0.1 }, emphasis: { disabled: true },
        data: data.map(({ x, y }) => [x, y]),
        ...(cut === null ? {} : { markLine: { silent: true, symbol: ['none', 'none'], label: { show: true, formatter: format.percent(cut), color: token('--text'), fontSize: 11, position: 'end', distance: 4 }, lineStyle: { color: token('--text'), width: 2, type: 'solid' }, data: [{ xAxis: cut }] } }),
      },
    ],
  };
}

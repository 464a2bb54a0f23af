import type { EChartsCoreOption } from 'echarts/core';
import type { ChartContext, ChartSpec } from '../chart-spec.ts';
import { axisStyle, tooltipContent, tooltipStyle } from './parts.ts';

const SMALLEST_PX = 5, LARGEST_PX = 16;

/** Predicted against observed shares: a dot for each bin, as large as its people are many, on a bar of what chance allows. On the diagonal both agree. */
export function calibrationOption({ data, axes }: Extract<ChartSpec, { kind: 'calibration' }>, context: ChartContext): EChartsCoreOption {
  const { token, format } = context;
  const style = axisStyle(context);
  const most = Math.max(...data.flatMap((bin) => [bin.high, bin.meanChance]), 0.1);
  const end = most > 0.5 ? Math.min(1, Math.ceil(most * 5) / 5) : Math.ceil(most * 10) / 10;
  const largest = Math.max(...data.map((bin) => bin.n), 1);
  const axis = (name: string) => ({ type: 'value' as const, min: 0, max: end, interval: end > 0.5 ? 0.2 : 0.1, ...style, axisLabel: { ...style.axisLabel, formatter: format.percent }, name, nameLocation: 'middle' as const, nameTextStyle: { color: token('--text-3'), fontSize: 11 } });
  return {
    grid: { left: 58, right: 14, top: 10, bottom: 40 },
    xAxis: { ...axis(axes.x), nameGap: 26 }, yAxis: { ...axis(axes.y), nameGap: 42 },
    tooltip: {
      ...tooltipStyle(context), trigger: 'item',
      formatter: ({ seriesIndex, dataIndex }: { seriesIndex: number; dataIndex: number }) => {
        const bin = seriesIndex === 2 ? data[dataIndex] : undefined;
        return bin ? tooltipContent(`n = ${format.number(bin.n)}`, [{ label: axes.x, value: format.finePercent(bin.meanChance) }, { color: token('--accent'), label: axes.y, value: format.finePercent(bin.observedShare) }]) : '';
      },
    },
    series: [
      { type: 'line', silent: true, symbol: 'none', lineStyle: { color: token('--line-strong'), type: 'dashed', width: 1 }, data: [[0, 0], [end, end]] },
      // One line with gaps draws every bar.
      { type: 'line', silent: true, symbol: 'none', connectNulls: false, lineStyle: { color: token('--accent'), width: 2, opacity: 0.4 }, data: data.flatMap((bin) => [[bin.meanChance, bin.low], [bin.meanChance, bin.high], [bin.meanChance, null]]) },
      {
        type: 'line', symbol: 'circle', lineStyle: { color: token('--accent'), width: 1 }, itemStyle: { color: token('--accent') }, emphasis: { disabled: true },
        symbolSize: (_value: unknown, { dataIndex }: { dataIndex: number }) => SMALLEST_PX + (LARGEST_PX - SMALLEST_PX) * Math.sqrt(data[dataIndex]!.n / largest),
        data: data.map((bin) => [bin.meanChance, bin.observedShare]),
      },
    ],
  };
}

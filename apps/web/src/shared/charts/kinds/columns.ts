import type { EChartsCoreOption } from 'echarts/core';
import type { ChartContext, ChartSpec } from '../chart-spec.ts';
import { axisStyle, tooltipContent, tooltipStyle, valueAxis } from './parts.ts';

/** One series of columns in the accent colour. */
export function columnsOption({ data }: Extract<ChartSpec, { kind: 'columns' }>, context: ChartContext): EChartsCoreOption {
  const { token, format } = context;
  const axis = axisStyle(context);
  return {
    grid: { left: 4, right: 8, top: 8, bottom: 4, containLabel: true },
    xAxis: { type: 'category', data: data.map((column) => column.label), ...axis, splitLine: { show: false }, axisLabel: { ...axis.axisLabel, hideOverlap: true } },
    yAxis: valueAxis(context, format.compact),
    tooltip: { ...tooltipStyle(context), trigger: 'axis', axisPointer: { type: 'shadow' }, formatter: (points: { dataIndex: number }[]) => { const column = data[points[0]?.dataIndex ?? 0]!; return tooltipContent(column.label, [{ color: token('--accent'), label: '', value: format.number(column.value) }]); } },
    series: [{ type: 'bar', barCategoryGap: '20%', itemStyle: { color: token('--accent'), borderRadius: [2, 2, 0, 0] }, data: data.map((column) => column.value) }],
  };
}

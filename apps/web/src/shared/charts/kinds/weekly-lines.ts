import { MS_PER_DAY } from '@kelvin/kernel';
import type { EChartsCoreOption } from 'echarts/core';
import type { ChartContext, ChartSpec } from '../chart-spec.ts';
import { axisStyle, tooltipContent, tooltipStyle, valueAxis } from './parts.ts';

/** Of the series in their order: the main one in the accent, the others apart from it by dashes as well. */
const LOOKS = [{ color: '--accent', type: 'solid' }, { color: '--text-2', type: 'dashed' }] as const;

/** A few indices week by week, with lines from where they begin to mean something and marks at days on which what is measured changed. */
export function weeklyLinesOption({ data, lines, limits, marks }: Extract<ChartSpec, { kind: 'weekly-lines' }>, context: ChartContext): EChartsCoreOption {
  const { token, format } = context;
  const axis = axisStyle(context);
  const times = data.map(({ at }) => Date.parse(at));
  const most = Math.max(...limits.map(({ value }) => value * 1.2), ...data.flatMap(({ values }) => values.map((value) => value ?? 0)));
  const mark = (place: object, text: string, color: string, position: string) => ({ ...place, lineStyle: { color: token(color), type: 'dashed', width: 1 }, label: { show: true, formatter: text, color: token('--text-2'), fontSize: 10, rotate: 0, position } });
  return {
    grid: { left: 4, right: 12, top: marks.length > 0 ? 20 : 12, bottom: 4, containLabel: true },
    // A single week stands in the middle of a fortnight rather than on the axis.
    xAxis: { type: 'time', ...axis, splitLine: { show: false }, minInterval: MS_PER_DAY, min: (times[0] ?? 0) - (times.length < 2 ? 7 * MS_PER_DAY : MS_PER_DAY), max: (times.at(-1) ?? 0) + (times.length < 2 ? 7 * MS_PER_DAY : MS_PER_DAY), splitNumber: Math.max(2, Math.floor(context.width / 110)), axisLabel: { ...axis.axisLabel, hideOverlap: true, formatter: (ms: number) => format.shortDate(ms) } },
    yAxis: { ...valueAxis(context, format.decimal), min: 0, max: Math.ceil(most * 10) / 10 },
    tooltip: {
      ...tooltipStyle(context), trigger: 'axis',
      formatter: (points: { dataIndex: number }[]) => {
        const week = points.map(({ dataIndex }) => data[dataIndex]!).find(({ values }) => values.some((value) => value !== null));
        return week === undefined ? '' : tooltipContent(format.date(week.at), lines.flatMap((label, at) => {
          const value = week.values[at] ?? null;
          return value === null ? [] : [{ color: token(LOOKS[at]!.color), label, value: format.figure(value) }];
        }));
      },
    },
    series: lines.map((name, at) => ({
      type: 'line', name, symbol: 'circle', symbolSize: 6, connectNulls: false, lineStyle: { width: 2, color: token(LOOKS[at]!.color), type: LOOKS[at]!.type }, itemStyle: { color: token(LOOKS[at]!.color) }, emphasis: { disabled: true },
      data: data.map(({ values }, week) => [times[week], values[at] ?? null]),
      ...(at > 0 ? {} : { markLine: { silent: true, symbol: 'none', animation: false, data: [...limits.map(({ value, label }) => mark({ yAxis: value }, label, '--line-strong', 'insideStartTop')), ...marks.map(({ at: day, label }) => mark({ xAxis: Date.parse(day) }, label, '--accent', 'end'))] } }),
    })),
  };
}

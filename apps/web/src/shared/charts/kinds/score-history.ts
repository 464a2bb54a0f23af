import { MS_PER_DAY } from '@kelvin/kernel';
import { BAND_TOKEN } from '@kelvin/ui';
import type { EChartsCoreOption } from 'echarts/core';
import type { Band } from '../../scoring/bands.tsx';
import type { ChartContext, ChartSpec } from '../chart-spec.ts';
import { axisStyle, tooltipContent, tooltipStyle, valueAxis } from './parts.ts';

/** Marks nearer to a newer one than this share of the picture would be written over each other. */
const LABEL_APART = 0.06;

/** Changes whose mark gets a word, newest first. */
function labelled(times: readonly number[], spanMs: number): ReadonlySet<number> {
  const kept: number[] = [];
  for (const time of times) if (kept.every((other) => Math.abs(other - time) >= spanMs * LABEL_APART)) kept.push(time);
  return new Set(kept);
}

/** A customer's score over time on the temperatures' limits, with the days on which the temperature changed or a model came into use. */
export function scoreHistoryOption({ data, changes, models, limits }: Extract<ChartSpec, { kind: 'score-history' }>, context: ChartContext): EChartsCoreOption {
  const { token, format, bandWord } = context;
  const axis = axisStyle(context);
  const area = (from: number, to: number, color: string) => [{ yAxis: from, itemStyle: { color: token(color), opacity: 0.75 } }, { yAxis: to }];
  const bandChanges = changes.filter((change) => change.beforeBand !== null && change.beforeBand !== change.afterBand).sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
  const times = bandChanges.map((change) => Date.parse(change.at));
  // The last day begins before what came into use on it.
  const end = Date.parse(data.at(-1)?.day ?? '');
  const began = models.map(({ at }) => Math.min(Date.parse(at), end));
  const withWord = labelled([...began, ...times], end - Date.parse(data[0]?.day ?? ''));
  return {
    grid: { left: 4, right: 12, top: 12, bottom: 4, containLabel: true },
    xAxis: { type: 'time', ...axis, splitLine: { show: false }, minInterval: MS_PER_DAY, splitNumber: Math.max(2, Math.floor(context.width / 110)), axisLabel: { ...axis.axisLabel, hideOverlap: true, formatter: (ms: number) => format.day(new Date(ms).toISOString().slice(0, 10)) } },
    yAxis: { ...valueAxis(context, format.number), min: 0, max: 100, interval: 25, splitLine: { show: false } },
    tooltip: {
      ...tooltipStyle(context), trigger: 'axis',
      formatter: (points: { dataIndex: number }[]) => {
        const point = data[points[0]?.dataIndex ?? 0]!;
        return tooltipContent(format.longDay(point.day), [{ color: token(BAND_TOKEN[point.band]), label: bandWord(point.band), value: format.points(point.hundredths) }]);
      },
    },
    series: [{
      type: 'line', showSymbol: data.length < 3, symbolSize: 5, lineStyle: { width: 2, color: token('--text') }, itemStyle: { color: token('--text') }, emphasis: { disabled: true },
      data: data.map((point) => [Date.parse(`${point.day}T00:00:00Z`), point.hundredths / 100]),
      markArea: { silent: true, data: [area(0, limits.warm, '--cold-soft'), area(limits.warm, limits.hot, '--warm-soft'), area(limits.hot, 100, '--hot-soft')] },
      markLine: {
        silent: true, symbol: 'none', animation: false,
        data: [...models.map(({ word }, at) => ({
          xAxis: began[at], lineStyle: { color: token('--accent'), type: 'solid', width: 1 },
          label: { show: withWord.has(began[at]!), position: 'insideEndTop', color: token('--accent'), fontSize: 10, formatter: word },
        })), ...bandChanges.map((change, at) => ({
          xAxis: times[at], lineStyle: { color: token(BAND_TOKEN[change.afterBand as Band] ?? '--line-strong'), type: 'dashed', width: 1 },
          label: { show: withWord.has(times[at]!) && times.indexOf(times[at]!) === at, position: 'insideEndTop', color: token('--text-2'), fontSize: 10, formatter: bandWord(change.afterBand as Band) },
        }))],
      },
    }],
  };
}

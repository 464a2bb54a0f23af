import { BAND_TOKEN } from '@kelvin/ui';
import type { EChartsCoreOption } from 'echarts/core';
import { BAND_ORDER, type Band } from '../../scoring/bands.tsx';
import type { ChartContext, ChartPick, ChartSpec } from '../chart-spec.ts';
import { tooltipContent, tooltipStyle } from './parts.ts';

type Hover = { dataType: 'node' | 'edge'; name: string; value: number; data: { pick?: ChartPick } };

/** Who moved from which temperature to which: ribbons from the start of the period to its end. */
export function bandFlowOption({ data }: Extract<ChartSpec, { kind: 'band-flow' }>, context: ChartContext): EChartsCoreOption {
  const { token, format, bandWord } = context;
  const flows = data.filter((flow) => flow.customers > 0);
  const has = (side: 'from' | 'to', band: Band) => flows.some((flow) => flow[side] === band);
  const node = (side: 'from' | 'to', band: Band) => ({
    name: `${side}:${band}`, depth: side === 'from' ? 0 : 1, itemStyle: { color: token(BAND_TOKEN[band]), borderWidth: 0 },
    label: { position: side === 'from' ? 'right' : 'left', formatter: bandWord(band), color: token('--text'), fontSize: 11, textBorderColor: token('--surface'), textBorderWidth: 3 },
  });
  return {
    animation: false,
    tooltip: {
      ...tooltipStyle(context), trigger: 'item',
      formatter: (hover: Hover) => {
        const pick = hover.data.pick;
        const title = pick?.kind === 'flow' ? `${bandWord(pick.from)} → ${bandWord(pick.to)}` : bandWord(hover.name.split(':')[1] as Band);
        return tooltipContent(title, [{ label: '', value: format.number(hover.value) }]);
      },
    },
    series: [{
      type: 'sankey', left: 4, right: 4, top: 8, bottom: 8, nodeWidth: 12, nodeGap: 10, layoutIterations: 0, draggable: false, emphasis: { focus: 'adjacency' },
      lineStyle: { color: 'source', opacity: 0.35, curveness: 0.5 },
      data: [...BAND_ORDER.filter((band) => has('from', band)).map((band) => node('from', band)), ...BAND_ORDER.filter((band) => has('to', band)).map((band) => node('to', band))],
      links: flows.map(({ from, to, customers }) => ({ source: `from:${from}`, target: `to:${to}`, value: customers, pick: { kind: 'flow', from, to } satisfies ChartPick })),
    }],
  };
}

import { BarChart, LineChart, SankeyChart } from 'echarts/charts';
import { BrushComponent, GridComponent, MarkAreaComponent, MarkLineComponent, TooltipComponent } from 'echarts/components';
import { init, use as register, type ECharts, type EChartsCoreOption } from 'echarts/core';
import { LabelLayout } from 'echarts/features';
import { CanvasRenderer } from 'echarts/renderers';
import type { ChartContext, ChartPick, ChartSpec } from './chart-spec.ts';
import { bandFlowOption } from './kinds/band-flow.ts';
import { bandHistoryOption } from './kinds/band-history.ts';
import { calibrationOption } from './kinds/calibration.ts';
import { curveOption } from './kinds/curve.ts';
import { binOfIndex, scoreBinsOption } from './kinds/score-bins.ts';
import { scoreHistoryOption } from './kinds/score-history.ts';
import { weeklyLinesOption } from './kinds/weekly-lines.ts';

register([LineChart, BarChart, SankeyChart, GridComponent, TooltipComponent, MarkAreaComponent, MarkLineComponent, BrushComponent, LabelLayout, CanvasRenderer]);

export type DrawnChart = { draw: (spec: ChartSpec, words: Pick<ChartContext, 'format' | 'bandWord'>) => void; dispose: () => void };

function optionOf(spec: ChartSpec, context: ChartContext): EChartsCoreOption {
  switch (spec.kind) {
    case 'band-history': return bandHistoryOption(spec, context);
    case 'band-flow': return bandFlowOption(spec, context);
    case 'score-bins': return scoreBinsOption(spec, context);
    case 'score-history': return scoreHistoryOption(spec, context);
    case 'calibration': return calibrationOption(spec, context);
    case 'curve': return curveOption(spec, context);
    case 'weekly-lines': return weeklyLinesOption(spec, context);
  }
}

/** Puts a chart into a box. It follows the box's width; `draw` shows new data or a new theme in place. */
export function createChart(box: HTMLElement, onPick: (pick: ChartPick) => void): DrawnChart {
  const chart = init(box, null, { renderer: 'canvas' });
  const observer = new ResizeObserver(() => chart.resize());
  observer.observe(box);
  let canCut = false;
  listen(chart, onPick);
  listenToCutting(chart, () => canCut, onPick);
  return {
    draw: (spec, words) => {
      canCut = spec.kind === 'curve' && spec.cut !== null;
      const styles = getComputedStyle(document.documentElement);
      const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches;
      const context: ChartContext = { ...words, isStill, width: box.clientWidth, token: (name) => styles.getPropertyValue(name).trim() };
      chart.setOption({ animation: !isStill, animationDuration: 250, textStyle: { fontFamily: 'Inter Variable, system-ui, sans-serif' }, ...optionOf(spec, context) }, { notMerge: true });
      if (spec.kind === 'score-bins') chart.dispatchAction({ type: 'takeGlobalCursor', key: 'brush', brushOption: { brushType: 'lineX', brushMode: 'single' } });
    },
    dispose: () => {
      observer.disconnect();
      chart.dispose();
    },
  };
}

function listen(chart: ECharts, onPick: (pick: ChartPick) => void): void {
  chart.on('click', (event) => {
    const data = event.data as { pick?: ChartPick } | undefined;
    if (data?.pick) onPick(data.pick);
  });
  chart.on('brushEnd', (event) => {
    const range = (event as { areas?: { coordRange?: [number, number] }[] }).areas?.[0]?.coordRange;
    onPick(range ? { kind: 'scores', min: binOfIndex(range[0]).min, max: binOfIndex(range[1]).max } : { kind: 'nothing' });
  });
}

/** Dragging anywhere across a curve moves its cut. */
function listenToCutting(chart: ECharts, canCut: () => boolean, onPick: (pick: ChartPick) => void): void {
  let isHeld = false;
  const cutAt = ({ offsetX, offsetY }: { offsetX: number; offsetY: number }) => {
    const at = chart.convertFromPixel({ gridIndex: 0 }, [offsetX, offsetY]) as number[] | undefined;
    if (at?.[0] !== undefined && Number.isFinite(at[0])) onPick({ kind: 'cut', share: Math.min(1, Math.max(0, at[0])) });
  };
  const surface = chart.getZr();
  surface.on('mousedown', (event) => {
    isHeld = canCut();
    if (isHeld) cutAt(event);
  });
  surface.on('mousemove', (event) => { if (isHeld) cutAt(event); });
  surface.on('mouseup', () => { isHeld = false; });
  surface.on('globalout', () => { isHeld = false; });
}

import type { ChartContext } from '../chart-spec.ts';

/** Axis in the page's quiet grey. */
export function axisStyle({ token }: ChartContext) {
  return {
    axisLine: { lineStyle: { color: token('--line-strong') } }, axisTick: { show: false },
    axisLabel: { color: token('--text-3'), fontSize: 11 }, splitLine: { lineStyle: { color: token('--line') } },
  };
}

/** A value axis with short figures. */
export function valueAxis(context: ChartContext, format: (value: number) => string) {
  const style = axisStyle(context);
  return { type: 'value' as const, ...style, axisLine: { show: false }, axisLabel: { ...style.axisLabel, formatter: format }, splitNumber: 4 };
}

/** The box of a tooltip. */
export function tooltipStyle({ token }: ChartContext) {
  return { backgroundColor: token('--surface'), borderColor: token('--line'), padding: 8, textStyle: { color: token('--text'), fontSize: 12 }, confine: true, transitionDuration: 0 };
}

export type TooltipLine = { color?: string; label: string; value: string };
/** The inside of a tooltip as elements: nothing of the data is ever read as HTML. */
export function tooltipContent(title: string, lines: readonly TooltipLine[]): HTMLElement {
  const box = document.createElement('div');
  const head = box.appendChild(document.createElement('div'));
  head.textContent = title;
  head.className = 'font-semibold';
  for (const { color, label, value } of lines) {
    const row = box.appendChild(document.createElement('div'));
    row.className = 'flex items-center gap-2';
    const dot = row.appendChild(document.createElement('span'));
    dot.className = 'inline-block size-2 rounded-full';
    if (color) dot.style.backgroundColor = color;
    const name = row.appendChild(document.createElement('span'));
    name.className = 'flex-1';
    name.textContent = label;
    const figure = row.appendChild(document.createElement('span'));
    figure.className = 'pl-3 font-medium';
    figure.textContent = value;
  }
  return box;
}

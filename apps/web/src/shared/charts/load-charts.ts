type Module = typeof import('./draw-chart.ts');
let loading: Promise<Module> | undefined;

/** Fetches the chart library, once. Pages with charts call it when their own chunk loads, so that both come together. */
export function loadCharts(): Promise<Module> {
  return (loading ??= import('./draw-chart.ts'));
}

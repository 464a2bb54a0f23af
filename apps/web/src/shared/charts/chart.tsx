import { cx, Skeleton } from '@kelvin/ui';
import { useEffect, useRef, useState } from 'react';
import { useFormat } from '../format/use-format.tsx';
import { useBandsWord } from '../scoring/bands.tsx';
import { useTheme } from '../ui/theme.ts';
import type { ChartPick, ChartSpec } from './chart-spec.ts';
import { ChartFrame, type ChartTableData } from './chart-frame.tsx';
import { loadCharts } from './load-charts.ts';
import type { DrawnChart } from './draw-chart.ts';

export type ChartProps = {
  spec: ChartSpec;
  /** One sentence that says what the picture shows, for those who do not see it. */
  summary: string;
  table: ChartTableData;
  height: number;
  onPick?: (pick: ChartPick) => void;
};

/** A chart with its equal in words: a summary, and the same figures as a table. */
export function Chart({ spec, summary, table, height, onPick }: ChartProps) {
  return <ChartFrame table={table} summary={summary} height={height}><Drawing spec={spec} summary={summary} height={height} onPick={onPick} /></ChartFrame>;
}

function Drawing({ spec, summary, height, onPick }: { spec: ChartSpec; summary: string; height: number; onPick: ((pick: ChartPick) => void) | undefined }) {
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<DrawnChart | null>(null);
  const [isReady, setIsReady] = useState(false);
  const pick = useRef(onPick);
  const format = useFormat();
  const bandWord = useBandsWord();
  const theme = useTheme();
  useEffect(() => {
    pick.current = onPick;
  });
  useEffect(() => {
    let isGone = false;
    void loadCharts().then(({ createChart }) => {
      if (isGone || !box.current) return;
      chart.current = createChart(box.current, (picked) => pick.current?.(picked));
      setIsReady(true);
    });
    return () => {
      isGone = true;
      chart.current?.dispose();
      chart.current = null;
    };
  }, []);
  useEffect(() => {
    if (isReady) chart.current?.draw(spec, { format, bandWord });
    // `bandWord` is made anew at each render; the language it depends on is part of `format`.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [isReady, spec, format, theme]);
  return (
    <div className="relative" style={{ height }}>
      {isReady ? null : <Skeleton className="absolute inset-0" />}
      <div ref={box} role="img" aria-label={summary} className={cx('absolute inset-0', !isReady && 'invisible')} />
    </div>
  );
}

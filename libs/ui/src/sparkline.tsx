import { cx } from './cx.ts';

export type SparklineProps = { values: readonly number[]; width?: number; height?: number; className?: string; /** Scale; without it the values' own range. */ min?: number; max?: number };

/** A line of a few points without axes. Decorative: the figure beside it says the value. Fewer than two points draw nothing. */
export function Sparkline({ values, width = 64, height = 20, min, max, className }: SparklineProps) {
  if (values.length < 2) return <svg aria-hidden width={width} height={height} className={className} />;
  const low = min ?? Math.min(...values);
  const span = (max ?? Math.max(...values)) - low || 1;
  const step = (width - 2) / (values.length - 1);
  const points = values.map((value, index) => `${(1 + index * step).toFixed(1)},${(height - 2 - ((value - low) / span) * (height - 4)).toFixed(1)}`);
  return (
    <svg aria-hidden width={width} height={height} viewBox={`0 0 ${width} ${height}`} className={cx('shrink-0', className)}>
      <polyline points={points.join(' ')} fill="none" stroke="currentColor" strokeWidth={1.5} strokeLinejoin="round" strokeLinecap="round" />
    </svg>
  );
}

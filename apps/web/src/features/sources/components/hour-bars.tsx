import { cx } from '@kelvin/ui';

/** Items an hour as bars, oldest first. Decorative: the figures stand beside it or in the table below. */
export function HourBars({ values, className }: { values: readonly number[]; className?: string }) {
  const max = Math.max(1, ...values);
  const width = 100 / Math.max(1, values.length);
  return (
    <svg aria-hidden viewBox="0 0 100 40" preserveAspectRatio="none" className={cx('block w-full text-accent', className ?? 'h-20')}>
      {values.map((value, index) => {
        const height = value === 0 ? 0 : Math.max(1.2, (value / max) * 39);
        return <rect key={index} x={index * width + width * 0.1} y={40 - height} width={width * 0.8} height={height} fill="currentColor" />;
      })}
    </svg>
  );
}

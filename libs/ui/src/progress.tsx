import { Progress as Base } from '@base-ui/react/progress';
import { cx } from './cx.ts';

/** Done of total; `value` null means that the total is not known yet. */
export function Progress({ value, max = 100, label, className }: { value: number | null; max?: number; label: string; className?: string }) {
  return (
    <Base.Root value={value} max={max} aria-label={label} className={className}>
      <Base.Track className="block h-1.5 overflow-hidden rounded-full bg-none-soft">
        <Base.Indicator className={cx('block h-full rounded-full bg-accent transition-[width]', value === null && 'progress-unknown w-1/3')} />
      </Base.Track>
    </Base.Root>
  );
}

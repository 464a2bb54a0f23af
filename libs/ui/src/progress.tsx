import { cx } from './cx.ts';

/** Done of total; `value` null means that the total is not known yet. */
export function Progress({ value, max = 100, label, className }: { value: number | null; max?: number; label: string; className?: string }) {
  const share = value === null || max <= 0 ? null : Math.min(1, Math.max(0, value / max));
  return (
    <div role="progressbar" aria-label={label} aria-valuemin={0} aria-valuemax={100} aria-valuenow={share === null ? undefined : Math.round(share * 100)} className={cx('h-1.5 overflow-hidden rounded-full bg-none-soft', className)}>
      <span className={cx('block h-full rounded-full bg-accent transition-[width]', share === null && 'progress-unknown')} style={{ width: share === null ? '33%' : `${share * 100}%` }} />
    </div>
  );
}

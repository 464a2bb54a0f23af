import { cx } from './cx.ts';

/** A bar from the centre, right for what adds and left for what takes away; `scale` is the points of half the width. Decorative: the signed figure stands beside it. */
export function FactorBar({ points, scale }: { points: number; scale: number }) {
  const share = Math.min(1, Math.abs(points) / (scale || 1)) * 50;
  return (
    <div aria-hidden className="relative h-1.5 w-full rounded-full bg-none-soft">
      <span className={cx('absolute inset-y-0', points >= 0 ? 'left-1/2 rounded-r-full bg-ok' : 'right-1/2 rounded-l-full bg-err')} style={{ width: `${share}%` }} />
    </div>
  );
}

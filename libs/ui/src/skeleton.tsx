import { cx } from './cx.ts';

/** A grey block where content will be. Appears after 150 ms, so that quick answers do not flash. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={cx('skeleton block rounded-sm bg-none-soft', className)} />;
}

/** A thin bar at the top of a region whose shown data is being fetched anew. */
export function RefreshBar({ isActive, label }: { isActive: boolean; label: string }) {
  return isActive ? <div role="progressbar" aria-label={label} className="refresh-bar absolute inset-x-0 top-0 z-10 h-0.5 overflow-hidden" /> : null;
}

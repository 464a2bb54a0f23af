import { cx } from './cx.ts';

/** The first letters of a name. Decorative: the name stands beside it. */
export function Avatar({ name, size = 'md' }: { name: string; size?: 'sm' | 'md' | 'lg' }) {
  const initials = name.split(/[\s@._-]+/u).filter(Boolean).slice(0, 2).map((word) => [...word][0]?.toUpperCase()).join('');
  return (
    <span aria-hidden className={cx('inline-flex shrink-0 items-center justify-center rounded-full bg-accent-soft font-semibold text-accent', size === 'sm' ? 'size-7 text-label' : size === 'md' ? 'size-8 text-meta' : 'size-11 text-body')}>
      {initials || '·'}
    </span>
  );
}

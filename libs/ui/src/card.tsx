import { useId, type ReactNode } from 'react';
import { cx } from './cx.ts';

export type CardProps = {
  /** Heading of the card; it names the region. */
  title?: ReactNode;
  /** Grey words beside the heading. */
  note?: ReactNode;
  actions?: ReactNode;
  /** Rank of the heading on the page. */
  level?: 2 | 3;
  /** Leaves out the padding, for tables and lists that reach the edges. */
  isFlush?: boolean;
  className?: string;
  children: ReactNode;
};

/** A box on the page. With a title it is a named region. */
export function Card({ title, note, actions, level = 2, isFlush = false, className, children }: CardProps) {
  const id = useId();
  const Heading = level === 2 ? 'h2' : 'h3';
  return (
    <section aria-labelledby={title ? id : undefined} className={cx('flex min-w-0 flex-col rounded-lg border border-line bg-surface shadow-card', className)}>
      {title ? (
        <header className="flex min-h-12 flex-wrap items-center gap-x-2 gap-y-1 px-4 pt-3 pb-2">
          <Heading id={id} className="text-control font-semibold text-ink">{title}</Heading>
          {note ? <span className="text-meta text-ink-3">{note}</span> : null}
          {actions ? <div className="ml-auto flex flex-wrap items-center gap-2">{actions}</div> : null}
        </header>
      ) : null}
      <div className={cx('flex min-h-0 min-w-0 flex-1 flex-col', !isFlush && (title ? 'px-4 pb-4' : 'p-4'))}>{children}</div>
    </section>
  );
}

import { cx } from '@kelvin/ui';
import { useEffect, type ReactNode } from 'react';

export type PageProps = {
  /** Heading of the page and, with the product's name, of the browser tab. */
  title: string;
  /** Replaces the heading's row, for pages with a head of their own (which then holds the h1). */
  head?: ReactNode;
  note?: ReactNode;
  actions?: ReactNode;
  /** `full` fills the height of the window and scrolls inside. */
  height?: 'auto' | 'full';
  width?: 'wide' | 'narrow';
  children: ReactNode;
};

/** The frame of every page below the top bar. */
export function Page({ title, head, note, actions, height = 'auto', width = 'wide', children }: PageProps) {
  useEffect(() => {
    document.title = `${title} · Kelvin`;
  }, [title]);
  return (
    <div className={cx('relative mx-auto flex w-full min-w-0 flex-col gap-4 p-4 sm:p-5', width === 'narrow' ? 'max-w-[920px]' : 'max-w-[1680px]', height === 'full' && 'h-[calc(100dvh-3rem)] min-h-96')}>
      {head ?? (
        <header className="flex min-h-8 flex-wrap items-center gap-x-3 gap-y-2">
          <h1 className="text-title font-semibold">{title}</h1>
          {note ? <span className="text-meta text-ink-3">{note}</span> : null}
          {actions ? <div className="flex flex-wrap items-center gap-2 sm:ml-auto">{actions}</div> : null}
        </header>
      )}
      {children}
    </div>
  );
}

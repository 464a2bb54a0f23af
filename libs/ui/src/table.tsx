import type { ReactNode, TdHTMLAttributes, ThHTMLAttributes } from 'react';
import { cx } from './cx.ts';

/** A table that scrolls sideways in its own box, so that the page never does. `label` names the box for screen readers. */
export function Table({ label, className, children }: { label: string; className?: string; children: ReactNode }) {
  return (
    // The box can be scrolled, so the keyboard must reach it.
    <div role="group" aria-label={label} tabIndex={0} className={cx('relative min-w-0 overflow-x-auto', className)}>
      <table className="w-full border-collapse text-left text-control">{children}</table>
    </div>
  );
}

/** The head of a column; `isNumber` puts it to the right, above the figures. */
export function HeadCell({ className, isNumber = false, ...rest }: ThHTMLAttributes<HTMLTableCellElement> & { isNumber?: boolean }) {
  return <th scope="col" {...rest} className={cx('h-8 border-b border-line px-3 text-meta font-medium whitespace-nowrap text-ink-3', isNumber && 'text-right', className)} />;
}

/** A cell; `isNumber` sets figures to the right in one width, so that their digits stand below each other. */
export function Cell({ className, isNumber = false, ...rest }: TdHTMLAttributes<HTMLTableCellElement> & { isNumber?: boolean }) {
  return <td {...rest} className={cx('h-11 border-b border-line px-3 align-middle', isNumber && 'text-right tabular-nums', className)} />;
}

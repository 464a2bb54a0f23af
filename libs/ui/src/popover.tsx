import { Popover as Base } from '@base-ui/react/popover';
import type { ReactElement, ReactNode } from 'react';
import { cx } from './cx.ts';

export type PopoverProps = { trigger: ReactElement; title?: ReactNode; align?: 'start' | 'end'; className?: string; children: ReactNode };

/** A small panel under a button. */
export function Popover({ trigger, title, align = 'start', className, children }: PopoverProps) {
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner align={align} sideOffset={6} className="z-50">
          <Base.Popup className={cx('max-h-[min(32rem,var(--available-height))] w-80 max-w-[calc(100vw-1rem)] overflow-y-auto rounded-lg border border-line bg-surface p-3 text-control text-ink shadow-pop outline-none', className)}>
            {title ? <Base.Title className="pb-2 text-control font-semibold">{title}</Base.Title> : null}
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

import { Popover as Base } from '@base-ui/react/popover';
import { useState } from 'react';
import { cx } from './cx.ts';
import type { PopoverProps } from './popover-props.ts';

/** The panel itself; opens as soon as it is there, because it is only fetched when somebody wants it. */
export function PopoverBase({ trigger, title, align = 'start', className, children }: PopoverProps) {
  const [isOpen, setIsOpen] = useState(true);
  return (
    <Base.Root open={isOpen} onOpenChange={setIsOpen}>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner align={align} sideOffset={6} className="z-50">
          <Base.Popup className={cx('max-h-[min(32rem,var(--available-height))] max-w-[calc(100vw-1rem)] overflow-y-auto rounded-lg border border-line bg-surface p-3 text-control text-ink shadow-pop outline-none', className ?? 'w-80')}>
            {title ? <Base.Title className="pb-2 text-control font-semibold">{title}</Base.Title> : null}
            {typeof children === 'function' ? children(() => setIsOpen(false)) : children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

import { Dialog as Base } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import { cx } from './cx.ts';
import type { DialogProps, SheetProps } from './dialog-props.ts';

const SIZE = { sm: 'max-w-sm', md: 'max-w-lg', lg: 'max-w-3xl' } as const;
const BACKDROP = 'fixed inset-0 z-40 bg-black/40 transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0';

/** A question or a short task over the page. Focus is held inside and returns to the opener. */
export function DialogBase({ isOpen, onOpenChange, title, description, closeLabel, footer, size = 'md', children }: DialogProps) {
  return (
    <Base.Root open={isOpen} onOpenChange={onOpenChange}>
      <Base.Portal>
        <Base.Backdrop className={BACKDROP} />
        <Base.Popup className={cx('fixed top-[12vh] left-1/2 z-50 flex max-h-[76vh] w-[calc(100vw-2rem)] -translate-x-1/2 flex-col rounded-lg border border-line bg-surface text-control text-ink shadow-pop outline-none', SIZE[size])}>
          <div className="flex items-start gap-2 px-4 pt-4 pb-2">
            <div className="min-w-0 flex-1">
              <Base.Title className="text-body font-semibold">{title}</Base.Title>
              {description ? <Base.Description className="mt-1 text-control text-ink-2">{description}</Base.Description> : null}
            </div>
            <CloseButton label={closeLabel} />
          </div>
          {children ? <div className="min-h-0 overflow-y-auto px-4 py-2">{children}</div> : null}
          {footer ? <div className="flex flex-wrap justify-end gap-2 px-4 pt-2 pb-4">{footer}</div> : null}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

/** A panel at the side of the page: navigation on small screens, or a closer look at one thing. */
export function SheetBase({ isOpen, onOpenChange, title, closeLabel, side = 'right', isBlocking = true, actions, className, children }: SheetProps) {
  return (
    <Base.Root open={isOpen} onOpenChange={onOpenChange} modal={isBlocking} disablePointerDismissal={!isBlocking}>
      <Base.Portal>
        {isBlocking ? <Base.Backdrop className={BACKDROP} /> : null}
        <Base.Popup className={cx('fixed inset-y-0 z-50 flex w-full flex-col border-line bg-surface text-control text-ink shadow-pop outline-none transition-transform duration-150', side === 'right' ? 'right-0 border-l data-ending-style:translate-x-full data-starting-style:translate-x-full' : 'left-0 border-r data-ending-style:-translate-x-full data-starting-style:-translate-x-full', className ?? 'max-w-[480px]')}>
          <div className="flex min-h-12 items-center gap-2 border-b border-line px-4">
            <Base.Title className="min-w-0 flex-1 truncate text-body font-semibold">{title}</Base.Title>
            {actions}
            <CloseButton label={closeLabel} />
          </div>
          <div className="min-h-0 flex-1 overflow-y-auto">{children}</div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

function CloseButton({ label }: { label: string }) {
  return (
    <Base.Close aria-label={label} className="-mr-1.5 inline-flex size-8 shrink-0 items-center justify-center rounded-md text-ink-2 hover:bg-surface-2 hover:text-ink">
      <X aria-hidden size={16} />
    </Base.Close>
  );
}

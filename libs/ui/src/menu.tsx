import { Menu as Base } from '@base-ui/react/menu';
import { Check } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import { cx } from './cx.ts';

const ITEM = 'flex min-h-8 cursor-default items-center gap-2 rounded-sm px-2 py-1 text-control text-ink outline-none select-none data-disabled:opacity-50 data-highlighted:bg-surface-2';

export type MenuProps = { /** The button that opens the menu. */ trigger: ReactElement; align?: 'start' | 'end'; className?: string; children: ReactNode };

/** A list of actions under a button. */
export function Menu({ trigger, align = 'start', className, children }: MenuProps) {
  return (
    <Base.Root modal={false}>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner align={align} sideOffset={4} className="z-50 outline-none">
          <Base.Popup className={cx('max-h-[min(28rem,var(--available-height))] min-w-52 overflow-y-auto rounded-lg border border-line bg-surface p-1 shadow-pop outline-none', className)}>{children}</Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

export function MenuItem({ icon, isDisabled, onSelect, children }: { icon?: ReactNode; isDisabled?: boolean; onSelect: () => void; children: ReactNode }) {
  return <Base.Item className={ITEM} disabled={isDisabled ?? false} onClick={onSelect}>{icon}{children}</Base.Item>;
}

/** One of several, with a tick at the chosen one. */
export function MenuChoices({ label, value, onChange, options }: { label: string; value: string; onChange: (value: string) => void; options: readonly { value: string; label: ReactNode }[] }) {
  return (
    <Base.Group>
      <Base.GroupLabel className="px-2 pt-1.5 pb-1 text-label text-ink-3 uppercase">{label}</Base.GroupLabel>
      <Base.RadioGroup value={value} onValueChange={(next: string) => onChange(next)}>
        {options.map((option) => (
          <Base.RadioItem key={option.value} value={option.value} closeOnClick className={ITEM}>
            <span className="w-4"><Base.RadioItemIndicator><Check aria-hidden size={14} /></Base.RadioItemIndicator></span>
            <span className="min-w-0 truncate">{option.label}</span>
          </Base.RadioItem>
        ))}
      </Base.RadioGroup>
    </Base.Group>
  );
}

export function MenuSeparator() {
  return <Base.Separator className="my-1 h-px bg-line" />;
}

import { Menu as Base } from '@base-ui/react/menu';
import { Check } from 'lucide-react';
import type { MenuEntry, MenuProps } from './menu-props.ts';

const ITEM = 'flex min-h-8 cursor-default items-center gap-2 rounded-sm px-2 py-1 text-control text-ink outline-none select-none data-disabled:opacity-50 data-highlighted:bg-surface-2';

/** The menu itself; opens as soon as it is there, because it is only fetched when somebody wants it. */
export function MenuBase({ trigger, align = 'start', entries }: MenuProps) {
  return (
    <Base.Root modal={false} defaultOpen>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner align={align} sideOffset={4} className="z-50 outline-none">
          <Base.Popup className="max-h-[min(28rem,var(--available-height))] min-w-52 overflow-y-auto rounded-lg border border-line bg-surface p-1 shadow-pop outline-none">
            {entries.map((entry, at) => <Entry key={at} entry={entry} />)}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

function Entry({ entry }: { entry: MenuEntry }) {
  switch (entry.kind) {
    case 'separator': return <Base.Separator className="my-1 h-px bg-line" />;
    case 'text': return <div className="px-2 py-1.5">{entry.content}</div>;
    case 'item': return <Base.Item className={ITEM} disabled={entry.isDisabled ?? false} onClick={entry.onSelect}>{entry.icon}{entry.label}</Base.Item>;
    case 'choices': return (
      <Base.Group>
        <Base.GroupLabel className="px-2 pt-1.5 pb-1 text-label text-ink-3 uppercase">{entry.label}</Base.GroupLabel>
        <Base.RadioGroup value={entry.value} onValueChange={(next: string) => entry.onChange(next)}>
          {entry.options.map((option) => (
            <Base.RadioItem key={option.value} value={option.value} closeOnClick className={ITEM}>
              <span className="w-4"><Base.RadioItemIndicator><Check aria-hidden size={14} /></Base.RadioItemIndicator></span>
              <span className="min-w-0 truncate">{option.label}</span>
            </Base.RadioItem>
          ))}
        </Base.RadioGroup>
      </Base.Group>
    );
  }
}

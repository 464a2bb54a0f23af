import { Tabs as Base } from '@base-ui/react/tabs';
import type { ReactNode } from 'react';

export type TabsProps = {
  label: string;
  value: string;
  onChange: (value: string) => void;
  tabs: readonly { value: string; label: ReactNode; content: ReactNode }[];
};

/** Views of one thing, one at a time. The chosen one belongs in the URL, so it comes from outside. */
export function Tabs({ label, value, onChange, tabs }: TabsProps) {
  return (
    <Base.Root value={value} onValueChange={(next: string) => onChange(next)} className="flex min-w-0 flex-col">
      <Base.List aria-label={label} className="relative flex gap-1 overflow-x-auto border-b border-line px-3">
        {tabs.map((tab) => (
          <Base.Tab key={tab.value} value={tab.value} className="-mb-px h-10 shrink-0 border-b-2 border-transparent px-2.5 text-control whitespace-nowrap text-ink-2 hover:text-ink data-active:border-accent data-active:font-medium data-active:text-ink">
            {tab.label}
          </Base.Tab>
        ))}
      </Base.List>
      {tabs.map((tab) => <Base.Panel key={tab.value} value={tab.value} className="min-w-0">{tab.content}</Base.Panel>)}
    </Base.Root>
  );
}

import { cx } from '@kelvin/ui';
import type { LucideIcon } from 'lucide-react';

export type ChoiceCardProps = { group: string; value: string; isChosen: boolean; onChoose: () => void; title: string; text: string; Icon?: LucideIcon };

/** One of a few ways on, with a sentence about it. A radio button underneath, so arrows move between them. */
export function ChoiceCard({ group, value, isChosen, onChoose, title, text, Icon }: ChoiceCardProps) {
  return (
    <label className={cx('relative flex cursor-pointer gap-3 rounded-lg border bg-surface p-3 has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent', isChosen ? 'border-accent bg-accent-soft' : 'border-line hover:border-line-strong')}>
      <input type="radio" name={group} value={value} checked={isChosen} onChange={onChoose} className="mt-0.5 size-4 shrink-0 accent-accent" />
      <span className="flex min-w-0 flex-1 flex-col gap-0.5"><span className="font-medium text-ink">{title}</span><span className="text-meta text-ink-2">{text}</span></span>
      {Icon ? <Icon aria-hidden size={18} className="shrink-0 text-ink-3" /> : null}
    </label>
  );
}

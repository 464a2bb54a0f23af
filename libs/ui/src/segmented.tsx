import { useId, type ReactNode } from 'react';
import { cx } from './cx.ts';

export type SegmentedProps<Value extends string> = { label: string; value: Value; onChange: (value: Value) => void; options: readonly { value: Value; label: ReactNode }[]; isWide?: boolean };

/** A choice of a few, all visible. Radio buttons underneath, so arrows move between them. */
export function Segmented<Value extends string>({ label, value, onChange, options, isWide = false }: SegmentedProps<Value>) {
  const name = useId();
  return (
    <fieldset className={cx('rounded-md border border-line bg-surface-2 p-0.5', isWide ? 'flex w-full' : 'inline-flex')}>
      <legend className="sr-only">{label}</legend>
      {options.map((option) => (
        <label key={option.value} className={cx('relative flex h-6 cursor-pointer items-center justify-center rounded-sm px-2.5 text-meta font-medium whitespace-nowrap has-focus-visible:outline-2 has-focus-visible:outline-accent', isWide && 'flex-1', option.value === value ? 'bg-surface text-ink shadow-card' : 'text-ink-2 hover:text-ink')}>
          <input type="radio" name={name} className="absolute inset-0 cursor-pointer opacity-0" checked={option.value === value} onChange={() => onChange(option.value)} />
          {option.label}
        </label>
      ))}
    </fieldset>
  );
}

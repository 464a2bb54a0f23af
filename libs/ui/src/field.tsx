import { createContext, use, useId, type InputHTMLAttributes, type ReactNode, type Ref, type SelectHTMLAttributes, type TextareaHTMLAttributes } from 'react';
import { cx } from './cx.ts';

type FieldContext = { id: string; describedBy: string | undefined; isInvalid: boolean };
const Context = createContext<FieldContext | null>(null);

const CONTROL = 'w-full rounded-md border bg-surface px-2.5 text-control text-ink placeholder:text-ink-3 disabled:cursor-not-allowed disabled:bg-surface-2 disabled:text-ink-3';
function controlClass(isInvalid: boolean, className?: string): string {
  return cx(CONTROL, isInvalid ? 'border-err' : 'border-line hover:border-line-strong', className);
}

export type FieldProps = { label: ReactNode; hint?: ReactNode; error?: ReactNode; className?: string; children: ReactNode };

/** A labelled control with its hint and error, tied together for screen readers. Holds exactly one Input, Select or Textarea. */
export function Field({ label, hint, error, className, children }: FieldProps) {
  const id = useId();
  const hintId = `${id}-hint`, errorId = `${id}-error`;
  const describedBy = [error ? errorId : '', hint ? hintId : ''].filter(Boolean).join(' ') || undefined;
  return (
    <div className={cx('flex flex-col gap-1', className)}>
      <label htmlFor={id} className="text-control font-medium text-ink">{label}</label>
      <Context value={{ id, describedBy, isInvalid: Boolean(error) }}>{children}</Context>
      {error ? <p id={errorId} role="alert" className="text-meta text-err">{error}</p> : null}
      {hint ? <p id={hintId} className="text-meta text-ink-3">{hint}</p> : null}
    </div>
  );
}

function useControl(): { id?: string; 'aria-describedby'?: string | undefined; 'aria-invalid'?: true | undefined } {
  const field = use(Context);
  if (!field) return {};
  return { id: field.id, 'aria-describedby': field.describedBy, 'aria-invalid': field.isInvalid || undefined };
}

/** A text input; inside a `Field` it takes the label, help and error from there. */
export function Input({ className, ...rest }: InputHTMLAttributes<HTMLInputElement> & { ref?: Ref<HTMLInputElement> }) {
  const control = useControl();
  return <input {...control} {...rest} className={controlClass(Boolean(control['aria-invalid']), cx('h-8 pointer-coarse:h-9', className))} />;
}

/** Like `Input`, for several lines. */
export function Textarea({ className, ...rest }: TextareaHTMLAttributes<HTMLTextAreaElement> & { ref?: Ref<HTMLTextAreaElement> }) {
  const control = useControl();
  return <textarea {...control} {...rest} className={controlClass(Boolean(control['aria-invalid']), cx('py-1.5', className))} />;
}

/** The browser's own select: it works with every keyboard, reader and phone. */
export function Select({ className, ...rest }: SelectHTMLAttributes<HTMLSelectElement> & { ref?: Ref<HTMLSelectElement> }) {
  const control = useControl();
  return <select {...control} {...rest} className={controlClass(Boolean(control['aria-invalid']), cx('h-8 pr-7 pointer-coarse:h-9', className))} />;
}

export type CheckboxProps = Omit<InputHTMLAttributes<HTMLInputElement>, 'type'> & { label: ReactNode };
/** A checkbox with its label beside it; a click on either counts. */
export function Checkbox({ label, className, ...rest }: CheckboxProps) {
  return (
    <label className={cx('inline-flex min-h-6 items-center gap-2 text-control text-ink', className)}>
      <input {...rest} type="checkbox" className="size-4 accent-accent" />
      {label}
    </label>
  );
}

import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';
import { cx } from './cx.ts';

export type ButtonVariant = 'primary' | 'secondary' | 'ghost' | 'danger';
export type ButtonSize = 'sm' | 'md';

const BASE = 'inline-flex items-center justify-center gap-2 rounded-md font-medium whitespace-nowrap select-none transition-colors disabled:cursor-not-allowed disabled:opacity-50 aria-disabled:cursor-not-allowed aria-disabled:opacity-50 pointer-coarse:min-h-9';
const VARIANT: Record<ButtonVariant, string> = {
  primary: 'bg-accent text-accent-ink hover:brightness-110',
  secondary: 'border border-line bg-surface text-ink hover:bg-surface-2 hover:border-line-strong',
  ghost: 'text-ink-2 hover:bg-surface-2 hover:text-ink',
  danger: 'border border-err bg-surface text-err hover:bg-err-soft',
};
const SIZE: Record<ButtonSize, string> = { sm: 'h-7 px-2.5 text-meta', md: 'h-8 px-3 text-control' };

/** The look of a button, for links that act as one. */
export function buttonClass(variant: ButtonVariant = 'secondary', size: ButtonSize = 'md', className?: string): string {
  return cx(BASE, VARIANT[variant], SIZE[size], className);
}

export type ButtonProps = ButtonHTMLAttributes<HTMLButtonElement> & {
  variant?: ButtonVariant;
  size?: ButtonSize;
  icon?: ReactNode;
  /** Work goes on: the button stays in place, says so to screen readers, and ignores clicks. */
  isBusy?: boolean;
  ref?: Ref<HTMLButtonElement>;
};

/** A button with words, and an icon before them if given. */
export function Button({ variant, size, icon, isBusy = false, className, children, onClick, type = 'button', ...rest }: ButtonProps) {
  return (
    <button {...rest} type={type} aria-busy={isBusy || undefined} className={buttonClass(variant, size, className)} onClick={isBusy ? (event) => event.preventDefault() : onClick}>
      {isBusy ? <span aria-hidden className="size-3.5 animate-spin rounded-full border-2 border-current border-r-transparent" /> : icon}
      {children}
    </button>
  );
}

export type IconButtonProps = Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'aria-label'> & { label: string; size?: ButtonSize; ref?: Ref<HTMLButtonElement> };

/** A button with only an icon; its label is read aloud and shown by the browser on hover. */
export function IconButton({ label, size = 'md', className, type = 'button', ...rest }: IconButtonProps) {
  return (
    <button {...rest} type={type} aria-label={label} title={rest.title ?? label}
      className={cx('inline-flex shrink-0 items-center justify-center rounded-md text-ink-2 transition-colors hover:bg-surface-2 hover:text-ink disabled:opacity-50 pointer-coarse:size-9', size === 'md' ? 'size-8' : 'size-7', className)} />
  );
}

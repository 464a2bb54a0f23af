import type { ReactElement, ReactNode } from 'react';

/** A line of a menu: an action, a choice of one among several, words, or a rule between groups. */
export type MenuEntry =
  | { kind: 'item'; label: ReactNode; icon?: ReactNode; isDisabled?: boolean; onSelect: () => void }
  | { kind: 'choices'; label: string; value: string; onChange: (value: string) => void; options: readonly { value: string; label: ReactNode }[] }
  | { kind: 'text'; content: ReactNode }
  | { kind: 'separator' };

export type TriggerProps = { onClick?: () => void; onPointerEnter?: () => void; onFocus?: () => void; 'aria-haspopup'?: 'menu' | 'dialog'; 'aria-expanded'?: boolean };
export type MenuProps = { /** The button that opens the menu. */ trigger: ReactElement<TriggerProps>; align?: 'start' | 'end'; entries: readonly MenuEntry[] };
